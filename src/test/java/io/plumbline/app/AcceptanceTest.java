package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.journal.Entry;
import io.plumbline.journal.JournalWriter.Follower;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.Tick;
import io.plumbline.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a finding took counts from when it could be known. */
class AcceptanceTest {

  private static final Instant T0 = Instant.parse("2026-11-02T08:00:00Z");
  private static final Instant DEADLINE = T0.minusSeconds(7);

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(T0);
  private final Acceptance acceptance = new Acceptance(clock);
  private final List<Entry> handedOn = new ArrayList<>();
  private final Follower follower = acceptance.before(handedOn::addAll);

  private static Entry data(long seq) {
    return new Entry(seq, new IncidentBatch(List.of()));
  }

  private static Entry tick(long seq) {
    return new Entry(seq, new Tick(seq));
  }

  @Test
  void isThatOfTheOldestEntrySinceTheTickBefore() {
    follower.follow(List.of(data(1), data(2)));
    clock.advance(Duration.ofMillis(300));
    follower.follow(List.of(data(3), tick(4), data(5)));
    clock.advance(Duration.ofMillis(300));
    follower.follow(List.of(tick(6), tick(7)));
    assertThat(acceptance.knowable(4, DEADLINE)).contains(T0);
    assertThat(acceptance.knowable(6, DEADLINE)).contains(T0.plusMillis(300));
    assertThat(acceptance.knowable(7, DEADLINE)).as("nothing but time").contains(DEADLINE);
    acceptance.judged(6);
    assertThat(acceptance.knowable(6, DEADLINE)).isEmpty();
    assertThat(acceptance.knowable(7, DEADLINE)).isPresent();
    assertThat(handedOn).hasSize(7);
  }

  @Test
  void aTickOfAnotherRunHasNone() {
    assertThat(acceptance.knowable(4, DEADLINE)).isEmpty();
  }

  @Test
  void theAgeOfASampleIsNotTheTimeThatItsFindingTook() throws Exception {
    SteadyLoad.copyRules(folder.resolve("rules"));
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      daemon.post(
          "/api/v1/metrics",
          "[{\"name\":\"disk_used_ratio\",\"labels\":{},\"at\":%d,\"value\":0.9}]"
              .formatted(T0.minusSeconds(100).toEpochMilli()));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !daemon.items("/api/v1/findings").isEmpty());
      assertThat(daemon.metric("plumbline_detection_lag_seconds_count")).matches("[1-9].*");
      assertThat(daemon.metric("plumbline_detection_lag_seconds_sum")).isEqualTo("0.0");
    }
  }
}
