package io.plumbline.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service that Prometheus scrapes. Between two scrapes it answers as many requests as the test
 * says, and it keeps the books: what had truly happened when it was scraped.
 */
final class ShopExporter implements AutoCloseable {

  /**
   * What had happened at a scrape since the beginning, resets or not.
   *
   * @param number of the scrape, which the scrape itself shows as {@code shop_scrapes}
   * @param bad failed requests
   * @param all requests
   * @param servedNanos when it was answered, for differences only
   */
  record Scrape(long number, long bad, long all, long servedNanos) {}

  private final HttpServer server;
  private final Map<String, Long> counters = new TreeMap<>();
  private final List<Scrape> log = new ArrayList<>();
  private Map<String, Long> traffic = Map.of();
  private long bad;
  private long all;

  /** Starts on a free port; {@code before} is what it counted in the past, by status code. */
  ShopExporter(Map<String, Long> before) throws IOException {
    count(before);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", this::answer);
    server.start();
  }

  /** Host and port. */
  String instance() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort()).getAuthority();
  }

  /** Requests by status code from now on, before each scrape. */
  synchronized void traffic(Map<String, Long> perScrape) {
    traffic = perScrape;
  }

  /** The process starts anew: it forgets what it counted. */
  synchronized void reset() {
    counters.replaceAll((code, count) -> 0L);
    counters.keySet().removeIf(code -> !code.equals("200") && !code.equals("500"));
  }

  /** Everything it was asked so far. */
  synchronized List<Scrape> log() {
    return List.copyOf(log);
  }

  private void count(Map<String, Long> requests) {
    requests.forEach(
        (code, number) -> {
          counters.merge(code, number, Long::sum);
          all += number;
          bad += code.startsWith("5") ? number : 0;
        });
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] page = page().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  private synchronized String page() {
    count(traffic);
    log.add(new Scrape(log.size() + 1L, bad, all, System.nanoTime()));
    StringBuilder page = new StringBuilder("# TYPE http_requests_total counter\n");
    counters.forEach(
        (code, number) ->
            page.append(
                "http_requests_total{service=\"checkout\",code=\"%s\"} %d\n"
                    .formatted(code, number)));
    return page.append("# TYPE shop_scrapes gauge\nshop_scrapes ")
        .append(log.size())
        .append('\n')
        .toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
