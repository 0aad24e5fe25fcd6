package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted is what happened: to the event, whatever the senders do. */
class ExactCountsTest {

  private static final long START = 1_780_000_000_000L;
  private static final Duration PERIOD = Duration.ofDays(30);
  private static final Slo SLO =
      new Slo(
          "availability",
          "Availability",
          "checkout",
          new RatioSli(
              "errors", RatioSli.Counts.BAD, selector("errors_total"), selector("requests_total")),
          0.999,
          PERIOD,
          Duration.ofMinutes(5));

  private static Selector selector(String metric) {
    return new Selector(metric, metric, List.of());
  }

  /** One thing that happened, and when the scrape saw it. */
  private record Happened(long time, double bad, double all) {}

  /** A sample on its way. */
  private record Sample(int series, long time, double value) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyEventIsCountedOnceInItsBucket(long seed) {
    Random random = new Random(seed);
    int instances = 4;
    SeriesBook book = new SeriesBook();
    for (int i = 0; i < instances; i++) {
      book.register(series(2 * i, "requests_total", i));
      book.register(series(2 * i + 1, "errors_total", i));
    }
    SliTracker tracker = new SliTracker(SLO, START);
    List<Happened> truth = new ArrayList<>();
    List<Sample> sent = new ArrayList<>();
    double[] all = new double[instances];
    double[] bad = new double[instances];
    long events = 0;
    long time = START;
    for (int scrape = 0; scrape < 2_000; scrape++) {
      time += 5_000 + random.nextInt(30_000);
      List<Sample> batch = new ArrayList<>();
      double newBad = 0;
      double newAll = 0;
      for (int i = 0; i < instances; i++) {
        double before = all[i];
        double added = random.nextInt(40);
        double errors = added == 0 ? 0 : random.nextInt((int) added + 1) / 2;
        if (scrape > 0 && random.nextInt(100) == 0 && bad[i] > 0 && before > 1) {
          // A restart: both counters begin again below where they were.
          added = random.nextInt((int) Math.min(before, 40));
          errors = Math.min(random.nextInt((int) Math.min(bad[i], 20)), added);
          all[i] = 0;
          bad[i] = 0;
        }
        all[i] += added;
        bad[i] += errors;
        if (scrape > 0) {
          newAll += added;
          newBad += errors;
          events += (long) added;
        }
        batch.add(new Sample(2 * i, time, all[i]));
        batch.add(new Sample(2 * i + 1, time, bad[i]));
      }
      truth.add(new Happened(time, newBad, newAll));
      // Senders split a scrape as they like and send old samples again.
      Collections.shuffle(batch, random);
      for (int again = random.nextInt(4); again > 0 && !sent.isEmpty(); again--) {
        batch.add(random.nextInt(batch.size()), sent.get(random.nextInt(sent.size())));
      }
      batch.forEach(sample -> deliver(book, tracker, sample));
      sent.addAll(batch);
    }
    assertThat(events).isGreaterThan(100_000);

    long now = time + random.nextInt(60_000);
    tracker.advance(now);
    for (Window window : Window.values()) {
      Sums sums = tracker.sums(window);
      double expectedAll = 0;
      double expectedBad = 0;
      for (Happened happened : truth) {
        if (inWindow(happened.time(), window, now)) {
          expectedAll += happened.all();
          expectedBad += happened.bad();
        }
      }
      assertThat(sums.total()).as("all in " + window).isEqualTo(expectedAll);
      assertThat(tracker.bad(sums)).as("bad in " + window).isEqualTo(expectedBad);
      assertThat(tracker.bad(sums)).isBetween(0.0, sums.total());
    }
    assertThat(tracker.sums(Window.PERIOD).total()).isEqualTo(events);

    SliTracker restored = new SliTracker(SLO, tracker.state());
    for (Window window : Window.values()) {
      assertThat(restored.sums(window)).isEqualTo(tracker.sums(window));
    }
  }

  /** The definition, word for word: buckets that end in (T − w, T], and the open one. */
  private static boolean inWindow(long time, Window window, long now) {
    long width = window.bucket().toMillis();
    long begin = time - Math.floorMod(time, width);
    long end = begin + width;
    boolean open = begin <= now && now < end;
    return open || (end > now - window.length(PERIOD).toMillis() && end <= now);
  }

  private static void deliver(SeriesBook book, SliTracker tracker, Sample sample) {
    Increments increments =
        book.take(
            Scrapes.one(
                sample.series(), sample.time(), Double.doubleToRawLongBits(sample.value()), 0));
    if (!increments.counts(0)) {
      return;
    }
    if (sample.series() % 2 == 0) {
      tracker.total(increments.before(0), sample.time(), increments.amount(0));
    } else {
      tracker.events(sample.time(), increments.amount(0));
    }
  }

  private static MetricBatch.Series series(int id, String metric, int instance) {
    return new MetricBatch.Series(
        id,
        Labels.of(
            List.of(
                new Label("__name__", metric),
                new Label("job", "shop"),
                new Label("instance", "i" + instance))));
  }

  @Test
  void anErrorSeriesBornInABurstCountsFromZeroWhenItsTargetWasSeenBefore() {
    SeriesBook book = new SeriesBook();
    book.register(series(0, "requests_total", 0));
    book.register(series(1, "errors_total", 0));
    SliTracker tracker = new SliTracker(SLO, START);
    deliver(book, tracker, new Sample(0, START + 15_000, 100));
    deliver(book, tracker, new Sample(1, START + 30_000, 40));
    deliver(book, tracker, new Sample(0, START + 30_000, 150));

    assertThat(tracker.sums(Window.MINUTES_5)).isEqualTo(new Sums(40, 50, 15_000));
  }

  @Test
  void badEventsAheadOfTheirTotalWaitForIt() {
    SliTracker tracker = new SliTracker(SLO, START);
    tracker.total(START, START + 10_000, 100);
    tracker.events(START + 20_000, 7);
    assertThat(tracker.sums(Window.MINUTES_5).events()).isZero();
    tracker.total(START + 10_000, START + 20_000, 50);
    assertThat(tracker.sums(Window.MINUTES_5)).isEqualTo(new Sums(7, 150, 20_000));
  }

  @Test
  void aSpanLongerThanToleratedIsNotCovered() {
    SliTracker tracker = new SliTracker(SLO, START);
    tracker.total(Increments.NEVER, START, 0);
    tracker.total(START, START + 60_000, 1);
    tracker.total(START + 60_000, START + 60_000 + 300_001, 1);
    tracker.total(START + 60_000 + 300_001, START + 60_000 + 300_001 + 30_000, 1);
    assertThat(tracker.sums(Window.PERIOD).coveredMillis()).isEqualTo(90_000);
    assertThat(tracker.sums(Window.PERIOD).total()).isEqualTo(3);
  }

  @Test
  void lateEventsCorrectTheirOwnBucket() {
    SliTracker tracker = new SliTracker(SLO, START);
    tracker.total(Increments.NEVER, START + 3_600_000, 10);
    tracker.events(START, 4);
    tracker.advance(START + 3_600_000);
    assertThat(tracker.sums(Window.MINUTES_5).events()).isZero();
    assertThat(tracker.sums(Window.HOURS_6).events()).isEqualTo(4);
  }
}
