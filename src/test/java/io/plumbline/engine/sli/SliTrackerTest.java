package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.engine.sli.Pipeline.Role;
import io.plumbline.store.Cbor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SliTrackerTest {

  private static final long START = Scrapes.START;

  private final Pipeline pipeline =
      new Pipeline(Pipeline.slo(RatioSli.Counts.BAD, Duration.ofDays(30)), START);
  private final int requests = pipeline.add("requests_total", "i0", Role.TOTAL);
  private final int errors = pipeline.add("errors_total", "i0", Role.EVENTS);

  private void deliver(long millis, double all, double bad) {
    pipeline.deliver(requests, START + millis, all);
    pipeline.deliver(errors, START + millis, bad);
  }

  @Test
  void aSpanIsCoveredIfItIsNoLongerThanTolerated() {
    deliver(0, 0, 0);
    deliver(300_000, 1, 0);
    deliver(600_001, 2, 0);
    deliver(630_001, 3, 0);
    pipeline.tick(START + 630_001);
    assertThat(pipeline.tracker().sums(Window.PERIOD)).isEqualTo(new Sums(0, 3, 330_000));
  }

  @Test
  void aDeltaBelongsWhollyToTheBucketOfItsLaterSample() {
    long hour = 3_600_000 - START % 3_600_000;
    deliver(hour - 60_000, 0, 0);
    deliver(hour, 50, 7);
    pipeline.tick(START + hour);
    assertThat(pipeline.tracker().sums(Window.MINUTES_5)).isEqualTo(new Sums(7, 50, 60_000));
    pipeline.tick(START + hour + 5 * 60_000 + 9_999);
    assertThat(pipeline.tracker().sums(Window.MINUTES_5)).isEqualTo(new Sums(7, 50, 0));
    pipeline.tick(START + hour + 5 * 60_000 + 10_000);
    assertThat(pipeline.tracker().sums(Window.MINUTES_5)).isEqualTo(new Sums(0, 0, 0));
  }

  @Test
  void coveredWithoutEventsIsKnownToBeEmptyAndUncoveredIsUnknown() {
    deliver(0, 5, 0);
    deliver(60_000, 5, 0);
    long end = pipeline.tick(START + 60_000);
    SloReading reading = SloReading.of(pipeline.tracker(), "gold", end);
    assertThat(reading.standing().burnRates()).containsEntry("5m", 0.0);
    assertThat(reading.standing().attainment()).isEmpty();
  }

  @Test
  void aFeedIsSilentWhenStaleAfterHasPassedSinceItsNewestSample() {
    deliver(0, 5, 0);
    deliver(60_000, 9, 0);
    pipeline.tick(START + 60_000);
    assertThat(pipeline.tracker().silentAt()).isEqualTo(START + 60_000 + 300_001);
    assertThat(pipeline.tracker().unknownAt()).isEqualTo(START + 60_000 + 300_001);
  }

  @Test
  void aStateOfAnOlderVersionIsRead() {
    deliver(0, 100, 0);
    deliver(15_000, 150, 5);
    Map<String, Object> older = new LinkedHashMap<>();
    SliTracker.State state = pipeline.tracker().state();
    older.put("created", state.created());
    older.put("newestTotal", state.newestTotal());
    older.put("touched", true);
    older.put("waiting", List.of(Map.of("time", START + 30_000, "increment", 2.0)));
    older.put("rings", state.rings());

    SliTracker read =
        new SliTracker(
            Pipeline.slo(RatioSli.Counts.BAD, Duration.ofDays(30)),
            Cbor.read(Cbor.write(older), SliTracker.State.class));
    Scrape scrape = new Scrape().begin(START + 30_000, 0);
    scrape.addTotal(10, START + 15_000);
    read.take(scrape);
    assertThat(read.sums(Window.MINUTES_5)).isEqualTo(new Sums(7, 60, 30_000));
  }
}
