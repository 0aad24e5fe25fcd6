package io.plumbline.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests over some connections of the loopback, each waiting for its answer before the
 * next, as Prometheus' shards do. Plain sockets: a client library would cost more than the daemon.
 */
final class Blast implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final long PORTION = 4_000_000;

  private final URI address;
  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Connects.
   *
   * @param address where to post, of the loopback
   * @param lanes number of connections
   */
  Blast(URI address, int lanes) throws IOException {
    this.address = address;
    this.threads = Executors.newFixedThreadPool(lanes);
    for (int i = 0; i < lanes; i++) {
      connections.add(new Connection(address.getPort()));
    }
  }

  /**
   * What sending came to.
   *
   * @param samples samples that were answered 2xx
   * @param nanos from the first request to the last answer
   * @param latencies from each request to its answer, ascending, nanoseconds
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Result(long samples, long nanos, long[] latencies) {

    double samplesPerSecond() {
      return samples * 1e9 / nanos;
    }

    /** The latency that a share of the requests does not exceed, milliseconds. */
    double millis(double share) {
      int rank = (int) Math.ceil(share * latencies.length);
      return latencies[Math.max(0, rank - 1)] / 1e6;
    }
  }

  /**
   * Encodes and sends in portions, so that the bodies need not all be held at once.
   *
   * @param samples how many at least
   */
  void send(Scrapes scrapes, long samples) throws IOException, InterruptedException {
    for (long sent = 0; sent < samples; ) {
      sent += send(next(scrapes, Math.min(samples - sent, PORTION)), 0).samples();
    }
  }

  /** The next scrapes for these connections, to be sent later. */
  List<List<List<Scrapes.Request>>> next(Scrapes scrapes, long samples) {
    return scrapes.next(samples, connections.size());
  }

  /**
   * Sends scrapes, lane by lane.
   *
   * @param rounds each with one list of requests for each connection
   * @param perSecond requests a second of all connections together, 0 for as fast as they go
   * @throws IOException if a request was not answered 2xx
   */
  Result send(List<List<List<Scrapes.Request>>> rounds, double perSecond)
      throws IOException, InterruptedException {
    List<Callable<long[]>> tasks = new ArrayList<>();
    long begun = System.nanoTime();
    for (int i = 0; i < connections.size(); i++) {
      int lane = i;
      List<Scrapes.Request> requests =
          rounds.stream().flatMap(round -> round.get(lane).stream()).toList();
      long pause = perSecond == 0 ? 0 : (long) (1e9 * connections.size() / perSecond);
      tasks.add(() -> connections.get(lane).send(requests, begun, pause));
    }
    List<long[]> latencies = new ArrayList<>();
    for (Future<long[]> done : threads.invokeAll(tasks)) {
      latencies.add(result(done));
    }
    long nanos = System.nanoTime() - begun;
    long samples =
        rounds.stream()
            .flatMap(List::stream)
            .flatMap(List::stream)
            .mapToLong(r -> r.samples())
            .sum();
    return new Result(
        samples, nanos, latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray());
  }

  private static long[] result(Future<long[]> done) throws IOException, InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IOException("a connection failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Connection connection : connections) {
      connection.socket.close();
    }
  }

  private final class Connection {

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      out = socket.getOutputStream();
      in = new BufferedInputStream(socket.getInputStream());
    }

    long[] send(List<Scrapes.Request> requests, long begun, long pause)
        throws IOException, InterruptedException {
      long[] latencies = new long[requests.size()];
      for (int i = 0; i < latencies.length; i++) {
        long ahead = begun + i * pause - System.nanoTime();
        if (ahead > 0) {
          TimeUnit.NANOSECONDS.sleep(ahead);
        }
        long sent = System.nanoTime();
        post(requests.get(i).body());
        latencies[i] = System.nanoTime() - sent;
      }
      return latencies;
    }

    private void post(byte[] body) throws IOException {
      String head =
          """
          POST %s HTTP/1.1\r
          Host: %s\r
          Content-Type: application/x-protobuf\r
          Content-Encoding: snappy\r
          X-Prometheus-Remote-Write-Version: 0.1.0\r
          User-Agent: plumbline-bench\r
          Content-Length: %d\r
          \r
          """
              .formatted(address.getPath(), address.getAuthority(), body.length);
      byte[] first = head.getBytes(StandardCharsets.US_ASCII);
      byte[] whole = Arrays.copyOf(first, first.length + body.length);
      System.arraycopy(body, 0, whole, first.length, body.length);
      out.write(whole);
      String status = line();
      int length = 0;
      for (String line = line(); !line.isEmpty(); line = line()) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        }
      }
      String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      if (!status.contains(" 20")) {
        throw new IOException("answered \"" + status + "\": " + text.strip());
      }
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the connection was closed");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }
  }
}
