package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.app.Check.Status;
import io.plumbline.app.Check.Verdict;
import io.plumbline.publish.ChannelStanding;
import io.plumbline.publish.ChannelStanding.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What health says of the receivers. */
class EngineProbesTest {

  private static final Instant SINCE = Instant.parse("2026-11-02T08:00:00Z");

  private static ChannelStanding channel(
      String name, State state, Optional<Instant> since, Optional<Instant> probe) {
    return new ChannelStanding(name, "plumbline", state, 3, 1, since, probe);
  }

  @Test
  void receiversThatAnswerAreWell() {
    Verdict verdict =
        EngineProbes.deliveries(
            List.of(channel("ops", State.ACTIVE, Optional.empty(), Optional.empty())));
    assertThat(verdict.status()).isEqualTo(Status.UP);
    assertThat(verdict.what())
        .isEqualTo("webhook ops: breaker closed; waiting: 3, dead letters: 1");
    assertThat(EngineProbes.deliveries(List.of()).status()).isEqualTo(Status.UP);
  }

  @Test
  void whoIsAwayIsNamedWithSinceWhenAndTheNextProbe() {
    Verdict verdict =
        EngineProbes.deliveries(
            List.of(
                channel("ops", State.ACTIVE, Optional.empty(), Optional.empty()),
                channel("desk", State.AWAY, Optional.of(SINCE), Optional.of(SINCE.plusSeconds(5))),
                channel("wall", State.AWAY, Optional.of(SINCE), Optional.empty()),
                channel("old", State.DISABLED, Optional.empty(), Optional.empty())));
    assertThat(verdict.status()).as("ready all the same").isEqualTo(Status.DEGRADED);
    assertThat(verdict.what())
        .contains(
            "webhook desk: breaker open since 2026-11-02T08:00:00Z,"
                + " next probe at 2026-11-02T08:00:05Z; waiting: 3",
            "webhook wall: breaker open since 2026-11-02T08:00:00Z, a probe is under way",
            "webhook old: breaker disabled, as it answered 410");
  }
}
