package io.plumbline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.testing.DaemonProcess;
import io.plumbline.testing.WebhookReceiver;
import io.plumbline.testing.WebhookReceiver.Answer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a receiver waits: from the answer to the sample that crosses a limit until the webhook
 * arrives, at a random moment between two ticks. Half of the samples go over the limit and raise a
 * finding, half go back under it and clear it.
 */
@Command(
    name = "lag",
    description = "From the answer to the sample that crosses a limit until the webhook arrives.",
    mixinStandardHelpOptions = true)
final class DetectionLag implements Callable<Integer> {

  private static final Path RULES = Path.of("src/test/resources/scenarios/crash/rules");
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Random random = new Random(42);

  private record Arrival(String type, long nanos) {}

  @Option(
      names = "--samples",
      defaultValue = "200",
      description = "Samples to send (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Override
  public Integer call() throws Exception {
    long[] nanos = measure();
    Arrays.sort(nanos);
    System.out.printf(
        "%d samples, tick %d ms: p50 %d ms, p99 %d ms, max %d ms%n",
        nanos.length,
        TICK.toMillis(),
        millis(nanos, 0.50),
        millis(nanos, 0.99),
        millis(nanos, 1.00));
    return 0;
  }

  /** The value that a share of the sorted values does not exceed, by the nearest-rank method. */
  private static long millis(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return TimeUnit.NANOSECONDS.toMillis(sorted[rank - 1]);
  }

  private long[] measure() throws Exception {
    Vertx vertx = Vertx.vertx();
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "detection-lag");
    try (WebhookReceiver receiver = WebhookReceiver.start(vertx)) {
      receiver.answering(
          request -> {
            arrivals.add(new Arrival(type(request.body()), System.nanoTime()));
            return Answer.status(204);
          });
      Map<String, String> environment =
          Map.of(
              "PLUMBLINE_ENGINE_TICK",
              TICK.toMillis() + "ms",
              "PLUMBLINE_WEBHOOK_URL",
              receiver.url("/hook").toString());
      try (DaemonProcess daemon = DaemonProcess.start(folder, RULES, environment)) {
        long[] nanos = new long[samples];
        for (int i = 0; i < samples; i++) {
          TimeUnit.NANOSECONDS.sleep(random.nextLong(2 * TICK.toNanos()));
          nanos[i] = push(daemon, i % 2 == 0);
        }
        return nanos;
      }
    } finally {
      vertx.close().await();
    }
  }

  private static String type(String body) {
    try {
      return MAPPER.readTree(body).get("type").asText();
    } catch (IOException e) {
      throw new UncheckedIOException("a webhook's body is not JSON: " + body, e);
    }
  }

  private long push(DaemonProcess daemon, boolean over) throws Exception {
    String sample =
        "[{\"name\":\"disk_used_ratio\",\"labels\":{\"instance\":\"i\"},\"at\":%d,\"value\":%s}]"
            .formatted(System.currentTimeMillis(), over ? 0.9 : 0.5);
    int status = daemon.post("/api/v1/metrics", sample);
    long answered = System.nanoTime();
    if (status != 204) {
      throw new IllegalStateException("the sample was answered " + status);
    }
    String wanted = over ? "plumbline.breach.raised" : "plumbline.breach.cleared";
    for (Arrival next = await(); ; next = await()) {
      if (next.type().equals(wanted)) {
        return next.nanos() - answered;
      }
    }
  }

  private Arrival await() throws InterruptedException {
    Arrival next = arrivals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new IllegalStateException("no webhook within " + PATIENCE.toSeconds() + " s");
    }
    return next;
  }
}
