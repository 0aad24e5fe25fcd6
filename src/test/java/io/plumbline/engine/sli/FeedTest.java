package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.engine.sli.Pipeline.Role;
import io.plumbline.signal.MetricBatch;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ticks between the parts of a scrape never see a part of it. */
class FeedTest {

  private static final long START = Scrapes.START;

  private final Pipeline pipeline =
      new Pipeline(Pipeline.slo(RatioSli.Counts.GOOD, Duration.ofDays(30)), START);
  private int all;
  private int more;
  private int good;

  @BeforeEach
  void twoSeriesOfTheTotalAndOneOfTheGood() {
    all = pipeline.add("requests_total", "i0", Role.TOTAL);
    more = pipeline.add("more_requests_total", "i0", Role.TOTAL);
    good = pipeline.add("good_total", "i0", Role.EVENTS);
    deliver(all, 0, 100);
    deliver(more, 0, 100);
    deliver(good, 0, 200);
    pipeline.tick(at(1));
  }

  private static long at(long second) {
    return START + second * 1_000;
  }

  private void deliver(int series, long second, double value) {
    pipeline.deliver(series, at(second), value);
  }

  private Sums counted(long tickSecond) {
    pipeline.tick(at(tickSecond));
    return pipeline.tracker().sums(Window.MINUTES_5);
  }

  @Test
  void aScrapeIsCountedWhenAllOfItHasArrivedInWhateverOrder() {
    deliver(good, 15, 220);
    assertThat(counted(15)).isEqualTo(new Sums(0, 0, 0));
    deliver(all, 15, 110);
    assertThat(counted(16)).isEqualTo(new Sums(0, 0, 0));
    deliver(more, 15, 111);
    assertThat(counted(17)).isEqualTo(new Sums(20, 21, 15_000));
  }

  @Test
  void queuesMayRunScrapesApart() {
    for (int second = 15; second <= 45; second += 15) {
      deliver(all, second, 100 + second);
      deliver(more, second, 100);
    }
    assertThat(counted(46)).isEqualTo(new Sums(0, 0, 0));
    deliver(good, 15, 215);
    assertThat(counted(46)).isEqualTo(new Sums(15, 15, 15_000));
    deliver(good, 30, 230);
    deliver(good, 45, 245);
    assertThat(counted(46)).isEqualTo(new Sums(45, 45, 45_000));
  }

  @Test
  void whatDoesNotArriveIsWaitedForTenSecondsAndThenNoMore() {
    deliver(all, 15, 110);
    deliver(more, 15, 110);
    assertThat(pipeline.feeds().settle(at(15))).contains(Instant.ofEpochMilli(at(25)));
    assertThat(counted(24).total()).isZero();
    assertThat(counted(25).total()).isEqualTo(20);
    deliver(all, 30, 115);
    deliver(more, 30, 115);
    assertThat(counted(31).total()).isEqualTo(30);
  }

  @Test
  void whoComesBackIsWaitedForAgain() {
    deliver(all, 15, 110);
    deliver(more, 15, 110);
    counted(15);
    counted(25);
    deliver(good, 30, 230);
    deliver(all, 30, 115);
    assertThat(counted(31).total()).isEqualTo(20);
    deliver(more, 30, 115);
    // What good events the lost sample held is more than the total of their bucket.
    assertThat(counted(32)).isEqualTo(new Sums(0, 30, 30_000));
    assertThat(counted(42)).isEqualTo(new Sums(30, 30, 30_000));
  }

  @Test
  void whoHasEndedIsNotWaitedFor() {
    deliver(all, 15, 110);
    pipeline.deliver(more, at(15), MetricBatch.STALE_MARKER, 0);
    assertThat(counted(16).total()).isZero();
    deliver(good, 15, 210);
    assertThat(counted(16)).isEqualTo(new Sums(10, 10, 15_000));
  }

  @Test
  void aSeriesOfTheTotalThatEndsLeavesTheCoverageToTheOthers() {
    pipeline.deliver(more, at(15), MetricBatch.STALE_MARKER, 0);
    deliver(all, 15, 110);
    deliver(good, 15, 210);
    assertThat(counted(16).coveredMillis()).isEqualTo(15_000);
    pipeline.deliver(all, at(30), MetricBatch.STALE_MARKER, 0);
    deliver(all, 31, 112);
    deliver(good, 31, 212);
    assertThat(counted(32)).isEqualTo(new Sums(12, 12, 15_000));
    deliver(all, 45, 112);
    deliver(good, 45, 212);
    assertThat(counted(46)).isEqualTo(new Sums(12, 12, 29_000));
  }

  @Test
  void anInstanceThatDiesInTheMidstOfAScrapeHoldsNoOtherUp() {
    int otherAll = pipeline.add("requests_total", "i1", Role.TOTAL);
    int otherGood = pipeline.add("good_total", "i1", Role.EVENTS);
    deliver(otherAll, 7, 50);
    deliver(otherGood, 7, 50);
    deliver(all, 15, 110);
    deliver(otherAll, 22, 60);
    deliver(otherGood, 22, 59);
    assertThat(counted(22)).isEqualTo(new Sums(9, 10, 15_000));
    assertThat(counted(32)).isEqualTo(new Sums(9, 20, 22_000));
  }

  @Test
  void aGoodSeriesBornAheadOfItsTotalWaitsForIt() {
    int bornAll = pipeline.add("born_requests_total", "i0", Role.TOTAL);
    int bornGood = pipeline.add("born_good_total", "i0", Role.EVENTS);
    deliver(all, 15, 101);
    deliver(more, 15, 100);
    deliver(good, 15, 201);
    deliver(bornGood, 15, 30);
    assertThat(counted(15)).isEqualTo(new Sums(1, 1, 15_000));
    deliver(bornAll, 15, 30);
    assertThat(counted(15)).isEqualTo(new Sums(31, 31, 15_000));
  }

  @Test
  void sourcesThatContradictEachOtherLoseNothing() {
    deliver(all, 15, 101);
    deliver(more, 15, 100);
    deliver(good, 15, 230);
    assertThat(counted(15).events()).isZero();
    assertThat(counted(24).events()).isZero();
    Sums sums = counted(25);
    assertThat(sums.events()).isEqualTo(30);
    assertThat(pipeline.tracker().bad(sums)).isZero();
  }

  @Test
  void eventsWhoseTotalComesFromAnotherTargetWaitForIt() {
    int elsewhere = pipeline.add("good_total", "gateway", Role.EVENTS);
    deliver(elsewhere, 1, 0);
    deliver(elsewhere, 16, 5);
    assertThat(counted(17).events()).isZero();
    deliver(all, 15, 110);
    deliver(more, 15, 110);
    deliver(good, 15, 210);
    assertThat(counted(18)).isEqualTo(new Sums(10, 20, 15_000));
    deliver(all, 30, 120);
    deliver(more, 30, 110);
    deliver(good, 30, 210);
    assertThat(counted(31)).isEqualTo(new Sums(15, 30, 30_000));
  }

  @Test
  void aLateInstanceCorrectsEveryBucketAndCoversWhatNobodyCovered() {
    int late = pipeline.add("requests_total", "i1", Role.BOTH);
    deliver(late, 5, 10);
    for (int second : new int[] {3_600, 3_615}) {
      deliver(all, second, 110);
      deliver(more, second, 110);
      deliver(good, second, 220);
    }
    assertThat(counted(3_616)).isEqualTo(new Sums(20, 20, 15_000));
    for (int second = 20; second <= 3_620; second += 15) {
      deliver(late, second, 10 + second);
    }
    pipeline.tick(at(3_621));
    assertThat(pipeline.tracker().sums(Window.HOURS_6))
        .isEqualTo(new Sums(3_640, 3_640, 3_615_000));
    assertThat(pipeline.tracker().sums(Window.MINUTES_5).total()).isEqualTo(20 + 315);
  }

  @Test
  void aRestartInTheMidstOfAScrapeChangesNothing() {
    deliver(all, 15, 110);
    pipeline.tick(at(15));
    pipeline.restart();
    deliver(good, 15, 220);
    assertThat(counted(16)).isEqualTo(new Sums(0, 0, 0));
    pipeline.restart();
    deliver(more, 15, 111);
    assertThat(counted(17)).isEqualTo(new Sums(20, 21, 15_000));
  }
}
