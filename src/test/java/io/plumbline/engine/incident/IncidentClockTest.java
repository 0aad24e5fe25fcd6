package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.signal.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the golden examples leave open. All times are of one day, around the clock. */
class IncidentClockTest {

  private static final IncidentTarget TARGET = Tickets.target(PriorityChange.RETROACTIVE);

  @Test
  void millisecondAfterTheLastAllowedOneIsABreach() {
    List<IncidentEvent> events = List.of(Tickets.opened("INC1", at("08:00"), "New", "1"));

    ClockReading due = read(events, TARGET, at("12:00"));
    ClockReading next = read(events, TARGET, at("12:00").plusMillis(1));

    assertThat(due.status()).isEqualTo(ClockStatus.RUNNING);
    assertThat(due.nextDecisive()).hasValue(at("12:00").plusMillis(1));
    assertThat(next.status()).isEqualTo(ClockStatus.BREACHED);
    assertThat(next.used().percent()).isGreaterThan(100);
    assertThat(next.since()).isEqualTo(at("12:00"));
    assertThat(next.nextDecisive()).isEmpty();
  }

  @Test
  void decisiveInstantsFollowOneAnother() {
    List<IncidentEvent> events = List.of(Tickets.opened("INC1", at("08:00"), "New", "1"));

    assertThat(read(events, TARGET, at("08:00")).nextDecisive()).hasValue(at("11:00"));
    assertThat(read(events, TARGET, at("11:00")).nextDecisive()).hasValue(at("11:36"));
    assertThat(read(events, TARGET, at("11:00")).reachedPercent()).isEqualTo(75);
    assertThat(read(events, TARGET, at("11:59")).reachedPercent()).isEqualTo(90);
  }

  @Test
  void heldClockWaitsForNothing() {
    List<IncidentEvent> events =
        List.of(
            Tickets.opened("INC1", at("08:00"), "New", "1"),
            Tickets.state("INC1", at("09:00"), "Awaiting User"));

    assertThat(read(events, TARGET, at("10:00")).nextDecisive()).isEmpty();
  }

  @Test
  void brokenClockOnHoldIsBrokenAndItsDueTimeIsNoForecast() {
    List<IncidentEvent> events =
        List.of(
            Tickets.opened("INC1", at("08:00"), "New", "1"),
            Tickets.state("INC1", at("13:00"), "Awaiting User"));

    ClockReading reading = read(events, TARGET, at("14:00"));

    assertThat(reading.status()).isEqualTo(ClockStatus.BREACHED);
    assertThat(reading.paused()).isTrue();
    assertThat(reading.forecastFrom()).isEmpty();
    assertThat(reading.dueAt()).hasValue(at("12:00"));
  }

  @Test
  void changeOfPriorityAfterTheStopChangesNothing() {
    List<IncidentEvent> events =
        List.of(
            Tickets.opened("INC1", at("08:00"), "New", "3"),
            Tickets.state("INC1", at("14:00"), "Resolved"),
            Tickets.priority("INC1", at("15:00"), "1"));

    for (PriorityChange policy : PriorityChange.values()) {
      ClockReading reading = read(events, Tickets.target(policy), at("16:00"));
      assertThat(reading.status()).isEqualTo(ClockStatus.MET);
      assertThat(reading.priority()).isEqualTo("3");
    }
  }

  @Test
  void priorityGivenLateHoldsFromTheOpening() {
    List<IncidentEvent> events =
        List.of(
            Tickets.opened("INC1", at("08:00"), "New", ""),
            Tickets.priority("INC1", at("10:00"), "1"));

    assertThat(evaluate(events, TARGET, at("09:00"))).isEmpty();
    ClockReading reading = read(events, Tickets.target(PriorityChange.RESTART), at("10:00"));
    assertThat(reading.cycle()).isEqualTo(1);
    assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void priorityWithoutAnAllowanceHasNoClock() {
    List<IncidentEvent> events = List.of(Tickets.opened("INC1", at("08:00"), "New", "5"));

    assertThat(evaluate(events, TARGET, at("09:00"))).isEmpty();
  }

  @Test
  void thereIsNoClockBeforeTheOpeningOrWithoutOne() {
    IncidentEvent opened = Tickets.opened("INC1", at("08:00"), "New", "1");

    assertThat(evaluate(List.of(opened), TARGET, at("07:59"))).isEmpty();
    assertThat(evaluate(List.of(), TARGET, at("09:00"))).isEmpty();
    assertThat(evaluate(List.of(Tickets.state("INC1", at("08:00"), "New")), TARGET, at("09:00")))
        .isEmpty();
  }

  @Test
  void eventsDatedBeforeTheOpeningAreLeftOut() {
    List<IncidentEvent> events =
        List.of(
            Tickets.state("INC1", at("07:00"), "Awaiting User"),
            Tickets.deleted("INC1", at("07:30")),
            Tickets.opened("INC1", at("08:00"), "New", "1"));

    ClockReading reading = read(events, TARGET, at("09:00"));

    assertThat(reading.status()).isEqualTo(ClockStatus.RUNNING);
    assertThat(History.of(events, Instant.MAX)).map(History::early).hasValue(2);
  }

  @Test
  void latestCorrectionHolds() {
    IncidentEvent stop = Tickets.state("INC1", at("13:00"), "Resolved");
    IncidentEvent first = Tickets.correction(stop, at("11:00"), at("14:00"));
    IncidentEvent second = Tickets.correction(stop, at("12:30"), at("15:00"));
    IncidentEvent third = Tickets.correction(second, at("12:00"), at("16:00"));
    List<IncidentEvent> events =
        List.of(third, Tickets.opened("INC1", at("08:00"), "New", "1"), stop, second, first);

    assertThat(stoppedAt(events, at("13:30"))).hasValue(at("13:00"));
    assertThat(stoppedAt(events, at("14:30"))).hasValue(at("11:00"));
    assertThat(stoppedAt(events, at("15:30"))).hasValue(at("12:30"));
    assertThat(stoppedAt(events, at("16:30"))).hasValue(at("12:00"));
  }

  @Test
  void anEventDatedAfterItBecameKnownCountsOnlyOnceACorrectionNamesItsTime() {
    IncidentEvent opened = Tickets.opened("INC1", at("08:00"), "New", "1");
    IncidentEvent ahead =
        received(Tickets.state("INC1", at("13:00"), "Resolved"), at("12:54").plusSeconds(59));
    IncidentEvent just = received(Tickets.state("INC1", at("13:00"), "Resolved"), at("12:55"));
    IncidentEvent wrong =
        received(Tickets.correction(ahead, at("11:00"), at("14:00")), at("10:00"));
    IncidentEvent right = Tickets.correction(ahead, at("12:00"), at("15:00"));

    assertThat(stoppedAt(List.of(opened, just), at("20:00"))).hasValue(at("13:00"));
    assertThat(stoppedAt(List.of(opened, ahead), at("20:00"))).isEmpty();
    assertThat(stoppedAt(List.of(opened, ahead, wrong), at("20:00"))).isEmpty();
    assertThat(stoppedAt(List.of(opened, ahead, wrong, right), at("20:00"))).hasValue(at("12:00"));
  }

  private static IncidentEvent received(IncidentEvent event, Instant at) {
    return new IncidentEvent(
        event.id(),
        event.incident(),
        event.service(),
        event.at(),
        event.type(),
        event.state(),
        event.priority(),
        event.seq(),
        at,
        event.corrects(),
        event.kind(),
        event.attributes());
  }

  @Test
  void correctedOpeningMovesTheStart() {
    IncidentEvent opened = Tickets.opened("INC1", at("08:00"), "New", "1");
    IncidentEvent correction = Tickets.correction(opened, at("06:00"), at("09:00"));

    assertThat(read(List.of(opened, correction), TARGET, at("11:00")).elapsed())
        .isEqualTo(Duration.ofHours(5));
  }

  @Test
  void earlierCyclesKeepTheirVerdicts() {
    List<IncidentEvent> events =
        List.of(
            Tickets.opened("INC1", at("01:00"), "New", "1"),
            Tickets.state("INC1", at("06:00"), "Resolved"),
            Tickets.state("INC1", at("07:00"), "Active"),
            Tickets.priority("INC1", at("08:00"), "2"),
            Tickets.state("INC1", at("09:00"), "Resolved"));
    IncidentTarget target = Tickets.target(PriorityChange.RESTART, Reopen.RESTART);

    assertThat(IncidentClock.cycles(events, target, at("10:00"), Instant.MAX))
        .extracting(ClockReading::cycle, ClockReading::status)
        .containsExactly(
            tuple(1, ClockStatus.MISSED),
            tuple(2, ClockStatus.CANCELLED),
            tuple(3, ClockStatus.MET));
  }

  private static Optional<Instant> stoppedAt(List<IncidentEvent> events, Instant knownAt) {
    return IncidentClock.evaluate(events, TARGET, at("20:00"), knownAt)
        .flatMap(ClockReading::stoppedAt);
  }

  private static ClockReading read(List<IncidentEvent> events, IncidentTarget target, Instant at) {
    return evaluate(events, target, at).orElseThrow();
  }

  private static Optional<ClockReading> evaluate(
      List<IncidentEvent> events, IncidentTarget target, Instant asOf) {
    return IncidentClock.evaluate(events, target, asOf, Instant.MAX);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-06-10T" + time + ":00Z");
  }
}
