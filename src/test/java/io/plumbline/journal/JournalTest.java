package io.plumbline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.RulesAct;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import io.plumbline.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path directory;

  @Test
  void keepsEveryKindOfEntryOverAReopening() {
    List<Signal> signals =
        List.of(
            new Tick(1_000),
            new RuleSetActivated(
                1, List.of(new SourceFile("standard/a.drl", "rule")), "ab", "me", "first"),
            new IncidentBatch(
                List.of(
                    new IncidentEvent(
                        "e1",
                        "INC-1",
                        "checkout",
                        Instant.parse("2026-06-10T07:15:00.123Z"),
                        IncidentEvent.Type.OPENED,
                        "New",
                        "1",
                        7,
                        Instant.parse("2026-06-10T07:16:00Z"),
                        "",
                        IncidentEvent.Kind.INCIDENT,
                        Map.of("group", "a")))),
            RulesAct.drafted(
                "shop",
                Instant.parse("2026-06-10T08:00:00Z"),
                "anna",
                "more time",
                "cd",
                List.of(new SourceFile("shop/a.drl", "rule")),
                "ab",
                false),
            RulesAct.approved(
                "shop",
                Instant.parse("2026-06-10T09:00:00Z"),
                "ben",
                "cd",
                Instant.parse("2026-07-01T00:00:00Z"),
                0));
    try (Store store = Store.open(directory)) {
      new Journal(store).append(signals);
    }
    try (Store store = Store.open(directory)) {
      Journal journal = new Journal(store);
      assertThat(journal.last()).isEqualTo(5);
      assertThat(read(journal, 0)).extracting(Entry::signal).isEqualTo(signals);
      assertThat(read(journal, 2)).extracting(Entry::seq).containsExactly(3L, 4L, 5L);
      List<Entry> ofRules = new ArrayList<>();
      journal.readRules(ofRules::add);
      assertThat(ofRules).extracting(Entry::seq).containsExactly(2L, 4L, 5L);
      assertThat(journal.archived(4)).contains(signals.get(3));
      assertThat(journal.archived(1)).isEmpty();
    }
  }

  @Test
  void keepsEveryBitOfASample() {
    long[] bits = {
      Double.doubleToRawLongBits(0),
      Double.doubleToRawLongBits(-0.0),
      Double.doubleToRawLongBits(12_345),
      Double.doubleToRawLongBits(-7),
      Double.doubleToRawLongBits(0.1),
      Double.doubleToRawLongBits(0x1p53),
      Double.doubleToRawLongBits(0x1p53 - 1),
      Double.doubleToRawLongBits(Long.MAX_VALUE),
      Double.doubleToRawLongBits(Long.MIN_VALUE),
      Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
      0x7ff8000000000001L,
      MetricBatch.STALE_MARKER,
    };
    SplittableRandom random = new SplittableRandom(1);
    int[] ids = random.ints(bits.length, 0, Integer.MAX_VALUE).toArray();
    long[] times = random.longs(bits.length, -1L << 50, 1L << 50).toArray();
    Labels labels = Labels.of(List.of(new Label("b", "2"), new Label("__name__", "x")));
    MetricBatch batch =
        new MetricBatch(List.of(new MetricBatch.Series(4, labels)), ids, times, bits);

    try (Store store = Store.open(directory)) {
      Journal journal = new Journal(store);
      journal.append(List.of(batch));
      MetricBatch kept = (MetricBatch) read(journal, 0).get(0).signal();
      assertThat(kept.valueBits()).isEqualTo(bits);
      assertThat(kept.seriesIds()).isEqualTo(ids);
      assertThat(kept.timesMillis()).isEqualTo(times);
      assertThat(kept.newSeries()).isEqualTo(batch.newSeries());
      assertThat(journal.series()).isEqualTo(batch.newSeries());
    }
  }

  @Test
  void keepsSinceWhenCountersCount() {
    long[] starts = {1_700_000_000_000L, 0, 1_700_000_000_000L, 1};
    MetricBatch batch =
        new MetricBatch(List.of(), new int[4], new long[] {5, 6, 7, 8}, new long[4], starts);

    try (Store store = Store.open(directory)) {
      Journal journal = new Journal(store);
      journal.append(List.of(batch));
      MetricBatch kept = (MetricBatch) read(journal, 0).get(0).signal();
      assertThat(kept.startsMillis()).isEqualTo(starts);
      assertThat(kept.timesMillis()).isEqualTo(batch.timesMillis());
    }
  }

  private static List<Entry> read(Journal journal, long after) {
    List<Entry> entries = new ArrayList<>();
    journal.read(after, entries::add);
    return entries;
  }
}
