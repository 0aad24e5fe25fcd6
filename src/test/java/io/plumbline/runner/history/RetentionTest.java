package io.plumbline.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Service;
import io.plumbline.engine.Outcome;
import io.plumbline.engine.sli.Applied;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.journal.Entry;
import io.plumbline.journal.Journal;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  private static final Instant BEGIN = Instant.parse("2026-11-01T00:10:00Z");
  private static final Retention.Keep KEEP =
      new Retention.Keep(Duration.ofHours(3), Duration.ofHours(10));

  private static final ServiceStanding JUDGED =
      new ServiceStanding(
          new Service("checkout", "Checkout", "", "", "", Map.of()),
          ServiceState.FINE,
          BEGIN,
          BEGIN,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  @TempDir Path directory;

  @Test
  void keepsSamplesHistoryAndActsEachForItsTime() {
    RuleSetActivated rules = new RuleSetActivated(1, List.of(), "hash", "somebody", "saved");
    try (Store store = Store.open(directory)) {
      Journal journal = new Journal(store);
      live(store, journal, 0, 24, rules);
    }
    // A restart half-way changes nothing.
    try (Store store = Store.open(directory)) {
      Journal journal = new Journal(store);
      live(store, journal, 24, 48, rules);

      Instant now = BEGIN.plus(Duration.ofHours(47));
      assertThat(oldestTick(journal))
          .isBetween(now.minus(Duration.ofHours(5)), now.minus(KEEP.journal()));
      List<Instant> ticks = new ArrayList<>();
      new History(store)
          .read(
              0,
              judged -> {
                assertThat(judged.applied()).isEqualTo(applied(judged.at()));
                return ticks.add(judged.at());
              });
      assertThat(ticks.get(0))
          .isBetween(now.minus(Duration.ofHours(12)), now.minus(KEEP.history()));
      assertThat(ticks).isSorted().hasSize(ticks.size()).endsWith(now);
      List<Signal> acts = new ArrayList<>();
      journal.readArchive(0, entry -> acts.add(entry.signal()));
      assertThat(acts).hasSize(48).containsOnly(rules);
    }
  }

  @Test
  void numbersGoOnThoughEverythingWasCut() {
    try (Store store = Store.open(directory)) {
      Journal journal = new Journal(store);
      journal.append(List.of(new Tick(1), new Tick(2), new Tick(3)));
      Batch batch = new Batch();
      journal.cut(batch, 3);
      store.write(batch, true);
    }
    try (Store store = Store.open(directory)) {
      Journal journal = new Journal(store);
      assertThat(journal.last()).isEqualTo(3);
      assertThat(journal.append(List.of(new Tick(4)))).extracting(Entry::seq).containsExactly(4L);
    }
  }

  private static void live(Store store, Journal journal, int from, int to, Signal act) {
    History history = new History(store);
    Retention retention = new Retention(store, journal, history, KEEP);
    for (int hour = from; hour < to; hour++) {
      Instant at = BEGIN.plus(Duration.ofHours(hour));
      MetricBatch samples = new MetricBatch(List.of(), new int[1], new long[1], new long[1]);
      journal.append(List.of(samples, act, new Tick(at.toEpochMilli())));
      Batch batch = new Batch();
      history.add(
          batch,
          new Outcome(at, List.of(JUDGED), List.of(), List.of(), Map.of(), applied(at)),
          journal.last());
      retention.checkpoint(batch, at, journal.last());
      store.write(batch, true);
    }
  }

  private static TreeMap<String, Applied> applied(Instant at) {
    long newest = at.toEpochMilli() - 1_300;
    return new TreeMap<>(
        Map.of(
            "orders",
            new Applied(
                newest,
                List.of(
                    new Applied.Count(newest - newest % 10_000, 3, 0x1p53, 0),
                    new Applied.Count(newest - newest % 10_000 + 10_000, -0.5, 7, -400)),
                List.of(new Applied.Span(newest - 15_000, newest))),
            "payments-" + at.toEpochMilli() % 7,
            new Applied(newest, List.of(), List.of())));
  }

  private static Instant oldestTick(Journal journal) {
    List<Instant> ticks = new ArrayList<>();
    journal.read(
        0,
        entry -> {
          if (entry.signal() instanceof Tick tick) {
            ticks.add(Instant.ofEpochMilli(tick.atMillis()));
          }
        });
    return ticks.get(0);
  }
}
