package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedTest {

  private static final long BEGIN = 1_790_000_000_000L;
  private static final Duration PERIOD = Duration.ofDays(2);
  private static final Selector SERIES = new Selector("x", "x", List.of());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatWasAppliedGivesEveryWindowAgain(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SliTracker tracker =
        new SliTracker(
            new Slo(
                "o",
                "o",
                "s",
                new RatioSli("i", RatioSli.Counts.BAD, SERIES, SERIES),
                0.999,
                PERIOD,
                Duration.ofMinutes(5)),
            BEGIN);
    Windows again = new Windows(tracker.slo(), BEGIN, Windows.State.EMPTY);
    long now = BEGIN;
    for (int tick = 0; tick < 3_000; tick++) {
      now += 500 + random.nextInt(120_000);
      for (int sample = random.nextInt(5); sample > 0; sample--) {
        // Now and then a sample is late by up to a day.
        long late = random.nextInt(20) == 0 ? random.nextInt(86_400_000) : random.nextInt(20_000);
        long time = now - late;
        Scrape scrape = new Scrape().begin(time, 0);
        scrape.addTotal(random.nextInt(100), time - random.nextInt(300_000));
        scrape.addEvents(random.nextInt(3));
        tracker.take(scrape);
      }
      tracker.advance(now);
      Applied applied = tracker.takeApplied();
      again.advance(tracker.newestTotal());
      again.apply(applied);
      again.advance(now);
      for (Window window : Window.values()) {
        assertThat(again.sums(window)).as("%s at %d", window, tick).isEqualTo(tracker.sums(window));
      }
    }
    assertThat(tracker.sums(Window.PERIOD).total()).isPositive();
  }
}
