package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.signal.MetricBatch;
import io.plumbline.store.Cbor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesBookTest {

  private final Scrapes scrapes = Scrapes.of("requests_total", "errors_total", "other_total");

  @Test
  void aFirstSampleIsOnlyABaselineWhenItsTargetWasNeverSeen() {
    assertThat(scrapes.adds(0, 0, 1e6)).isZero();
    assertThat(scrapes.adds(0, 15, 1e6 + 7)).isEqualTo(7);
  }

  @Test
  void aSeriesBornInABurstCountsFromZeroWhenItsTargetWasSeenBefore() {
    scrapes.adds(0, 0, 100);
    assertThat(scrapes.adds(1, 15, 40)).isEqualTo(40);
  }

  @Test
  void aSeriesCountsFromZeroThoughItsTargetsOtherSeriesAreAhead() {
    for (int second = 0; second <= 45; second += 15) {
      scrapes.adds(0, second, 100 + second);
    }
    // A sender with several queues: the one of the errors is two scrapes late.
    assertThat(scrapes.adds(1, 15, 40)).isEqualTo(40);
  }

  @Test
  void aLateSeriesOfTheFirstScrapeIsOnlyABaseline() {
    scrapes.adds(0, 0, 100);
    scrapes.adds(0, 15, 150);
    assertThat(scrapes.adds(1, 0, 40)).isZero();
  }

  @Test
  void theOrderInWhichQueuesDeliverTheFirstScrapesDoesNotMatter() {
    scrapes.adds(0, 15, 150);
    scrapes.adds(2, 0, 100);
    assertThat(scrapes.adds(1, 15, 40)).isEqualTo(40);
  }

  @Test
  void aSeriesOfATargetThatWasAwayForLongIsOnlyABaseline() {
    scrapes.adds(0, 0, 100);
    scrapes.adds(0, 301, 150);
    scrapes.adds(0, 316, 200);
    assertThat(scrapes.adds(1, 301, 40)).isZero();
  }

  @Test
  void aValueBelowTheLastIsARestart() {
    scrapes.adds(0, 0, 100);
    assertThat(scrapes.adds(0, 15, 30)).isEqualTo(30);
    assertThat(scrapes.adds(0, 30, 31)).isEqualTo(1);
  }

  @Test
  void aValueBelowTheLastIsARestartThoughTheStartIsTheSame() {
    scrapes.adds(0, 0, 100, -60_000);
    assertThat(scrapes.adds(0, 15, 30, -60_000)).isEqualTo(30);
  }

  @Test
  void aStartAfterTheLastSampleIsARestartThoughTheValueGrew() {
    scrapes.adds(0, 0, 10, -60_000);
    assertThat(scrapes.adds(0, 15, 30, -60_000)).isEqualTo(20);
    assertThat(scrapes.adds(0, 30, 40, 17_000)).isEqualTo(40);
    assertThat(scrapes.adds(0, 45, 50, 17_000)).isEqualTo(10);
  }

  @Test
  void aStartTheVeryMomentOfTheLastSampleIsARestart() {
    scrapes.adds(0, 0, 10, -60_000);
    assertThat(scrapes.adds(0, 15, 30, 1)).isEqualTo(30);
    assertThat(scrapes.adds(0, 30, 40, 15_000)).isEqualTo(40);
  }

  @Test
  void aRestartTellsItselfToASeriesWithoutAKnownStart() {
    scrapes.adds(0, 0, 10);
    assertThat(scrapes.adds(0, 15, 30, 5_000)).isEqualTo(30);
  }

  @Test
  void sendersThatDisagreeAboutTheStartDoNotCountTwice() {
    // Two collectors that each take their own begin for the counter's, and one that tells none.
    scrapes.adds(0, 0, 100, -60_000);
    assertThat(scrapes.adds(0, 7, 110, -30_000)).isEqualTo(10);
    assertThat(scrapes.adds(0, 12, 115)).isEqualTo(5);
    assertThat(scrapes.adds(0, 15, 120, -60_000)).isEqualTo(5);
    assertThat(scrapes.adds(0, 22, 130, -30_000)).isEqualTo(10);
  }

  @Test
  void aRestartSeenFirstInASampleWithoutAStartIsNotCountedAgainWhenTheStartIsTold() {
    scrapes.adds(0, 0, 100, -60_000);
    assertThat(scrapes.adds(0, 15, 5)).isEqualTo(5);
    assertThat(scrapes.adds(0, 22, 8, 10_000)).isEqualTo(3);
  }

  @Test
  void aStartThatTremblesIsNoRestart() {
    scrapes.adds(0, 0, 100, -60_000);
    assertThat(scrapes.adds(0, 15, 110, -59_999)).isEqualTo(10);
    assertThat(scrapes.adds(0, 30, 120, -60_001)).isEqualTo(10);
  }

  @Test
  void aCounterOfUnknownStartSaysSoByAFirstSpanOfNoLength() {
    // OpenTelemetry: the first point has start = time, the following keep that start and go on.
    scrapes.adds(0, 0, 100);
    assertThat(scrapes.adds(0, 15, 130, 15_000)).isEqualTo(30);
    assertThat(scrapes.adds(0, 30, 150, 15_000)).isEqualTo(20);
  }

  @Test
  void aStartInTheFutureSaysNothing() {
    scrapes.adds(0, 0, 100, -60_000);
    assertThat(scrapes.adds(0, 15, 110, 16_000)).isEqualTo(10);
    assertThat(scrapes.adds(0, 30, 120, -60_000)).isEqualTo(10);
  }

  @Test
  void aNewInstanceOfAWatchedJobCountsFromItsStart() {
    scrapes.book().register(Scrapes.series(3, "requests_total", "shop", "i1"));
    scrapes.adds(0, 0, 100);
    scrapes.adds(0, 15, 110);
    assertThat(scrapes.adds(3, 30, 12, 20_000)).isEqualTo(12);
  }

  @Test
  void aNewInstanceIsOnlyABaselineWithoutAStart() {
    scrapes.book().register(Scrapes.series(3, "requests_total", "shop", "i1"));
    scrapes.adds(0, 0, 100);
    assertThat(scrapes.adds(3, 30, 12)).isZero();
  }

  @Test
  void aNewInstanceThatBeganBeforeItsJobWasWatchedIsOnlyABaseline() {
    scrapes.book().register(Scrapes.series(3, "requests_total", "shop", "i1"));
    scrapes.adds(0, 0, 100);
    assertThat(scrapes.adds(3, 30, 12, -1)).isZero();
  }

  @Test
  void aNewInstanceOfAnotherJobIsOnlyABaseline() {
    scrapes.book().register(Scrapes.series(3, "requests_total", "stall", "i1"));
    scrapes.adds(0, 0, 100);
    assertThat(scrapes.adds(3, 30, 12, 20_000)).isZero();
  }

  @Test
  void aCounterFoundLongAfterItsStartIsOnlyABaseline() {
    // Likelier a new name for an old instance: what it counted was counted under the old name.
    scrapes.book().register(Scrapes.series(3, "requests_total", "shop", "i1"));
    for (int second = 0; second <= 600; second += 15) {
      scrapes.adds(0, second, 100 + second);
    }
    assertThat(scrapes.adds(3, 615, 12, 1_000)).isZero();
  }

  @Test
  void aSeriesBornInAnOldProcessCountsFromZero() {
    // Libraries name the start of the process for series whose first event came much later.
    scrapes.adds(0, 0, 100, -86_400_000);
    scrapes.adds(0, 15, 100, -86_400_000);
    assertThat(scrapes.adds(1, 30, 40, -86_400_000)).isEqualTo(40);
  }

  @Test
  void aMarkerIsNoSampleAndKeepsTheLastValue() {
    scrapes.adds(0, 0, 10);
    assertThat(scrapes.ends(0, 15)).isTrue();
    Increments next = scrapes.take(0, Scrapes.START + 16_000, Double.doubleToRawLongBits(12), 0);
    assertThat(next.amount(0)).isEqualTo(2);
    assertThat(next.before(0)).isEqualTo(Increments.NEVER);
  }

  @Test
  void aRestartBeforeTheMarkerIsARestart() {
    scrapes.adds(0, 0, 10, -60_000);
    scrapes.ends(0, 15);
    assertThat(scrapes.adds(0, 30, 12, 5_000)).isEqualTo(12);
  }

  @Test
  void aMarkerSentAgainEndsNothing() {
    scrapes.adds(0, 0, 10);
    assertThat(scrapes.ends(0, 15)).isTrue();
    assertThat(scrapes.ends(0, 15)).isFalse();
    scrapes.adds(0, 30, 12);
    assertThat(scrapes.ends(0, 15)).isFalse();
    Increments next = scrapes.take(0, Scrapes.START + 45_000, Double.doubleToRawLongBits(13), 0);
    assertThat(next.before(0)).isEqualTo(Scrapes.START + 30_000);
  }

  @Test
  void samplesThatAreCoveredAlreadyCountAsReplayed() {
    scrapes.adds(0, 0, 10);
    scrapes.adds(0, 15, 12);
    scrapes.ends(0, 30);
    assertThat(scrapes.adds(0, 15, 12)).isNaN();
    assertThat(scrapes.adds(0, 0, 10)).isNaN();
    assertThat(scrapes.adds(0, 30, 14)).isNaN();
    assertThat(scrapes.book().replayed()).isEqualTo(3);
    assertThat(scrapes.adds(0, 45, 14)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -1,
        -Double.MIN_VALUE,
        Double.MAX_VALUE
      })
  void whatIsNoCountChangesNothing(double value) {
    scrapes.adds(0, 0, 10);
    assertThat(scrapes.adds(0, 15, value)).isNaN();
    assertThat(scrapes.adds(0, 30, 12)).isEqualTo(2);
  }

  @Test
  void countsAreExactToTwoToThe53() {
    double most = 1L << 53;
    scrapes.adds(0, 0, most - 3);
    assertThat(scrapes.adds(0, 15, most - 2)).isEqualTo(1);
    assertThat(scrapes.adds(0, 30, most)).isEqualTo(2);
  }

  @Test
  void whatIsKeptGoesOnWhereItWas() {
    scrapes.adds(0, 0, 10, -60_000);
    scrapes.adds(1, 0, 3);
    scrapes.ends(1, 15);
    Scrapes restored = Scrapes.of("requests_total", "errors_total", "other_total");
    restored.book().targets().restore(kept(scrapes.book().targets().state()));
    restored.book().jobs().restore(kept(scrapes.book().jobs().state()));
    scrapes.book().takeDirty().values().forEach(chunk -> restored.book().restore(kept(chunk)));

    assertThat(restored.adds(0, 15, 30, -60_000)).isEqualTo(20);
    assertThat(restored.adds(1, 15, 4)).isNaN();
    assertThat(restored.adds(2, 15, 40)).isEqualTo(40);
    Increments next = restored.take(1, Scrapes.START + 16_000, Double.doubleToRawLongBits(4), 0);
    assertThat(next.before(0)).isEqualTo(Increments.NEVER);
  }

  @Test
  void aStateOfAnOlderVersionIsRead() {
    Map<String, Object> older = new HashMap<>();
    older.put("from", 0);
    older.put("lastTime", new long[] {Scrapes.START});
    older.put("lastValue", new long[] {Double.doubleToRawLongBits(10)});
    scrapes.book().restore(Cbor.read(Cbor.write(older), SeriesBook.Chunk.class));

    Increments next = scrapes.take(0, Scrapes.START + 1_000, Double.doubleToRawLongBits(12), 0);
    assertThat(next.amount(0)).isEqualTo(2);
    assertThat(next.before(0)).isEqualTo(Scrapes.START);
  }

  @SuppressWarnings("unchecked")
  private static <T> T kept(T state) {
    return (T) Cbor.read(Cbor.write(state), state.getClass());
  }

  @Test
  void aBatchTellsWhatEachOfItsSamplesAdds() {
    Increments increments =
        scrapes
            .book()
            .take(
                new MetricBatch(
                    java.util.List.of(Scrapes.series(3, "more_total", "shop", "i0")),
                    new int[] {0, 3, 0},
                    new long[] {Scrapes.START, Scrapes.START + 1, Scrapes.START + 2},
                    new long[] {
                      Double.doubleToRawLongBits(1),
                      Double.doubleToRawLongBits(5),
                      Double.doubleToRawLongBits(4)
                    }));
    assertThat(increments.amount(0)).isZero();
    assertThat(increments.amount(1)).isEqualTo(5);
    assertThat(increments.amount(2)).isEqualTo(3);
    assertThat(increments.before(2)).isEqualTo(Scrapes.START);
  }
}
