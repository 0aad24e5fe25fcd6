package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreachesTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");

  private final Breaches breaches =
      new Breaches(
          List.of(
              new Breaches.Breach("a", "resolution", "Target broken", T0),
              new Breaches.Breach("b", "resolution", "Target broken", T0.plusSeconds(60))));

  @Test
  void comesDueWhenItsOldestBreachIsNoLongerRecent() {
    Instant due = breaches.nextDue().orElseThrow();
    assertThat(due).isEqualTo(T0.plus(Duration.ofDays(30)).plusMillis(1));
    assertThat(breaches.evidence("checkout", "gold", due.minusMillis(1))).hasSize(1);
    assertThat(breaches.evidence("checkout", "gold", due)).isEmpty();
    assertThat(breaches.nextDue()).contains(due.plusSeconds(60));
  }
}
