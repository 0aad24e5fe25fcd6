package io.plumbline.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Service;
import io.plumbline.engine.Inputs;
import io.plumbline.engine.Outcome;
import io.plumbline.engine.Step;
import io.plumbline.engine.sli.Scrape;
import io.plumbline.engine.sli.Taken;
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
      new Retention.Keep(Duration.ofHours(3), Duration.ofDays(2));

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
      live(store, journal, 0, 60, rules);
    }
    // A restart half-way changes nothing.
    try (Store store = Store.open(directory)) {
      Journal journal = new Journal(store);
      live(store, journal, 60, 120, rules);

      Instant now = BEGIN.plus(Duration.ofHours(119));
      assertThat(oldestTick(journal))
          .isBetween(now.minus(Duration.ofHours(5)), now.minus(KEEP.journal()));
      List<Instant> ticks = new ArrayList<>();
      new History(store)
          .read(
              0,
              judged -> {
                assertThat(judged.inputs()).isEqualTo(inputs(judged.at()));
                return ticks.add(judged.at());
              });
      // From the daily checkpoint before the oldest instant on.
      assertThat(ticks.get(0)).isEqualTo(BEGIN.plus(Duration.ofHours(49)));
      try (DailyCheckpoints days = new DailyCheckpoints(store)) {
        assertThat(days.oldest().map(DailyCheckpoints.Kept::at))
            .contains(BEGIN.plus(Duration.ofHours(48)));
        assertThat(days.before(now.minus(KEEP.history()))).isEqualTo(days.oldest());
      }
      assertThat(ticks).isSorted().hasSize(ticks.size()).endsWith(now);
      List<Signal> acts = new ArrayList<>();
      journal.readArchive(0, entry -> acts.add(entry.signal()));
      assertThat(acts).hasSize(120).containsOnly(rules);
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
    DailyCheckpoints days = new DailyCheckpoints(store);
    Retention retention = new Retention(store, journal, history, days, KEEP);
    for (int hour = from; hour < to; hour++) {
      Instant at = BEGIN.plus(Duration.ofHours(hour));
      MetricBatch samples = new MetricBatch(List.of(), new int[1], new long[1], new long[1]);
      journal.append(List.of(samples, act, new Tick(at.toEpochMilli())));
      Batch batch = new Batch();
      history.add(
          batch,
          new Outcome(at, List.of(JUDGED), List.of(), List.of(), Map.of(), List.of(), inputs(at)),
          journal.last());
      retention.checkpoint(batch, at, journal.last());
      store.write(batch, true);
      days.committed(at, journal.last());
    }
    days.close();
  }

  private static Inputs inputs(Instant at) {
    long newest = at.toEpochMilli() - 1_300;
    Taken counted =
        new Taken(
            List.of(
                new Scrape.State(newest - 7, Scrape.UNSEEN, newest - 15_000, true, 0x1p53, 3),
                new Scrape.State(newest, Scrape.UNSEEN, newest, false, 0, -0.5)),
            List.of());
    Taken measured = new Taken(List.of(), List.of(new Taken.Sample(7, newest, -0.0)));
    Step step =
        new Step(
            "checkout",
            at.minusMillis(1_300),
            new TreeMap<>(
                Map.of("slo/orders", counted, "capacity/disk-" + at.toEpochMilli() % 7, measured)));
    return new Inputs(at.minusMillis(500), List.of(List.of(step), List.of()), List.of(step));
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
