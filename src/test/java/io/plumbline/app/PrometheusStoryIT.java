package io.plumbline.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.ingest.RemoteWriteEncoder;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.testing.DaemonProcess;
import io.plumbline.testing.PrometheusProcess;
import io.plumbline.testing.WebhookReceiver;
import io.plumbline.testing.WebhookReceiver.Answer;
import io.plumbline.testing.WebhookReceiver.Received;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A burst of errors as everybody meets it: a real Prometheus scrapes a shop and writes to the
 * daemon, the receiver of webhooks is told, and the same Prometheus shows what stands. Then the
 * shop restarts, Prometheus restarts and a sender repeats itself, and not one request is counted
 * wrongly.
 */
class PrometheusStoryIT {

  private static final Path SCENARIO = Path.of("src/test/resources/scenarios/prometheus");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final byte[] KEY = "thirty-two bytes nobody can tell".getBytes(UTF_8);
  private static final String RAISED = "plumbline.at_risk.raised";
  private static final String CLEARED = "plumbline.at_risk.cleared";
  private static final String OPEN =
      "plumbline_findings_open{service=\"checkout\",kind=\"at_risk\",severity=\"page\","
          + "rule=\"Budget burns fast\"}";
  private static final Map<String, Long> QUIET = Map.of();
  private static final int PAST_MINUTES = 45;
  private static final Map<String, Long> PAST_MINUTE = Map.of("200", 500L, "500", 1L);

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Long> arrivedNanos = new ConcurrentHashMap<>();
  private final List<BurnOracle.Counted> past = new ArrayList<>();
  private WebhookReceiver receiver;
  private ShopExporter shop;
  private DaemonProcess daemon;
  private PrometheusProcess prometheus;

  @BeforeEach
  void start() throws Exception {
    receiver = WebhookReceiver.start(vertx);
    receiver.answering(
        request -> {
          arrivedNanos.putIfAbsent(request.id(), System.nanoTime());
          return Answer.status(204);
        });
    Map<String, Long> before = new TreeMap<>();
    PAST_MINUTE.forEach((code, requests) -> before.put(code, requests * PAST_MINUTES));
    shop = new ShopExporter(before);
    daemon =
        DaemonProcess.start(
            Files.createDirectory(folder.resolve("daemon")),
            SCENARIO.resolve("rules"),
            Map.of(
                "PLUMBLINE_ENGINE_TICK",
                "100ms",
                "PLUMBLINE_WEBHOOK_URL",
                receiver.url("/hook").toString(),
                "PLUMBLINE_WEBHOOK_SECRET",
                "whsec_" + Base64.getEncoder().encodeToString(KEY)));
    Files.createDirectory(folder.resolve("prometheus"));
  }

  @AfterEach
  void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (daemon != null) {
      daemon.close();
    }
    shop.close();
    receiver.close();
    vertx.close().await();
  }

  @Test
  void aBurstIsToldClearedAndCountedToTheRequest() throws Exception {
    writeThePast();
    startPrometheus();
    shop.traffic(Map.of("200", 100L));
    awaitScrapes(2);

    Instant quiet = scrapeTimes().lastEntry().getValue();
    shop.traffic(Map.of("200", 60L, "500", 70L, "503", 41L));
    Received raised = webhook(RAISED);
    JsonNode finding = MAPPER.readTree(raised.body()).get("data");
    assertThat(raised.headers().get("webhook-signature")).isEqualTo(signature(raised));
    assertThat(finding.get("subject").asText()).isEqualTo("checkout-availability");
    assertThat(finding.get("severity").asText()).isEqualTo("page");
    inPrometheus(OPEN, 1);
    BurnOracle oracle = oracle();
    Instant start = Instant.parse(finding.get("start").asText());
    assertThat(oracle.first(oracle::burns, Instant.EPOCH)).as("crosses both").contains(start);
    assertThat(oracle.first(oracle::burnsInFiveMinutes, quiet).orElseThrow())
        .as("the short window alone crosses before")
        .isBefore(start);
    tellLag(raised, finding, start);

    shop.traffic(Map.of("200", 150_000L, "500", 1L));
    Received cleared = webhook(CLEARED);
    inPrometheus(OPEN, 0);
    BurnOracle recovered = oracle();
    JsonNode ended = MAPPER.readTree(cleared.body()).get("data");
    assertThat(cleared.headers().get("webhook-signature")).isEqualTo(signature(cleared));
    assertThat(ended.get("id")).isEqualTo(finding.get("id"));
    assertThat(recovered.first(at -> !recovered.burns(at), start))
        .contains(Instant.parse(ended.get("ended").asText()));

    shop.traffic(QUIET);
    awaitCounted(awaitNextScrape());
    shop.reset();
    shop.traffic(Map.of("200", 900L, "500", 2L, "503", 1L));
    awaitNextScrape();
    prometheus.close();
    startPrometheus();
    awaitNextScrape();
    writeTwice();

    shop.traffic(QUIET);
    awaitCounted(awaitNextScrape());
    ShopExporter.Scrape truth = shop.log().get(shop.log().size() - 1);
    assertThat(attainment("checkout-availability"))
        .isEqualTo(1 - (double) truth.bad() / truth.all());
    assertThat(receiver.received())
        .extracting(received -> MAPPER.readTree(received.body()).get("type").asText())
        .containsExactly(RAISED, CLEARED);
  }

  /** Three quarters of an hour of good service, over for longer than the short window. */
  private void writeThePast() throws Exception {
    Instant end = Instant.now().minus(Duration.ofMinutes(6));
    Map<String, Long> counters = new TreeMap<>(Map.of("200", 0L, "500", 0L));
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    for (int minute = 0; minute <= PAST_MINUTES; minute++) {
      Instant at = end.minus(Duration.ofMinutes((long) PAST_MINUTES - minute));
      if (minute > 0) {
        PAST_MINUTE.forEach((code, requests) -> counters.merge(code, requests, Long::sum));
      }
      counters.forEach(
          (code, value) ->
              encoder.add(series("checkout", code, "shop", shop.instance()), millis(at), value));
      long bad = counters.get("500");
      past.add(
          new BurnOracle.Counted(Instant.ofEpochMilli(millis(at)), bad, bad + counters.get("200")));
    }
    assertThat(write(encoder.body())).isEqualTo(204);
  }

  private static long millis(Instant at) {
    return at.toEpochMilli();
  }

  private void startPrometheus() throws IOException {
    String configuration =
        Files.readString(SCENARIO.resolve("prometheus.yml"))
            .replace("${exporter}", shop.instance())
            .replace("${metrics}", daemon.management().getAuthority())
            .replace("${write}", daemon.traffic().resolve("/api/v1/write").toString());
    prometheus = PrometheusProcess.start(folder.resolve("prometheus"), configuration);
  }

  /** Another service's sender repeats a request, which is the very same bytes. */
  private void writeTwice() throws Exception {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    Instant now = Instant.now();
    for (int i = 0; i <= 3; i++) {
      long at = millis(now.minusSeconds(60L * (3 - i)));
      encoder.add(series("payments", "200", "bank", "b1"), at, 1000.0 * i);
      encoder.add(series("payments", "500", "bank", "b1"), at, 3.0 * i);
    }
    int samples = encoder.samples();
    byte[] body = encoder.body();
    double before = replayed();
    assertThat(write(body)).isEqualTo(204);
    assertThat(write(body)).isEqualTo(204);
    patiently().until(() -> replayed() == before + samples);
    assertThat(attainment("payments-availability")).isEqualTo(1 - 9.0 / 3009.0);
  }

  private static Labels series(String service, String code, String job, String instance) {
    return Labels.of(
        List.of(
            new Label("__name__", "http_requests_total"),
            new Label("service", service),
            new Label("code", code),
            new Label("job", job),
            new Label("instance", instance)));
  }

  private int write(byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(daemon.traffic().resolve("/api/v1/write"))
            .header("content-type", "application/x-protobuf")
            .header("content-encoding", "snappy")
            .header("x-prometheus-remote-write-version", "0.1.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private ConditionFactory patiently() {
    return await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(100))
        .failFast("Prometheus ended", () -> prometheus != null && !prometheus.isAlive());
  }

  private Received webhook(String type) {
    Callable<Optional<Received>> arrived =
        () ->
            receiver.received().stream()
                .filter(r -> r.body().contains("\"type\":\"" + type + '"'))
                .findFirst();
    return patiently().until(arrived, Optional::isPresent).orElseThrow();
  }

  /** As the receiver of Standard Webhooks 1.0.0 works it out. */
  private static String signature(Received received) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    String signed =
        String.join(
            ".", received.id(), received.headers().get("webhook-timestamp"), received.body());
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private void inPrometheus(String series, int value) {
    patiently()
        .untilAsserted(
            () ->
                assertThat(query(series).at("/data/result/0/value/1").asText())
                    .as(series)
                    .isEqualTo(Integer.toString(value)));
  }

  private JsonNode query(String expression) throws IOException, InterruptedException {
    URI uri =
        prometheus.uri().resolve("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
    return MAPPER.readTree(
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
  }

  /** When Prometheus says that each scrape of the shop was. */
  private TreeMap<Long, Instant> scrapeTimes() throws IOException, InterruptedException {
    TreeMap<Long, Instant> times = new TreeMap<>();
    for (JsonNode pair : query("shop_scrapes[10m]").at("/data/result/0/values")) {
      BigDecimal seconds = new BigDecimal(pair.get(0).asText());
      times.put(
          Long.parseLong(pair.get(1).asText()),
          Instant.ofEpochMilli(seconds.movePointRight(3).longValueExact()));
    }
    return times;
  }

  private void awaitScrapes(int number) {
    patiently().ignoreExceptions().until(() -> scrapeTimes().size() >= number);
  }

  /** Waits for a scrape that shows all that has happened by now; its time. */
  private Instant awaitNextScrape() {
    long seen = shop.log().size();
    return patiently()
        .ignoreExceptions()
        .until(() -> scrapeTimes().higherEntry(seen), entry -> entry != null)
        .getValue();
  }

  private BurnOracle oracle() throws IOException, InterruptedException {
    Map<Long, Instant> times = scrapeTimes();
    List<BurnOracle.Counted> accepted = new ArrayList<>(past);
    for (ShopExporter.Scrape scrape : shop.log()) {
      if (times.containsKey(scrape.number())) {
        accepted.add(
            new BurnOracle.Counted(times.get(scrape.number()), scrape.bad(), scrape.all()));
      }
    }
    return new BurnOracle(accepted);
  }

  private void tellLag(Received raised, JsonNode finding, Instant start) throws Exception {
    long number =
        scrapeTimes().entrySet().stream()
            .filter(scrape -> scrape.getValue().equals(start))
            .findFirst()
            .orElseThrow()
            .getKey();
    long served = shop.log().get((int) number - 1).servedNanos();
    System.out.printf(
        "scraped %s, detected %d ms later, webhook %d ms after the scrape was answered%n",
        start,
        Duration.between(start, Instant.parse(finding.get("detected").asText())).toMillis(),
        Duration.ofNanos(arrivedNanos.get(raised.id()) - served).toMillis());
  }

  private JsonNode objective(String name) throws IOException, InterruptedException {
    for (JsonNode item : MAPPER.readTree(daemon.get("/api/v1/objectives")).get("items")) {
      if (item.get("objective").asText().equals(name)) {
        return item;
      }
    }
    throw new AssertionError("no objective " + name);
  }

  private double attainment(String name) throws IOException, InterruptedException {
    return objective(name).get("attainment").asDouble();
  }

  /** Waits until the daemon has judged the shop's samples of a time. */
  private void awaitCounted(Instant time) {
    patiently()
        .until(
            () ->
                !Instant.parse(objective("checkout-availability").get("newestSample").asText())
                    .isBefore(time));
  }

  private double replayed() throws IOException, InterruptedException {
    return daemon
        .metrics()
        .lines()
        .filter(line -> line.startsWith("plumbline_replayed_samples_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }
}
