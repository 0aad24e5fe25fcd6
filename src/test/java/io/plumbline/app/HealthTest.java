package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.app.Check.Status;
import io.plumbline.app.Check.Verdict;
import io.plumbline.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What health says of what it looks at; the test looks, and no thread does. */
class HealthTest {

  private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

  private final MovableClock clock = new MovableClock(START);
  private final Health health = new Health(clock);
  private final AtomicReference<Verdict> disk = new AtomicReference<>(Verdict.up("room"));

  @Test
  void theWorstIsTheDaemonsAndComesFirst() {
    health.say("rules", new Verdict(Status.DEGRADED, "a typing error", "mend it"));
    health.watch("disk", disk::get);
    health.look();
    assertThat(health.status()).isEqualTo(Status.DEGRADED);
    disk.set(new Verdict(Status.DOWN, "full", "make room"));
    health.look();
    assertThat(health.status()).isEqualTo(Status.DOWN);
    assertThat(health.checks()).extracting(Check::name).containsExactly("disk", "rules");
  }

  @Test
  void saysSinceWhenAndForgetsItOnceMended() {
    health.watch("disk", disk::get);
    health.look();
    clock.advance(Duration.ofSeconds(60));
    disk.set(new Verdict(Status.DOWN, "1 MB free", "make room"));
    health.look();
    clock.advance(Duration.ofSeconds(10));
    disk.set(new Verdict(Status.DOWN, "0 MB free", "make room"));
    health.look();
    assertThat(health.checks())
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.since()).isEqualTo(START.plusSeconds(60));
              assertThat(check.verdict().what()).isEqualTo("0 MB free");
            });
    clock.advance(Duration.ofSeconds(10));
    disk.set(Verdict.up("room"));
    health.look();
    assertThat(health.status()).isEqualTo(Status.UP);
    assertThat(health.checks().get(0).since()).isEqualTo(START.plusSeconds(80));
  }

  @Test
  void aLookThatHangsIsItselfWrong() {
    health.look();
    clock.advance(Duration.ofSeconds(16));
    assertThat(health.status()).isEqualTo(Status.DOWN);
    assertThat(health.checks().get(0).verdict().what())
        .isEqualTo("nothing could be looked at for 16 s");
  }

  @Test
  void aLookThatFailsIsDown() {
    health.watch(
        "disk",
        () -> {
          throw new IllegalStateException("gone");
        });
    health.look();
    assertThat(health.checks().get(0).verdict().what()).contains("gone");
    assertThat(health.status()).isEqualTo(Status.DOWN);
  }
}
