package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.CapacityUse;
import io.plumbline.fact.Fact;
import io.plumbline.fact.FactFields;
import io.plumbline.fact.FeedSilence;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Recurrence;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.fact.Severity;
import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.finding.ServiceState;
import io.plumbline.store.Cbor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingLedgerTest {

  private static final Instant T0 = Instant.parse("2026-06-10T08:00:00Z");

  private FindingLedger ledger = new FindingLedger(FindingLedger.State.EMPTY);
  private RuleInfo rule = rule("Disk full", Duration.ZERO, Duration.ZERO);

  private static RuleInfo rule(String name, Duration raiseAfter, Duration clearAfter) {
    return new RuleInfo(
        name,
        "standard",
        "standard/x.drl",
        3,
        "capacity manager",
        "8.4.3",
        Severity.PAGE,
        raiseAfter,
        clearAfter,
        Duration.ZERO,
        Set.of(Kind.BREACH),
        "",
        Scope.SERVICE);
  }

  private static CapacityUse disk(double use) {
    return new CapacityUse("checkout", "gold", "disk", use, 0.8);
  }

  private static Instant at(long seconds) {
    return T0.plusSeconds(seconds);
  }

  /** A tick at which the rule holds of the fact, or does not. */
  private List<FindingEvent> tick(long tick, Fact fact, long dataTime, boolean holds) {
    return ledger.diff(
        new Sight(
            holds ? List.of(new Judgement(Kind.BREACH, fact, "over", rule)) : List.of(),
            List.of(new Evidence(fact, at(dataTime))),
            Set.of(),
            Hindsight.NONE,
            "hash",
            at(tick)));
  }

  @Test
  void tellsARaiseOnceAndAClearOnceWithTheirDataTimes() {
    List<FindingEvent> raised = tick(10, disk(0.9), 7, true);
    assertThat(raised).extracting(FindingEvent::change).containsExactly(Change.RAISED);
    assertThat(raised.get(0).at()).isEqualTo(at(7));
    assertThat(raised.get(0).detected()).isEqualTo(at(10));
    assertThat(tick(11, disk(0.91), 11, true)).isEmpty();

    List<FindingEvent> cleared = tick(20, disk(0.5), 18, false);
    assertThat(cleared).extracting(FindingEvent::change).containsExactly(Change.CLEARED);
    assertThat(cleared.get(0).finding().ended()).contains(at(18));
    assertThat(cleared.get(0).finding().id()).isEqualTo(raised.get(0).finding().id());
    assertThat(cleared.get(0).id()).isNotEqualTo(raised.get(0).id());
    assertThat(ledger.open()).isEmpty();
  }

  @Test
  void whatHasNoSuccessorEndsWhenItsSubjectIsHeardOfAgain() {
    tick(10, new FeedSilence("checkout", "gold", "disk", 5), 7, true);

    FindingEvent cleared = tick(60, disk(0.5), 55, false).get(0);
    assertThat(cleared.finding().ended()).contains(at(55));
    assertThat(cleared.at()).isEqualTo(at(55));
  }

  @Test
  void raisesOnlyWhatHasHeldLongEnough() {
    rule = rule("Disk full", Duration.ofMinutes(2), Duration.ZERO);
    assertThat(tick(0, disk(0.9), 0, true)).isEmpty();
    assertThat(ledger.nextDue(at(0))).contains(at(120));
    assertThat(tick(60, disk(0.5), 60, false)).isEmpty();
    assertThat(tick(90, disk(0.9), 90, true)).isEmpty();
    List<FindingEvent> raised = tick(300, disk(0.9), 290, true);
    assertThat(raised.get(0).at()).isEqualTo(at(210));
    assertThat(raised.get(0).finding().start()).isEqualTo(at(90));
  }

  @Test
  void isTheSameFindingWhenItHoldsAgainWithinClearAfter() {
    rule = rule("Disk full", Duration.ZERO, Duration.ofMinutes(5));
    String id = tick(0, disk(0.9), 0, true).get(0).finding().id();
    assertThat(tick(100, disk(0.5), 100, false)).isEmpty();
    assertThat(ledger.nextDue(at(100))).contains(at(400));
    assertThat(tick(200, disk(0.9), 200, true)).isEmpty();
    assertThat(tick(250, disk(0.5), 250, false)).isEmpty();
    FindingEvent cleared = tick(550, disk(0.5), 540, false).get(0);
    assertThat(cleared.finding().id()).isEqualTo(id);
    assertThat(cleared.finding().ended()).contains(at(250));
    assertThat(cleared.at()).isEqualTo(at(550));
  }

  @Test
  void isNotToldAgainWithinItsCooldownUnlessItIsWorse() {
    rule = cooling(Severity.TICKET);
    tick(0, disk(0.9), 0, true);
    tick(100, disk(0.5), 100, false);
    assertThat(tick(200, disk(0.9), 200, true)).isEmpty();
    assertThat(ledger.open()).isEmpty();
    assertThat(ledger.nextDue(at(200))).contains(at(700));
    assertThat(tick(300, disk(0.5), 300, false)).isEmpty();
    assertThat(tick(400, disk(0.9), 400, true)).isEmpty();

    FindingEvent late = tick(700, disk(0.9), 690, true).get(0);
    assertThat(late.change()).isEqualTo(Change.RAISED);
    assertThat(late.finding().start()).isEqualTo(at(400));
    assertThat(late.at()).isEqualTo(at(700));

    tick(800, disk(0.5), 800, false);
    assertThat(tick(900, disk(0.9), 900, true)).isEmpty();
    rule = cooling(Severity.PAGE);
    FindingEvent worse = tick(950, disk(0.9), 940, true).get(0);
    assertThat(worse.change()).isEqualTo(Change.RAISED);
    assertThat(worse.finding().start()).isEqualTo(at(900));
    assertThat(worse.at()).isEqualTo(at(940));
  }

  private static RuleInfo cooling(Severity severity) {
    return new RuleInfo(
        "Disk full",
        "standard",
        "standard/x.drl",
        3,
        "capacity manager",
        "8.4.3",
        severity,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ofMinutes(10),
        Set.of(Kind.BREACH),
        "",
        Scope.SERVICE);
  }

  @Test
  void neverGivesAnIdTwiceThoughLateDataSaysThatItHeldOn() {
    String first = tick(10, disk(0.9), 7, true).get(0).finding().id();
    tick(11, disk(0.5), 7, false);
    Finding again = tick(12, disk(0.9), 7, true).get(0).finding();
    assertThat(again.id()).isNotEqualTo(first);
    assertThat(again.start()).isEqualTo(at(7).plusMillis(1));
  }

  @Test
  void endsWithWhatIsToldOnceAfterItIsOver() {
    ledger.diff(
        new Sight(
            List.of(new Judgement(Kind.BREACH, clock(100), "broken", rule)),
            List.of(new Evidence(clock(100), at(0), Optional.of(at(900)))),
            Set.of(),
            Hindsight.NONE,
            "hash",
            at(5000)));
    FindingEvent cleared =
        ledger
            .diff(new Sight(List.of(), List.of(), Set.of(), Hindsight.NONE, "hash", at(5001)))
            .get(0);
    assertThat(cleared.finding().start()).isEqualTo(at(0));
    assertThat(cleared.finding().ended()).contains(at(900));
  }

  @Test
  void saysThatAnEditEndedWhatNoNewDataEnded() {
    tick(10, disk(0.9), 7, true);
    List<FindingEvent> events =
        ledger.diff(
            new Sight(
                List.of(),
                List.of(new Evidence(disk(0.9), at(7))),
                Set.of(),
                Hindsight.NONE,
                "another",
                at(20)));
    assertThat(events.get(0).finding().endReason()).isEqualTo("the rules or the catalogue changed");
  }

  @Test
  void doesNotTakeAnEditOfAPackThatItHasNothingToDoWithForItsEnd() {
    tick("first", Map.of("standard", "s1", "team", "t1", "others", "o1"), true);
    assertThat(tick("second", Map.of("standard", "s1", "team", "t1", "others", "o2"), false))
        .extracting(event -> event.finding().endReason())
        .containsExactly("no longer holds");

    tick("third", Map.of("standard", "s1", "team", "t1", "others", "o2"), true);
    assertThat(tick("fourth", Map.of("standard", "s1", "team", "t2", "others", "o2"), false))
        .extracting(event -> event.finding().endReason())
        .containsExactly("the rules or the catalogue changed");
  }

  /** The rule holds of a disk of a service of the team, or holds no longer; nothing is new. */
  private List<FindingEvent> tick(String hash, Map<String, String> packs, boolean holds) {
    return ledger.diff(
        new Sight(
            holds ? List.of(new Judgement(Kind.BREACH, disk(0.9), "over", rule)) : List.of(),
            List.of(new Evidence(disk(0.9), at(7))),
            Set.of(),
            Set.of(),
            Hindsight.NONE,
            hash,
            packs,
            packs.get("team"),
            at(20),
            at(20)));
  }

  @Test
  void keepsWhatStoodWhileNothingIsKnown() {
    tick(0, disk(0.9), 0, true);
    assertThat(
            ledger.diff(
                new Sight(List.of(), List.of(), Set.of("disk"), Hindsight.NONE, "hash", at(900))))
        .isEmpty();
    assertThat(ledger.open()).hasSize(1);
  }

  @Test
  void asksForNoTimeWhileWhatIsDueWaitsForItsSubjectToBeKnown() {
    rule = rule("Disk full", Duration.ZERO, Duration.ofMinutes(5));
    tick(0, disk(0.9), 0, true);
    tick(100, disk(0.5), 100, false);
    assertThat(
            ledger.diff(
                new Sight(List.of(), List.of(), Set.of("disk"), Hindsight.NONE, "hash", at(900))))
        .isEmpty();
    assertThat(ledger.nextDue(at(900))).isEmpty();
  }

  @Test
  void tellsAChangeOfSeverityButNotOfFigures() {
    String id = tick(0, disk(0.9), 0, true).get(0).finding().id();
    RuleInfo before = rule;
    rule =
        new RuleInfo(
            before.name(),
            "standard",
            "standard/y.drl",
            9,
            "capacity manager",
            "8.4.3",
            Severity.TICKET,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Set.of(Kind.BREACH),
            "",
            Scope.SERVICE);
    List<FindingEvent> changed = tick(5, disk(0.95), 5, true);
    assertThat(changed).extracting(FindingEvent::change).containsExactly(Change.CHANGED);
    Finding finding = changed.get(0).finding();
    assertThat(finding.id()).isEqualTo(id);
    assertThat(finding.revision()).isEqualTo(2);
    assertThat(finding.start()).isEqualTo(T0);
    assertThat(finding.facts()).containsEntry("utilisation", 0.95);
  }

  static TargetProgress clock(int reached) {
    return new TargetProgress(
        "checkout",
        "gold",
        "INC-1",
        "resolution",
        "acme",
        "ACME",
        "1",
        "RUNNING",
        reached,
        reached,
        240,
        "",
        1);
  }

  @Test
  void supersedesALowerPercentageByAHigherOne() {
    tick(0, clock(75), 0, true);
    List<FindingEvent> events = tick(60, clock(90), 60, true);
    assertThat(events)
        .extracting(FindingEvent::change)
        .containsExactlyInAnyOrder(Change.RAISED, Change.CLEARED);
    assertThat(events)
        .filteredOn(e -> e.change() == Change.CLEARED)
        .extracting(e -> e.finding().endReason())
        .containsExactly("superseded");
  }

  @Test
  void supersedesAcrossRulesWhenTheFactItselfHasMovedOn() {
    tick(0, clock(75), 0, true);
    rule = rule("Target about to be broken", Duration.ZERO, Duration.ofMinutes(5));
    assertThat(tick(60, clock(90), 60, true))
        .filteredOn(e -> e.change() == Change.CLEARED)
        .extracting(e -> e.finding().endReason())
        .containsExactly("superseded");
  }

  @Test
  void isNotSupersededByAnotherFactOfItsSubject() {
    rule = rule("Budget burns", Duration.ZERO, Duration.ZERO);
    BudgetBurn fast = new BudgetBurn("checkout", "gold", "availability", "1h/5m", 20, 3);
    BudgetBurn calm = new BudgetBurn("checkout", "gold", "availability", "1h/5m", 1, 0.1);
    BudgetBurn slow = new BudgetBurn("checkout", "gold", "availability", "6h/30m", 7, 6);
    tick(0, fast, 0, true);
    List<FindingEvent> events =
        ledger.diff(
            new Sight(
                List.of(new Judgement(Kind.AT_RISK, slow, "burns", rule)),
                List.of(new Evidence(calm, at(60)), new Evidence(slow, at(60))),
                Set.of(),
                Hindsight.NONE,
                "hash",
                at(60)));
    assertThat(events)
        .filteredOn(e -> e.change() == Change.CLEARED)
        .extracting(e -> e.finding().endReason())
        .containsExactly("no longer holds");
  }

  @Test
  void forgetsAnImprovementThatCeasedToHoldBeforeItWasTold() {
    rule = rule("Again and again", Duration.ofMinutes(5), Duration.ZERO);
    Recurrence three =
        new Recurrence("checkout", "gold", "resolution", "r", 3, 30, List.of("a", "b", "c"));
    improve(three, 0);
    assertThat(
            ledger.diff(new Sight(List.of(), List.of(), Set.of(), Hindsight.NONE, "hash", at(1))))
        .isEmpty();
    assertThat(ledger.state()).isEqualTo(FindingLedger.State.EMPTY);
  }

  @Test
  void tellsNothingOfAnImprovementThatWasOnlyKeptMeanwhile() {
    Recurrence three =
        new Recurrence("checkout", "gold", "resolution", "r", 3, 30, List.of("a", "b", "c"));
    improve(three, 0);
    DeskState kept =
        new DeskState(
            ledger.state(), List.of(), ServiceState.FINE, T0, List.of(), Optional.empty());
    ledger = new FindingLedger(Cbor.read(Cbor.write(kept), DeskState.class).ledger());
    assertThat(improve(three, 1)).isEmpty();
    assertThat(ledger.open().get(0).facts()).isEqualTo(FactFields.of(three));
  }

  @Test
  void keepsOneOpenImprovementAndTellsNewEvidence() {
    Recurrence three =
        new Recurrence("checkout", "gold", "resolution", "r", 3, 30, List.of("a", "b", "c"));
    Recurrence four =
        new Recurrence("checkout", "gold", "resolution", "r", 4, 30, List.of("a", "b", "c", "d"));
    assertThat(improve(three, 0)).extracting(FindingEvent::change).containsExactly(Change.RAISED);
    assertThat(improve(three, 1)).isEmpty();
    assertThat(improve(four, 2)).extracting(FindingEvent::change).containsExactly(Change.CHANGED);
    assertThat(
            ledger.diff(new Sight(List.of(), List.of(), Set.of(), Hindsight.NONE, "hash", at(3))))
        .isEmpty();
    assertThat(ledger.open()).hasSize(1);
  }

  private List<FindingEvent> improve(Recurrence fact, long tick) {
    return ledger.diff(
        new Sight(
            List.of(new Judgement(Kind.IMPROVEMENT, fact, "again", rule)),
            List.of(new Evidence(fact, at(tick))),
            Set.of(),
            Hindsight.NONE,
            "hash",
            at(tick)));
  }

  @Test
  void goesOnFromWhatWasKept() {
    rule = rule("Disk full", Duration.ZERO, Duration.ofMinutes(5));
    tick(0, disk(0.9), 0, true);
    tick(100, disk(0.5), 100, false);
    DeskState kept =
        Cbor.read(
            Cbor.write(
                new DeskState(
                    ledger.state(),
                    List.of(),
                    ServiceState.BREACH,
                    T0,
                    List.of(),
                    Optional.empty())),
            DeskState.class);
    FindingLedger restored = new FindingLedger(kept.ledger());
    assertThat(restored.nextDue(at(100))).contains(at(400));
    assertThat(
            restored.diff(
                new Sight(
                    List.of(),
                    List.of(new Evidence(disk(0.5), at(390))),
                    Set.of(),
                    Hindsight.NONE,
                    "hash",
                    at(400))))
        .extracting(FindingEvent::change)
        .containsExactly(Change.CLEARED);
  }
}
