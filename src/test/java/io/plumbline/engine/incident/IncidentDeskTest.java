package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.TicketKind;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.incident.IncidentDesk.Reading;
import io.plumbline.engine.incident.IncidentDesk.State;
import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.signal.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The desk in virtual time: tickets of one day, priority 1 within four hours around the clock. */
class IncidentDeskTest {

  private static final Service CHECKOUT = service("gold");
  private static final Agreement ACME = Tickets.agreement("acme", PriorityChange.RETROACTIVE);

  private final IncidentDesk desk = new IncidentDesk(CHECKOUT, List.of(ACME), State.EMPTY);

  @Test
  void openedTicketHasAClockSinceItsOpening() {
    desk.accept(opened("INC1", "08:00"));

    Reading reading = desk.read(at("08:30"));

    assertThat(reading.evidence())
        .containsExactly(
            new Evidence(
                new TargetProgress(
                    "checkout",
                    "gold",
                    "INC1",
                    "resolution",
                    "acme",
                    "ACME",
                    "1",
                    "RUNNING",
                    0,
                    0,
                    240,
                    "Wed 10 Jun 14:00",
                    1),
                at("08:00")));
    assertThat(reading.clocks())
        .extracting(ClockStanding::due)
        .containsExactly(Optional.of(at("12:00")));
    assertThat(reading.nextDue()).hasValue(at("11:00"));
  }

  @Test
  void eachAtRiskPercentageIsReachedOnceAndTheNextSupersedesIt() {
    desk.accept(opened("INC1", "08:00"));
    desk.read(at("08:00"));

    Reading seventyFive = desk.read(at("11:10"));
    Reading same = desk.read(at("11:20"));
    Reading ninety = desk.read(at("11:40"));

    assertThat(only(seventyFive).reachedPercent()).isEqualTo(75);
    assertThat(seventyFive.evidence().get(0).at()).isEqualTo(at("11:00"));
    assertThat(same).isSameAs(seventyFive);
    assertThat(only(ninety).reachedPercent()).isEqualTo(90);
    assertThat(ninety.evidence().get(0).at()).isEqualTo(at("11:36"));
    assertThat(ninety.nextDue()).hasValue(at("12:00").plusMillis(1));
  }

  @Test
  void breachIsDatedWhenTheTimeRanOutHoweverLateItIsSeen() {
    desk.accept(opened("INC1", "08:00"));

    Reading onTime = desk.read(at("12:00"));
    Reading late = desk.read(at("15:00"));

    assertThat(only(onTime).status()).isEqualTo("RUNNING");
    assertThat(only(late).status()).isEqualTo("BREACHED");
    assertThat(only(late).usedPercent()).isGreaterThan(100);
    assertThat(late.evidence().get(0).at()).isEqualTo(at("12:00"));
    assertThat(late.nextDue()).isEmpty();
  }

  @Test
  void heldClockHasNoDueTimeAndComesLast() {
    desk.accept(opened("INC1", "08:00"));
    desk.accept(Tickets.state("INC1", at("09:00"), "Awaiting User"));
    desk.accept(opened("INC2", "10:00"));

    Reading reading = desk.read(at("10:30"));

    assertThat(reading.clocks())
        .extracting(c -> c.progress().incident(), ClockStanding::due)
        .containsExactly(tuple("INC2", Optional.of(at("14:00"))), tuple("INC1", Optional.empty()));
    assertThat(reading.evidence().get(0))
        .satisfies(
            held -> {
              assertThat(held.at()).isEqualTo(at("09:00"));
              assertThat(((TargetProgress) held.fact()).due()).isEmpty();
              assertThat(((TargetProgress) held.fact()).onHold()).isTrue();
            });
    assertThat(reading.nextDue()).hasValue(at("13:00"));
    assertThat(reading.open())
        .containsEntry(new Tally("SLA", "1", "resolution", "paused"), 1L)
        .containsEntry(new Tally("SLA", "1", "resolution", "running"), 1L)
        .containsEntry(new Tally("SLA", "3", "resolution", "breached"), 0L);
  }

  @Test
  void stoppedClockIsToldOnceAndThenGone() {
    desk.accept(opened("INC1", "08:00"));
    desk.read(at("11:30"));
    desk.accept(Tickets.state("INC1", at("11:45"), "Resolved"));

    Reading told = desk.read(at("11:50"));
    Reading gone = desk.read(at("11:51"));
    desk.accept(Tickets.state("INC1", at("11:55"), "Closed"));
    Reading closed = desk.read(at("11:56"));

    assertThat(only(told).status()).isEqualTo("MET");
    assertThat(only(told).reachedPercent()).isZero();
    assertThat(told.evidence().get(0).at()).isEqualTo(at("11:45"));
    assertThat(told.clocks()).isEmpty();
    assertThat(told.nextDue()).hasValue(at("11:50").plusMillis(1));
    assertThat(gone.evidence()).isEmpty();
    assertThat(gone.nextDue()).isEmpty();
    assertThat(closed.evidence()).isEmpty();
    assertThat(gone.verdicts()).containsEntry(new Tally("SLA", "1", "resolution", "met"), 1L);
  }

  @Test
  void ticketThatComesAlreadyMissedIsToldWithItsTrueTime() {
    desk.accept(Tickets.state("INC1", at("13:00"), "Resolved"));
    desk.accept(opened("INC1", "08:00"));

    Reading reading = desk.read(at("20:00"));

    assertThat(only(reading).status()).isEqualTo("MISSED");
    assertThat(reading.evidence().get(0).at()).isEqualTo(at("12:00"));
    assertThat(reading.verdicts()).containsEntry(new Tally("SLA", "1", "resolution", "missed"), 1L);
  }

  @Test
  void correctionTakesAVerdictBackAndTellsTheNewOne() {
    IncidentEvent stop = Tickets.state("INC1", at("13:00"), "Resolved");
    desk.accept(opened("INC1", "08:00"));
    desk.accept(stop);
    desk.read(at("14:00"));
    desk.read(at("14:01"));
    desk.accept(Tickets.correction(stop, at("11:59"), at("15:00")));

    Reading reading = desk.read(at("15:00"));

    assertThat(only(reading).status()).isEqualTo("MET");
    assertThat(reading.verdicts())
        .containsEntry(new Tally("SLA", "1", "resolution", "met"), 1L)
        .containsEntry(new Tally("SLA", "1", "resolution", "missed"), 0L);
  }

  @Test
  void lateHoldTakesABreachBack() {
    desk.accept(opened("INC1", "08:00"));
    assertThat(only(desk.read(at("12:30"))).status()).isEqualTo("BREACHED");
    desk.accept(Tickets.state("INC1", at("11:00"), "Active"));
    desk.accept(Tickets.state("INC1", at("09:00"), "Awaiting User"));

    Reading reading = desk.read(at("12:31"));

    assertThat(only(reading).status()).isEqualTo("RUNNING");
    assertThat(reading.clocks().get(0).due()).hasValue(at("14:00"));
  }

  @Test
  void reopenedTicketGivesItsVerdictBackAndIsToldAgain() {
    desk.accept(opened("INC1", "08:00"));
    desk.accept(Tickets.state("INC1", at("09:00"), "Resolved"));
    desk.read(at("09:30"));
    desk.accept(Tickets.state("INC1", at("10:00"), "Active"));

    Reading reopened = desk.read(at("10:30"));
    desk.accept(Tickets.state("INC1", at("11:00"), "Resolved"));
    Reading stopped = desk.read(at("11:30"));

    assertThat(only(reopened).status()).isEqualTo("RUNNING");
    assertThat(reopened.verdicts()).containsEntry(new Tally("SLA", "1", "resolution", "met"), 0L);
    assertThat(only(stopped).status()).isEqualTo("MET");
    assertThat(stopped.verdicts()).containsEntry(new Tally("SLA", "1", "resolution", "met"), 1L);
  }

  @Test
  void aVerdictIsGivenOnceHoweverOftenTheTicketIsReopened() {
    Tally met = new Tally("SLA", "1", "resolution", "met");
    desk.accept(opened("INC1", "08:00"));
    desk.accept(Tickets.state("INC1", at("09:00"), "Resolved"));
    assertThat(desk.read(at("09:30")).given()).containsEntry(met, 1L);
    desk.accept(Tickets.state("INC1", at("10:00"), "Active"));
    assertThat(desk.read(at("10:30")).given()).containsEntry(met, 1L);
    IncidentDesk restarted = new IncidentDesk(CHECKOUT, List.of(ACME), desk.state());
    restarted.accept(Tickets.state("INC1", at("11:00"), "Resolved"));
    assertThat(restarted.read(at("11:30")).given()).containsEntry(met, 1L);
    restarted.release("INC1");
    assertThat(restarted.read(at("12:00")).given()).containsEntry(met, 1L);
    assertThat(restarted.read(at("12:00")).verdicts()).containsEntry(met, 0L);
  }

  @Test
  void aTicketsFileIsTheSameAfterAnEditedAgreementAndAfterARestart() {
    desk.accept(opened("INC1", "08:00"));
    desk.accept(Tickets.state("INC1", at("09:00"), "Resolved"));
    desk.read(at("09:30"));
    desk.takeChanged();
    Agreement edited = Tickets.agreement("acme", Duration.ofMinutes(30));

    desk.promise(CHECKOUT, List.of(edited));
    desk.read(at("10:00"));
    IncidentDesk restarted = new IncidentDesk(CHECKOUT, List.of(edited), desk.state());
    restarted.read(at("10:00"));

    assertThat(accounts(desk)).isEqualTo(accounts(restarted)).hasSize(1);
  }

  private static List<Optional<IncidentAccount>> accounts(IncidentDesk desk) {
    return desk.takeChanged().stream().map(file -> file.account(at("10:00"), Instant.MAX)).toList();
  }

  @Test
  void duplicateIsRefusedAndChangesNothing() {
    assertThat(desk.accept(opened("INC1", "08:00"))).isTrue();
    Reading reading = desk.read(at("09:00"));

    assertThat(desk.accept(opened("INC1", "08:00"))).isFalse();
    assertThat(desk.read(at("09:30"))).isSameAs(reading);
  }

  @Test
  void deletedTicketVanishesWithItsVerdictsAndIsCounted() {
    desk.accept(opened("INC1", "08:00"));
    desk.accept(Tickets.state("INC1", at("13:00"), "Resolved"));
    desk.accept(opened("INC2", "08:00"));
    desk.read(at("14:00"));
    desk.accept(Tickets.deleted("INC1", at("15:00")));
    desk.accept(Tickets.deleted("INC2", at("15:00")));

    Reading reading = desk.read(at("15:00"));

    assertThat(reading.evidence()).isEmpty();
    assertThat(reading.clocks()).isEmpty();
    assertThat(reading.open().values()).containsOnly(0L);
    assertThat(reading.verdicts().values()).containsOnly(0L);
    assertThat(reading.deleted()).isEqualTo(2);
    assertThat(reading.nextDue()).isEmpty();
  }

  @Test
  void eventDatedAheadTakesEffectAtItsTime() {
    desk.accept(opened("INC1", "08:00"));
    desk.accept(Tickets.state("INC1", at("10:00"), "Awaiting User"));

    Reading before = desk.read(at("09:00"));

    assertThat(before.nextDue()).hasValue(at("10:00"));
    assertThat(only(desk.read(at("10:00"))).onHold()).isTrue();
  }

  @Test
  void agreementsHoldByTheDayOfTheOpeningInTheCalendarsZone() {
    // 22:30 UTC is 0:30 on the next day in Berlin.
    Instant lateOnTheTenth = Instant.parse("2026-06-10T22:30:00Z");
    LocalDate tenth = LocalDate.parse("2026-06-10");
    Agreement ended = Tickets.agreement("ended", Optional.of(tenth));
    Agreement begun = Tickets.agreement("begun", Optional.empty(), tenth.plusDays(1));
    IncidentDesk two = new IncidentDesk(CHECKOUT, List.of(ended, begun), State.EMPTY);
    two.accept(Tickets.opened("INC1", lateOnTheTenth, "New", "1"));

    assertThat(only(two.read(lateOnTheTenth)).agreement()).isEqualTo("begun");
  }

  @Test
  void ticketsOfAKindForWhichNothingIsPromisedHaveNoClocks() {
    desk.accept(Tickets.ofKind(opened("REQ1", "08:00"), IncidentEvent.Kind.REQUEST));

    assertThat(desk.read(at("09:00")).clocks()).isEmpty();
    assertThat(desk.read(at("09:00")).tickets()).isEmpty();
  }

  @Test
  void aTargetForRequestsIsForThemAloneAndCountedAsSuch() {
    IncidentTarget usual = Tickets.target(PriorityChange.RETROACTIVE);
    IncidentTarget target =
        new IncidentTarget(
            "fulfilment",
            usual.hours(),
            usual.start(),
            usual.stop(),
            usual.stopStates(),
            usual.holdStates(),
            usual.byPriority(),
            usual.onPriorityChange(),
            usual.retroactivePause(),
            usual.onReopen(),
            usual.atRiskPercent(),
            Set.of(TicketKind.REQUEST));
    LocalDate from = LocalDate.parse("2026-01-01");
    IncidentDesk requests =
        new IncidentDesk(
            CHECKOUT,
            List.of(Tickets.agreement("acme", from, Optional.empty(), target)),
            State.EMPTY);
    requests.accept(opened("INC1", "08:00"));
    requests.accept(Tickets.ofKind(opened("REQ1", "08:00"), IncidentEvent.Kind.REQUEST));
    assertThat(only(requests.read(at("09:00"))))
        .extracting(TargetProgress::incident, TargetProgress::kind)
        .containsExactly("REQ1", "request");

    requests.accept(Tickets.state("REQ1", at("13:00"), "Resolved"));
    IncidentDesk restarted =
        new IncidentDesk(
            CHECKOUT,
            List.of(Tickets.agreement("acme", from, Optional.empty(), target)),
            requests.state());
    assertThat(restarted.read(at("14:00")).verdicts())
        .containsEntry(new Tally("SLA", "1", "fulfilment", "missed", "request"), 1L)
        .doesNotContainKey(new Tally("SLA", "1", "fulfilment", "missed"));
  }

  @Test
  void editedAgreementJudgesOpenClocksAndLeavesVerdictsAlone() {
    desk.accept(opened("INC1", "08:00"));
    desk.accept(opened("INC2", "08:00"));
    desk.accept(Tickets.state("INC1", at("11:00"), "Resolved"));
    desk.read(at("11:00"));
    desk.read(at("11:01"));
    desk.promise(service("silver"), List.of(Tickets.agreement("acme", Duration.ofHours(2))));

    Reading reading = desk.read(at("11:02"));

    assertThat(only(reading).incident()).isEqualTo("INC2");
    assertThat(only(reading).tier()).isEqualTo("silver");
    assertThat(only(reading).status()).isEqualTo("BREACHED");
    assertThat(reading.verdicts())
        .containsEntry(new Tally("SLA", "1", "resolution", "met"), 1L)
        .containsEntry(new Tally("SLA", "1", "resolution", "missed"), 0L);
  }

  @Test
  void verdictOfATicketWhoseOtherClockRunsSurvivesAnEdit() {
    IncidentDesk two = new IncidentDesk(CHECKOUT, List.of(responding("4h", 4)), State.EMPTY);
    two.accept(opened("INC1", "08:00"));
    two.accept(Tickets.state("INC1", at("11:00"), "Active"));
    two.read(at("11:00"));
    two.promise(CHECKOUT, List.of(responding("2h", 2)));

    Reading reading = two.read(at("11:01"));

    assertThat(only(reading).target()).isEqualTo("resolution");
    assertThat(reading.verdicts())
        .containsEntry(new Tally("SLA", "1", "response", "met"), 1L)
        .containsEntry(new Tally("SLA", "1", "response", "missed"), 0L);
  }

  @Test
  void unchangedAgreementsChangeNothing() {
    desk.accept(opened("INC1", "08:00"));
    Reading reading = desk.read(at("09:00"));
    desk.promise(service("gold"), List.of(ACME));

    assertThat(desk.read(at("09:01"))).isSameAs(reading);
  }

  @Test
  void deskIsReadForward() {
    desk.read(at("09:00"));

    assertThatThrownBy(() -> desk.read(at("08:59")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a desk is read forward");
  }

  private static Agreement responding(String counterparty, int hours) {
    Agreement usual = Tickets.agreement("acme", PriorityChange.RETROACTIVE);
    IncidentTarget response =
        new IncidentTarget(
            "response",
            Calendars.always("UTC"),
            IncidentTarget.Stop.FIRST,
            Set.of("Active"),
            Set.of(),
            Map.of("1", Tickets.hours(hours)),
            PriorityChange.RETROACTIVE,
            true,
            IncidentTarget.Reopen.RESUME,
            List.of(75));
    return new Agreement(
        usual.name(),
        usual.type(),
        usual.service(),
        counterparty,
        usual.validFrom(),
        usual.validTo(),
        List.of(),
        List.of(response, usual.incidentTargets().get(0)));
  }

  private static TargetProgress only(Reading reading) {
    assertThat(reading.evidence()).hasSize(1);
    return (TargetProgress) reading.evidence().get(0).fact();
  }

  private static IncidentEvent opened(String ticket, String time) {
    return Tickets.opened(ticket, at(time), "New", "1");
  }

  private static Service service(String tier) {
    return new Service("checkout", "Checkout", "", tier, "", Map.of());
  }

  private static Instant at(String time) {
    return Instant.parse("2026-06-10T" + time + ":00Z");
  }
}
