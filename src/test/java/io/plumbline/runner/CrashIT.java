package io.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.finding.FindingEvent;
import io.plumbline.journal.Journal;
import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.store.Store;
import io.plumbline.testing.DaemonProcess;
import io.plumbline.testing.KillerAtLine;
import io.plumbline.testing.UndisturbedReplay;
import io.plumbline.testing.WebhookReceiver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the daemon under load, at any moment and at any line of what must be whole. Afterwards
 * every acknowledged sample is in the journal once, the findings are those of an undisturbed replay
 * of that journal, and every event was delivered under its one id. {@code -Dkills=100} kills more
 * often.
 */
class CrashIT {

  private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
  private static final int KILLS = Integer.getInteger("kills", 16);
  private static final long SEED = Long.getLong("seed", 42);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path RULES = Path.of("src/test/resources/scenarios/crash/rules");
  private static final String LIMITS = "standard/limits.drl";

  /** What makes the daemon come to a point where it is killed. */
  private enum Cause {
    LOAD,
    STOP,
    EDIT
  }

  private record Point(Cause cause, String type, String method) {}

  private static final List<Point> POINTS =
      List.of(
          new Point(Cause.LOAD, "runner.LiveRunner", "judged"),
          new Point(Cause.EDIT, "app.RulesWatch", "offer"),
          new Point(Cause.STOP, "runner.StoredState", "changes"),
          new Point(Cause.LOAD, "publish.OutboxRows", "delivered"),
          new Point(Cause.LOAD, "store.Store", "write"),
          new Point(Cause.EDIT, "engine.Engine", "activate"),
          new Point(Cause.STOP, "runner.LiveRunner", "checkpoint"),
          new Point(Cause.LOAD, "publish.Outbox", "enqueue"),
          new Point(Cause.LOAD, "journal.Journal", "append"),
          new Point(Cause.LOAD, "runner.LiveRunner", "start"),
          new Point(Cause.STOP, "runner.PatientWriter", "write"),
          new Point(Cause.LOAD, "publish.Outbox", "wake"),
          new Point(Cause.EDIT, "app.RulesInForce", "ruleSet"),
          new Point(Cause.STOP, "engine.Engine", "takeState"),
          new Point(Cause.LOAD, "journal.JournalWriter", "append"),
          new Point(Cause.LOAD, "report.FindingStore", "put"));

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final CrashLoad load = new CrashLoad();
  private final Map<String, String> environment = new HashMap<>();
  private Path rules;
  private int edits;
  private int missed;

  @Test
  void losesNothingAcknowledgedAndTellsEveryFindingUnderOneId() throws Exception {
    rules = copy(RULES, folder.resolve("rules"));
    Vertx vertx = Vertx.vertx();
    try (WebhookReceiver receiver = WebhookReceiver.start(vertx)) {
      environment.put("PLUMBLINE_ENGINE_TICK", "100ms");
      environment.put("PLUMBLINE_WEBHOOK_URL", receiver.url("/hook").toString());
      for (int kill = 0; kill < KILLS; kill++) {
        environment.put("PLUMBLINE_ENGINE_SHARDS", "" + (1 + random.nextInt(3)));
        if (kill % 2 == 0) {
          killAtRandom();
        } else {
          killAt(POINTS.get(kill / 2 % POINTS.size()));
        }
      }
      try (DaemonProcess daemon = DaemonProcess.start(folder, rules, environment)) {
        load.send(daemon.traffic(), 40);
        await()
            .atMost(PATIENCE)
            .until(() -> daemon.get("/api/v1/deliveries").contains("\"items\":[]"));
      }
      LOG.info("{} kills, {} at no line, {} edits", KILLS, missed, edits);
      assertThat(missed).as("kills that came to no line").isLessThanOrEqualTo(KILLS / 8);
      judge(receiver);
    } finally {
      vertx.close().await();
    }
  }

  private void killAtRandom() throws Exception {
    DaemonProcess daemon = DaemonProcess.start(folder, rules, environment);
    int before = load.acknowledged().size();
    int enough = 10 + random.nextInt(100);
    Thread sending = sending(daemon);
    await().atMost(PATIENCE).until(() -> load.acknowledged().size() >= before + enough);
    daemon.kill();
    sending.join();
  }

  private void killAt(Point point) throws Exception {
    int visits = point.cause() == Cause.LOAD ? 1 + random.nextInt(5) : 1;
    if (point.method().equals("start")) {
      visits = 1;
    }
    try (KillerAtLine killer =
        new KillerAtLine("io.plumbline." + point.type(), point.method(), visits, random)) {
      Map<String, String> watched = new HashMap<>(environment);
      watched.putAll(killer.environment());
      DaemonProcess daemon;
      try {
        daemon = DaemonProcess.start(folder, rules, watched);
      } catch (IOException ended) {
        LOG.info("killed at {} before it was ready", killer.killed().getNow("no line"));
        assertThat(killer.killed()).as(ended.toString()).isCompleted();
        return;
      }
      Thread sending = sending(daemon);
      if (point.cause() == Cause.EDIT) {
        edit();
      } else if (point.cause() == Cause.STOP) {
        int before = load.acknowledged().size();
        await().atMost(PATIENCE).until(() -> load.acknowledged().size() >= before + 10);
        daemon.stop(Duration.ZERO);
      }
      try {
        LOG.info("killed at {}", killer.killed().get(15, TimeUnit.SECONDS));
      } catch (TimeoutException e) {
        LOG.warn("never came to the chosen line of {}.{}", point.type(), point.method());
        // A stop keeps no state when the last that came is no tick; the next start reads it again.
        missed += point.cause() == Cause.STOP ? 0 : 1;
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
      daemon.kill();
      sending.join();
    }
  }

  private Thread sending(DaemonProcess daemon) {
    Thread thread = new Thread(() -> load.send(daemon.traffic(), Integer.MAX_VALUE), "load");
    thread.start();
    return thread;
  }

  private void edit() throws IOException {
    Path file = rules.resolve(LIMITS);
    String text = Files.readString(file);
    boolean page = edits++ % 2 == 0;
    Files.writeString(
        file,
        page
            ? text.replace("@severity(\"page\")", "@severity(\"ticket\")")
            : text.replace("@severity(\"ticket\")", "@severity(\"page\")"));
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return to;
  }

  private void judge(WebhookReceiver receiver) {
    try (Store store = Store.open(folder.resolve("data"))) {
      Journal journal = new Journal(store);
      everyAcknowledgedSampleIsThereOnce(journal);
      noRulesCameButThoseOfTheEdits(journal);
      List<FindingEvent> events = UndisturbedReplay.events(journal);
      assertThat(events).hasSizeGreaterThan(2 * KILLS);
      UndisturbedReplay.assertFindings(store, events);
      assertThat(new HashSet<>(receiver.ids()))
          .isEqualTo(new HashSet<>(events.stream().map(FindingEvent::id).toList()));
    }
  }

  private void everyAcknowledgedSampleIsThereOnce(Journal journal) {
    Map<Integer, String> names = new HashMap<>();
    Map<CrashLoad.Sent, Integer> times = new HashMap<>();
    journal.read(
        0,
        entry -> {
          if (entry.signal() instanceof MetricBatch batch) {
            batch.newSeries().forEach(s -> names.put(s.id(), s.labels().get(Labels.METRIC_NAME)));
            for (int i = 0; i < batch.size(); i++) {
              times.merge(
                  new CrashLoad.Sent(
                      names.get(batch.seriesIds()[i]),
                      batch.timesMillis()[i],
                      Double.longBitsToDouble(batch.valueBits()[i])),
                  1,
                  Integer::sum);
            }
          }
        });
    load.acknowledged()
        .values()
        .forEach(
            samples ->
                samples.forEach(s -> assertThat(times.get(s)).as(s.toString()).isEqualTo(1)));
  }

  private void noRulesCameButThoseOfTheEdits(Journal journal) {
    int[] activations = {0};
    journal.read(0, entry -> activations[0] += entry.signal() instanceof RuleSetActivated ? 1 : 0);
    assertThat(activations[0]).isLessThanOrEqualTo(1 + edits);
  }
}
