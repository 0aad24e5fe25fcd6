package io.plumbline.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver on a free loopback port that does to each connection what no server should. */
public final class RudeReceiver implements AutoCloseable {

  /** What it does once a connection is there. */
  @FunctionalInterface
  public interface Manner {

    /** Treats a connection; it is closed only when the receiver is. */
    void treat(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  private RudeReceiver(Manner manner) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (true) {
            Socket connection = server.accept();
            connections.add(connection);
            daemon(() -> manner.treat(connection));
          }
        });
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The other side, or the end of the test, has closed it.
                Thread.currentThread().interrupt();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Listens. */
  public static RudeReceiver start(Manner manner) {
    try {
      return new RudeReceiver(manner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the head of a request, says something, and leaves the connection open. */
  public static Manner saying(String answer) {
    return connection -> {
      head(connection);
      say(connection, answer);
    };
  }

  /** Waits for the end of a request's head. */
  public static void head(Socket connection) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = connection.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed by the sender");
      }
      head.append((char) next);
    }
  }

  /** Sends a text. */
  public static void say(Socket connection, String text) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Its address. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
  }

  /** How many connections were made to it. */
  public int connections() {
    return connections.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
