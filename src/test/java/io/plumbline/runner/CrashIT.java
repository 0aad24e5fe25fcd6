package io.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.Engine;
import io.plumbline.engine.KeptState;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.journal.Entry;
import io.plumbline.journal.Journal;
import io.plumbline.report.FindingStore;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.MetricBatch;
import io.plumbline.store.Cbor;
import io.plumbline.store.Store;
import io.plumbline.testing.DaemonProcess;
import io.plumbline.testing.WebhookReceiver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the daemon twenty times under load. Every acknowledged sample is in the journal once, the
 * findings are those of an undisturbed replay of that journal, and every event was delivered under
 * its one id.
 */
class CrashIT {

  private static final int KILLS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path RULES = Path.of("src/test/resources/scenarios/crash/rules");

  @TempDir Path folder;

  private final Random random = new Random(42);
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private long requests;
  private long lastTime;

  @Test
  void losesNothingAcknowledgedAndTellsEveryFindingUnderOneId() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (WebhookReceiver receiver = WebhookReceiver.start(vertx)) {
      Map<String, String> environment =
          Map.of(
              "PLUMBLINE_ENGINE_TICK",
              "100ms",
              "PLUMBLINE_WEBHOOK_URL",
              receiver.url("/hook").toString());
      for (int kill = 0; kill < KILLS; kill++) {
        DaemonProcess daemon = DaemonProcess.start(folder, RULES, environment);
        Thread load = new Thread(() -> load(daemon, Integer.MAX_VALUE), "load");
        int before = acknowledged.size();
        int enough = 10 + random.nextInt(100);
        load.start();
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + enough);
        daemon.kill();
        load.join();
      }
      try (DaemonProcess daemon = DaemonProcess.start(folder, RULES, environment)) {
        load(daemon, 40);
        await()
            .atMost(PATIENCE)
            .until(() -> daemon.get("/api/v1/deliveries").contains("\"items\":[]"));
      }
      try (Store store = Store.open(folder.resolve("data"))) {
        Journal journal = new Journal(store);
        everyAcknowledgedSampleIsThereOnce(journal);
        List<FindingEvent> events = replay(journal);
        assertThat(events).hasSizeGreaterThan(2 * KILLS);
        findingsAreThoseOfTheReplay(new FindingStore(store), events);
        assertThat(new HashSet<>(receiver.ids()))
            .isEqualTo(new HashSet<>(events.stream().map(FindingEvent::id).toList()));
      }
    } finally {
      vertx.close().await();
    }
  }

  /** Sends unique samples, one request after the other, until the daemon is gone. */
  private void load(DaemonProcess daemon, int batches) {
    for (int i = 0; i < batches; i++) {
      lastTime = Math.max(lastTime + 1, System.currentTimeMillis());
      requests += 10;
      boolean over = (requests / 100) % 2 == 0;
      String json =
          "[%s,%s,%s]"
              .formatted(
                  sample("requests_total", requests),
                  sample("errors_total", requests / 5),
                  sample("disk_used_ratio", over ? 0.9 : 0.5));
      try {
        if (daemon.post("/api/v1/metrics", json) == 204) {
          acknowledged.add(lastTime);
        }
      } catch (IOException killed) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private String sample(String name, double value) {
    return "{\"name\":\"%s\",\"labels\":{\"job\":\"j\",\"instance\":\"i\"},\"at\":%d,\"value\":%s}"
        .formatted(name, lastTime, value);
  }

  private void everyAcknowledgedSampleIsThereOnce(Journal journal) {
    Map<Long, Integer> times = new HashMap<>();
    journal.read(
        0,
        entry -> {
          if (entry.signal() instanceof MetricBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
              times.merge(batch.timesMillis()[i], 1, Integer::sum);
            }
          }
        });
    assertThat(times.keySet()).containsAll(acknowledged);
    assertThat(acknowledged).allSatisfy(time -> assertThat(times.get(time)).isEqualTo(3));
  }

  private static List<FindingEvent> replay(Journal journal) {
    Engine engine =
        new Engine(
            set -> RuleSet.compile(set.files()).ruleSet().orElseThrow(),
            KeptState.NONE,
            List.of(),
            1);
    List<FindingEvent> events = new ArrayList<>();
    journal.read(
        0,
        (Entry entry) ->
            engine.apply(entry.signal()).ifPresent(outcome -> events.addAll(outcome.events())));
    return events;
  }

  private static void findingsAreThoseOfTheReplay(FindingStore store, List<FindingEvent> events) {
    Map<String, Finding> last = new TreeMap<>();
    events.forEach(event -> last.put(event.finding().id(), event.finding()));
    last.forEach(
        (id, finding) ->
            assertThat(store.find(id)).contains(Cbor.read(Cbor.write(finding), Finding.class)));
  }
}
