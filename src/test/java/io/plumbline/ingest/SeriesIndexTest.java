package io.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesIndexTest {

  private static final Selection ALL = labels -> List.of("all");

  private final SeriesIndex index = new SeriesIndex(SeriesLimits.DEFAULT, ReplicaLabels.NONE, ALL);

  @Test
  void idsAreDenseAndStay() throws RefusedItemException {
    assertThat(resolve(index, labels("up", "job", "a"))).isZero();
    assertThat(resolve(index, labels("up", "job", "b"))).isEqualTo(1);
    assertThat(resolve(index, labels("up", "job", "a"))).isZero();
    assertThat(index.size()).isEqualTo(2);
  }

  @Test
  void everyOrderOfLabelsIsTheSameSeries() throws RefusedItemException {
    List<Label> labels = labels("up", "job", "a", "zone", "z", "instance", "i");
    int id = resolve(index, labels);
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      List<Label> shuffled = new ArrayList<>(labels);
      Collections.shuffle(shuffled, random);
      assertThat(resolve(index, shuffled)).isEqualTo(id);
    }
    assertThat(index.since(0)).containsExactly(new Series(id, Labels.of(labels)));
  }

  @Test
  void anEmptyValueIsAnAbsentLabel() throws RefusedItemException {
    int id = resolve(index, labels("up", "job", "a"));
    assertThat(resolve(index, labels("up", "job", "a", "zone", ""))).isEqualTo(id);
  }

  @Test
  void equalHashesDoNotMakeEqualSeries() throws RefusedItemException {
    SeriesIndex colliding =
        new SeriesIndex(SeriesLimits.DEFAULT, ReplicaLabels.NONE, ALL, (bytes, from, to) -> 42);
    for (int round = 0; round < 2; round++) {
      colliding.begin(0);
      for (int i = 0; i < 600; i++) {
        assertThat(resolve(colliding, labels("m" + i, "job", "a"))).isEqualTo(i);
      }
    }
  }

  @Test
  void agreesWithAMapOverRandomTraffic() throws RefusedItemException {
    Random random = new Random(7);
    for (LabelHash hash :
        List.<LabelHash>of(LabelHash.seeded(random), (bytes, from, to) -> bytes[to - 1] & 3)) {
      SeriesIndex tried = new SeriesIndex(SeriesLimits.DEFAULT, ReplicaLabels.NONE, ALL, hash);
      Map<Labels, Integer> ids = new HashMap<>();
      List<Labels> order = new ArrayList<>();
      for (int request = 0; request < 400; request++) {
        tried.begin(0);
        int known = tried.size();
        int first = random.nextInt(600);
        for (int i = first; i < first + 10; i++) {
          List<Label> labels = labels("m" + i / 3, "job", "j" + i % 3, "zone", "z");
          Collections.shuffle(labels, random);
          Labels canonical = Labels.of(labels);
          int id = resolve(tried, labels);
          if (ids.putIfAbsent(canonical, id) == null) {
            order.add(canonical);
            assertThat(id).isEqualTo(order.size() - 1);
          }
          assertThat(id).isEqualTo(ids.get(canonical));
        }
        int fate = random.nextInt(3);
        if (fate == 0) {
          tried.confirm(tried.size());
        } else {
          tried.truncate(fate == 1 ? known : tried.confirmed());
          while (order.size() > tried.size()) {
            ids.remove(order.remove(order.size() - 1));
          }
        }
      }
      assertThat(order).hasSizeGreaterThan(300);
    }
  }

  @Test
  void aRolledBackSeriesIsNewAgain() throws RefusedItemException {
    resolve(index, labels("kept", "job", "a"));
    index.confirm(1);
    resolve(index, labels("lost", "job", "a"));
    resolve(index, labels("kept", "zone", "z"));
    index.rollback();

    assertThat(index.size()).isEqualTo(1);
    assertThat(resolve(index, labels("other", "job", "a"))).isEqualTo(1);
    assertThat(resolve(index, labels("lost", "job", "a"))).isEqualTo(2);
    assertThat(index.since(1))
        .extracting(s -> s.labels().metric())
        .containsExactly("other", "lost");
  }

  @Test
  void aRefusedRequestTakesOnlyItsOwnSeriesAway() throws RefusedItemException {
    resolve(index, labels("first", "job", "a"));
    int known = index.size();
    resolve(index, labels("second", "job", "a"));
    index.truncate(known);

    assertThat(index.since(0)).extracting(s -> s.labels().metric()).containsExactly("first");
    index.confirm(known);
    assertThat(index.confirmed()).isEqualTo(1);
    assertThat(index.since(0)).isEmpty();
  }

  @Test
  void confirmingWhatWasRolledBackIsAnError() throws RefusedItemException {
    resolve(index, labels("lost", "job", "a"));
    index.rollback();
    assertThatThrownBy(() -> index.confirm(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void goesOnWhereTheDictionaryEnds() throws RefusedItemException {
    List<Series> dictionary =
        IntStream.range(0, 3000)
            .mapToObj(i -> new Series(i, Labels.of(labels("m" + i, "job", "a"))))
            .toList();
    index.restore(dictionary);

    assertThat(index.confirmed()).isEqualTo(3000);
    assertThat(resolve(index, labels("m2999", "job", "a"))).isEqualTo(2999);
    assertThat(resolve(index, labels("m3000", "job", "a"))).isEqualTo(3000);
  }

  @Test
  void aDictionaryWithAHoleIsRefused() {
    List<Series> dictionary = List.of(new Series(1, Labels.of(labels("m", "job", "a"))));
    assertThatThrownBy(() -> index.restore(dictionary)).hasMessageContaining("lacks series 0");
  }

  @Test
  void noMoreSeriesThanTheLimitButTheKnownOnesStay() throws RefusedItemException {
    SeriesIndex small =
        new SeriesIndex(new SeriesLimits(2, 9, 64, 512, 4096), ReplicaLabels.NONE, ALL);
    resolve(small, labels("a", "job", "x"));
    resolve(small, labels("b", "job", "x"));

    assertThatThrownBy(() -> resolve(small, labels("c", "job", "x")))
        .isInstanceOfSatisfying(
            RefusedItemException.class,
            e -> assertThat(e.refusal()).isEqualTo(Refusal.SERIES_LIMIT))
        .hasMessageContaining("c{job=\"x\"}")
        .hasMessageContaining("limit of 2 series");
    assertThat(resolve(small, labels("a", "job", "x"))).isZero();
  }

  @Test
  void aliasesAreBoundedAndStillResolve() throws RefusedItemException {
    AtomicInteger hashed = new AtomicInteger();
    SeriesIndex small =
        new SeriesIndex(
            new SeriesLimits(3, 3, 64, 512, 4096),
            ReplicaLabels.NONE,
            ALL,
            (bytes, from, to) -> {
              hashed.incrementAndGet();
              return Arrays.hashCode(Arrays.copyOfRange(bytes, from, to));
            });
    List<Label> labels = labels("up", "a", "1", "b", "2", "c", "3", "d", "4");
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      Collections.shuffle(labels, random);
      assertThat(resolve(small, labels)).isZero();
    }
    assertThat(small.remembered()).as("itself and three orders").isEqualTo(4);
    List<Label> unseen = labels("up", "d", "4", "c", "3", "b", "2", "a", "1");
    for (int i = 0; i < 2; i++) {
      hashed.set(0);
      assertThat(resolve(small, unseen)).isZero();
      assertThat(hashed).as("looked up under its canonical bytes each time").hasValue(2);
    }
    small.confirm(1);
    small.begin(0);
    assertThat(small.remembered()).as("the next request makes room").isEqualTo(1);
    assertThat(resolve(small, unseen)).isZero();
  }

  @Test
  void anOrderSeenBeforeIsGuessedAndNotHashed() throws RefusedItemException {
    AtomicInteger hashed = new AtomicInteger();
    SeriesIndex counting =
        new SeriesIndex(
            SeriesLimits.DEFAULT,
            ReplicaLabels.NONE,
            ALL,
            (bytes, from, to) -> {
              hashed.incrementAndGet();
              return Arrays.hashCode(Arrays.copyOfRange(bytes, from, to));
            });
    for (int request = 0; request < 3; request++) {
      hashed.set(0);
      counting.begin(0);
      for (int i = 0; i < 1000; i++) {
        assertThat(resolve(counting, labels("m" + i))).isEqualTo(i);
      }
    }
    assertThat(hashed).hasValue(1);
  }

  @Test
  void whatNothingLooksAtIsNoSeriesAndIsRecognisedWithoutAsking() throws RefusedItemException {
    AtomicInteger asked = new AtomicInteger();
    SeriesIndex some =
        new SeriesIndex(
            SeriesLimits.DEFAULT,
            ReplicaLabels.NONE,
            labels -> {
              asked.incrementAndGet();
              return labels.metric().startsWith("wanted") ? List.of("slo") : List.of();
            });
    List<Label> unsorted = List.of(new Label("b", "1"), new Label("__name__", "other"));
    for (int request = 0; request < 3; request++) {
      some.begin(0);
      assertThat(resolve(some, labels("other", "job", "a"))).isEqualTo(SeriesIndex.DROPPED);
      assertThat(resolve(some, labels("wanted", "job", "a"))).isZero();
      assertThat(resolve(some, unsorted)).isEqualTo(SeriesIndex.DROPPED);
    }
    assertThat(asked).hasValue(3);
    assertThat(some.since(0)).extracting(s -> s.labels().metric()).containsExactly("wanted");
  }

  @Test
  void anotherSelectionDecidesAnew() throws RefusedItemException {
    List<Label> first = labels("first", "job", "a");
    List<Label> second = labels("second", "job", "a");
    List<Label> shuffled = List.of(second.get(1), second.get(0));
    SeriesIndex some = new SeriesIndex(SeriesLimits.DEFAULT, ReplicaLabels.NONE, only("first"));
    assertThat(resolve(some, first)).isZero();
    assertThat(resolve(some, second)).isEqualTo(SeriesIndex.DROPPED);
    assertThat(resolve(some, shuffled)).isEqualTo(SeriesIndex.DROPPED);
    some.confirm(1);

    some.select(only("second"));
    assertThat(resolve(some, first)).isEqualTo(SeriesIndex.DROPPED);
    assertThat(resolve(some, shuffled)).isEqualTo(1);
    assertThat(resolve(some, second)).isEqualTo(1);
    some.rollback();
    some.select(only("first"));
    assertThat(resolve(some, first)).isZero();
    assertThat(resolve(some, second)).isEqualTo(SeriesIndex.DROPPED);

    some.select(ALL);
    assertThat(resolve(some, second)).as("the id that was rolled back").isEqualTo(1);
    assertThat(resolve(some, shuffled)).isEqualTo(1);
    assertThat(resolve(some, first)).isZero();
  }

  @Test
  void agreesWithAMapOverRandomSelections() throws RefusedItemException {
    Random random = new Random(12);
    SeriesIndex tried =
        new SeriesIndex(new SeriesLimits(60, 60, 64, 512, 4096), ReplicaLabels.NONE, ALL);
    Selection selection = ALL;
    Map<Labels, Integer> ids = new HashMap<>();
    List<Labels> order = new ArrayList<>();
    for (int request = 0; request < 3000; request++) {
      tried.begin(60_000L * request);
      if (random.nextInt(10) == 0) {
        int modulus = 1 + random.nextInt(4);
        selection = l -> l.metric().hashCode() % modulus == 0 ? List.of("t") : List.of();
        tried.select(selection);
      }
      for (int i = random.nextInt(8); i > 0; i--) {
        List<Label> labels = labels("m" + random.nextInt(40), "job", "j", "zone", "z");
        Collections.shuffle(labels, random);
        Labels canonical = Labels.of(labels);
        int id = resolve(tried, labels);
        if (selection.takers(canonical).isEmpty()) {
          assertThat(id).isEqualTo(SeriesIndex.DROPPED);
        } else if (ids.putIfAbsent(canonical, id) == null) {
          order.add(canonical);
          assertThat(id).isEqualTo(order.size() - 1);
        } else {
          assertThat(id).isEqualTo(ids.get(canonical));
        }
      }
      assertThat(tried.remembered()).isLessThanOrEqualTo(120);
      if (random.nextInt(5) > 0) {
        tried.confirm(tried.size());
      } else {
        tried.rollback();
        while (order.size() > tried.size()) {
          ids.remove(order.remove(order.size() - 1));
        }
      }
    }
    assertThat(order).hasSize(40);
  }

  @Test
  void oneObjectiveCannotTakeTheRoomOfTheOthers() throws RefusedItemException {
    SeriesIndex small =
        new SeriesIndex(
            new SeriesLimits(100, 2, 64, 512, 4096),
            ReplicaLabels.NONE,
            labels -> List.of("objective " + labels.metric()));
    resolve(small, labels("a", "pod", "1"));
    resolve(small, labels("a", "pod", "2"));
    small.truncate(1);
    assertThat(resolve(small, labels("a", "pod", "3"))).isEqualTo(1);
    assertThat(small.full()).isEmpty();
    assertThatThrownBy(() -> resolve(small, labels("a", "pod", "4")))
        .hasMessageContaining(
            "a{pod=\"4\"}: a new series, but the limit of 2 series of objective a");
    assertThat(small.full()).containsExactly("objective a");
    assertThat(resolve(small, labels("b", "pod", "4"))).isEqualTo(2);
    assertThat(resolve(small, labels("a", "pod", "3"))).isEqualTo(1);
    small.select(ALL);
    assertThat(small.full()).isEmpty();
  }

  @Test
  void seriesOfLongAgoLeaveTheirRoomToThoseOfToday() throws RefusedItemException {
    SeriesIndex small =
        new SeriesIndex(
            new SeriesLimits(100, 2, 64, 512, 4096),
            ReplicaLabels.NONE,
            labels -> List.of("objective " + labels.metric()));
    small.begin(minute(1));
    resolve(small, labels("a", "pod", "1", "b", "2"));
    resolve(small, labels("a", "pod", "2"));
    small.confirm(2);
    assertThatThrownBy(() -> resolve(small, labels("a", "pod", "3"))).hasMessageContaining("limit");
    // The first comes on, with its labels in another order.
    for (int minute = 20; minute <= 60; minute += 10) {
      small.begin(minute(minute));
      assertThat(resolve(small, labels("a", "b", "2", "pod", "1"))).isZero();
    }
    small.begin(minute(61));
    assertThatThrownBy(() -> resolve(small, labels("a", "pod", "3"))).hasMessageContaining("limit");
    small.begin(minute(72));
    assertThat(small.full()).isEmpty();
    assertThat(resolve(small, labels("a", "pod", "3"))).isEqualTo(2);
    assertThatThrownBy(() -> resolve(small, labels("a", "pod", "4"))).hasMessageContaining("limit");
    // It has room again as soon as it comes again.
    assertThat(resolve(small, labels("a", "pod", "2"))).isEqualTo(1);
  }

  @Test
  void seriesOfBeforeTheStartHaveAnHourToComeAgain() throws RefusedItemException {
    SeriesIndex again =
        new SeriesIndex(
            new SeriesLimits(100, 1, 64, 512, 4096), ReplicaLabels.NONE, labels -> List.of("a"));
    again.restore(List.of(new Series(0, Labels.of(labels("a", "pod", "1")))));
    again.begin(minute(0));
    assertThatThrownBy(() -> resolve(again, labels("a", "pod", "2"))).hasMessageContaining("limit");
    again.begin(minute(60));
    assertThatThrownBy(() -> resolve(again, labels("a", "pod", "2"))).hasMessageContaining("limit");
    again.begin(minute(71));
    assertThat(resolve(again, labels("a", "pod", "2"))).isEqualTo(1);
  }

  private static long minute(int minute) {
    return Duration.ofDays(20_000).plusMinutes(minute).toMillis();
  }

  private static Selection only(String metric) {
    return labels -> labels.metric().equals(metric) ? List.of("slo") : List.of();
  }

  @Test
  void brokenLabelsSayWhatIsWrong() {
    assertRefused(labels("up", "9job", "a"), "'9job' is not of the form");
    assertRefused(labels("9up", "job", "a"), "metric name 9up is not of the form");
    assertRefused(labels("up", "job", "a", "job", "b"), "the label job occurs twice");
    assertRefused(List.of(new Label("job", "a")), "{job=\"a\"}: no metric name");
    assertRefused(labels("", "job", "a"), "no metric name");
    assertRefused(labels("up", "n".repeat(513), "a"), "longer than 512 bytes");
    assertRefused(labels("up", "job", "v".repeat(4097)), "longer than 4096 bytes");
    String[] many = IntStream.range(0, 128).mapToObj(i -> "l" + i).toArray(String[]::new);
    assertRefused(labels("up", many), "65 labels; at most 64");
    byte[] latin1 =
        Wire.wire().bytes(1, Wire.wire().text(1, "job").bytes(2, new byte[] {-28})).toBytes();
    assertThatThrownBy(() -> index.resolve(latin1, 0, latin1.length))
        .hasMessageContaining("not UTF-8");
    assertThat(index.size()).isZero();
  }

  private void assertRefused(List<Label> labels, String message) {
    assertThatThrownBy(() -> resolve(index, labels))
        .isInstanceOf(RefusedItemException.class)
        .hasMessageContaining(message);
  }

  private static int resolve(SeriesIndex index, List<Label> labels) throws RefusedItemException {
    byte[] block = RemoteWriteEncoder.block(labels);
    return index.resolve(block, 0, block.length);
  }

  private static List<Label> labels(String metric, String... pairs) {
    List<Label> labels = new ArrayList<>();
    labels.add(new Label(Labels.METRIC_NAME, metric));
    for (int i = 0; i < pairs.length; i += 2) {
      labels.add(new Label(pairs[i], pairs[i + 1]));
    }
    return labels;
  }
}
