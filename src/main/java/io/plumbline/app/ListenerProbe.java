package io.plumbline.app;

import io.plumbline.app.Check.Status;
import io.plumbline.app.Check.Verdict;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Whether the traffic listener answers. It is called as anybody would call it, for only that tells:
 * a port may be open while nobody reads from it. A refusal is an answer too. Once without an answer
 * is a busy machine, twice in a row is down.
 */
final class ListenerProbe {

  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI address;
  private final Duration patience;
  private boolean answered = true;

  /**
   * Prepares the calls.
   *
   * @param host what it is bound to
   * @param patience how long an answer may take
   */
  ListenerProbe(String host, int port, Duration patience) {
    this.address = URI.create("http://%s:%d/api/v1/problems?limit=1".formatted(within(host), port));
    this.patience = patience;
  }

  private static String within(String host) {
    try {
      InetAddress bound = InetAddress.getByName(host);
      String near =
          (bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound).getHostAddress();
      return near.contains(":") ? "[" + near + "]" : near;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(host + " was bound and is unknown now", e);
    }
  }

  /** Calls it once. */
  Verdict look() {
    try {
      HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      call.setConnectTimeout((int) patience.toMillis());
      call.setReadTimeout((int) patience.toMillis());
      call.setRequestProperty("connection", "close");
      call.getResponseCode();
      call.disconnect();
      answered = true;
      return Verdict.up("answers on port " + address.getPort());
    } catch (IOException e) {
      boolean again = !answered;
      answered = false;
      return new Verdict(
          again ? Status.DOWN : Status.DEGRADED,
          "it does not answer on %s:%d: %s"
              .formatted(address.getHost(), address.getPort(), e.getMessage()),
          "look at the load and the log; start the daemon anew if it stays so");
    }
  }
}
