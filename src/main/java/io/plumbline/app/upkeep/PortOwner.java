package io.plumbline.app.upkeep;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who listens on a port of this machine. */
final class PortOwner {

  private static final String LISTENING = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortOwner() {}

  /** Whether an address can be listened on; what stands in the way when not. */
  static Optional<String> obstacle(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The process that listens on a port, as far as Linux lets this one see it. */
  static Optional<ProcessHandle> of(int port) {
    try {
      List<String> sockets = new ArrayList<>();
      for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        if (Files.exists(Path.of(table))) {
          Files.readAllLines(Path.of(table)).stream()
              .skip(1)
              .map(line -> line.strip().split("\\s+"))
              .filter(cells -> cells[STATE].equals(LISTENING))
              .filter(cells -> cells[LOCAL_ADDRESS].endsWith(hex(port)))
              .forEach(cells -> sockets.add("socket:[" + cells[INODE] + "]"));
        }
      }
      return sockets.isEmpty() ? Optional.empty() : holder(sockets);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String hex(int port) {
    return String.format(Locale.ROOT, ":%04X", port);
  }

  private static Optional<ProcessHandle> holder(List<String> sockets) {
    return ProcessHandle.allProcesses().filter(p -> holds(p.pid(), sockets)).findFirst();
  }

  private static boolean holds(long pid, List<String> sockets) {
    Path open = Path.of("/proc", "" + pid, "fd");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(open)) {
      for (Path file : files) {
        if (Files.isSymbolicLink(file)
            && sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // Another user's process, or one that has just ended.
      return false;
    }
  }
}
