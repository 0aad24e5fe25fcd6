package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final Instant T0 = Instant.parse("2026-11-22T09:00:00Z");

  private final Breaker breaker = new Breaker(Breaker.WAITS);

  private static Instant at(long seconds) {
    return T0.plusSeconds(seconds);
  }

  private void fail(int times, long second) {
    for (int i = 0; i < times; i++) {
      breaker.failed(at(second));
    }
  }

  @Test
  void staysClosedWhileFailuresAreNotInARow() {
    for (int i = 0; i < 10; i++) {
      fail(Breaker.FAILURES - 1, i);
      assertThat(breaker.answered()).isFalse();
    }
    assertThat(breaker.admits(4, at(10))).isEqualTo(4);
    assertThat(breaker.nextProbe()).isEmpty();
  }

  @Test
  void opensAndLetsOneThroughAfterAWaitThatGrowsWithEachFailure() {
    fail(Breaker.FAILURES, 0);
    assertThat(breaker.admits(4, at(4))).isZero();
    assertThat(breaker.nextProbe()).contains(at(5));
    assertThat(breaker.awaySince()).contains(at(0));
    assertThat(breaker.admits(4, at(5))).isEqualTo(1);

    breaker.failed(at(6));
    assertThat(breaker.nextProbe()).contains(at(21));
    for (long probe : new long[] {21, 81, 381, 681}) {
      assertThat(breaker.admits(4, at(probe - 1))).isZero();
      assertThat(breaker.admits(4, at(probe))).isEqualTo(1);
      breaker.failed(at(probe));
    }
    assertThat(breaker.nextProbe()).contains(at(981));
    assertThat(breaker.awaySince()).contains(at(0));
  }

  @Test
  void whatWasUnderWayWhenItOpenedDoesNotLengthenTheWait() {
    fail(Breaker.FAILURES + 3, 0);
    assertThat(breaker.nextProbe()).contains(at(5));
  }

  @Test
  void anAnswerClosesItAndBeginsAnew() {
    fail(Breaker.FAILURES, 0);
    assertThat(breaker.state(at(5))).isEqualTo(Breaker.State.HALF_OPEN);
    assertThat(breaker.answered()).isTrue();
    assertThat(breaker.awaySince()).isEmpty();
    assertThat(breaker.admits(4, at(5))).isEqualTo(4);
    fail(Breaker.FAILURES, 6);
    assertThat(breaker.awaySince()).contains(at(6));
    assertThat(breaker.nextProbe()).contains(at(11));
  }
}
