package io.plumbline.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A small file system of its own in memory; tests that need one are skipped without root. */
public final class SmallDisk implements AutoCloseable {

  private final Path path;

  private SmallDisk(Path path) {
    this.path = path;
  }

  /**
   * Mounts one.
   *
   * @param options such as {@code size=32m}
   */
  public static SmallDisk mount(Path path, String options) throws IOException {
    Files.createDirectories(path);
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toAbsolutePath().toString()) == 0;
    Assumptions.assumeTrue(mounted, "a small disk needs root and mount");
    return new SmallDisk(path);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Fills it, or fills it further. */
  public void fill(long leaveBytes) throws IOException {
    try (OutputStream ballast =
        Files.newOutputStream(
            path.resolve("ballast"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long left = Files.getFileStore(path).getUsableSpace() - leaveBytes;
      byte[] block = new byte[4096];
      for (; left > 0; left -= block.length) {
        ballast.write(block);
      }
    } catch (IOException e) {
      // Somebody else wrote meanwhile and had the last of it.
      if (Files.getFileStore(path).getUsableSpace() > leaveBytes + 4096) {
        throw e;
      }
    }
  }

  /** Takes back what filled it. */
  public void makeRoom() throws IOException {
    Files.delete(path.resolve("ballast"));
  }

  /** Mounts it anew with other options, such as {@code ro}. */
  public void remount(String options) throws IOException {
    int code = run("mount", "-o", "remount," + options, path.toAbsolutePath().toString());
    if (code != 0) {
      throw new IOException("remount as " + options + " ended with " + code);
    }
  }

  private static int run(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Override
  public void close() {
    // A process that has just ended may hold it for a moment; lazily it goes then.
    run("umount", "-l", path.toAbsolutePath().toString());
  }
}
