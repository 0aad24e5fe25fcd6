package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceState;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoardTest {

  private final Board board = new Board();

  @Test
  void showsTheWorstServiceFirstThenTheSmallestBudgetThenTheName() {
    board.update(
        List.of(
            Cast.standing("fine", ServiceState.FINE),
            Cast.standing("risky", ServiceState.AT_RISK),
            Cast.standing(
                "lean",
                ServiceState.AT_RISK,
                List.of(Cast.objective("lean", 0.99, 0.9), Cast.objective("lean", 0.9, 0.1)),
                List.of()),
            Cast.standing("also-risky", ServiceState.AT_RISK),
            Cast.standing("no-promise", ServiceState.AT_RISK, List.of(), List.of()),
            Cast.standing("silent", ServiceState.UNKNOWN),
            Cast.standing("broken", ServiceState.BREACH)),
        Cast.head());

    assertThat(board.view().services())
        .extracting(s -> s.service().name())
        .containsExactly("broken", "lean", "also-risky", "risky", "no-promise", "silent", "fine");
    assertThat(board.view().counts()).isEqualTo(new Counts(1, 4, 1, 1));
  }

  @Test
  void showsTheWorstFindingFirstAndImprovementsLast() {
    Finding improve = finding(Kind.IMPROVEMENT, Severity.PAGE, "improve", 60);
    Finding info = finding(Kind.AT_RISK, Severity.INFO, "info", 50);
    Finding older = finding(Kind.AT_RISK, Severity.PAGE, "older", 40);
    Finding newer = finding(Kind.AT_RISK, Severity.PAGE, "newer", 30);
    Finding breach = finding(Kind.BREACH, Severity.TICKET, "breach", 20);
    board.update(
        List.of(
            Cast.standing("a", ServiceState.AT_RISK, improve, info, older),
            Cast.standing("b", ServiceState.BREACH, newer, breach)),
        Cast.head());

    assertThat(board.view().findings()).containsExactly(breach, newer, older, info, improve);
    assertThat(board.view().improvements()).containsExactly(improve);
    assertThat(board.view().finding(info.id())).contains(info);
    assertThat(board.view().finding("none")).isEmpty();
  }

  @Test
  void showsTheNextDueClockFirstAndThoseOnHoldLast() {
    board.update(
        List.of(
            Cast.with(
                Cast.standing("a", ServiceState.FINE),
                Cast.held("a", "INC-1", "resolution", "4", 40),
                Cast.clock("a", "INC-2", "resolution", "2", 20, Duration.ofHours(3))),
            Cast.with(
                Cast.standing("b", ServiceState.FINE),
                Cast.clock("b", "INC-3", "response", "1", 120, Duration.ofMinutes(-20)))),
        Cast.head());

    assertThat(board.view().clocks())
        .extracting(c -> c.progress().incident())
        .containsExactly("INC-3", "INC-2", "INC-1");
  }

  @Test
  void showsTheNearestThresholdFirstAndThoseNotInSightLast() {
    board.update(
        List.of(
            Cast.with(
                Cast.standing("a", ServiceState.FINE),
                Cast.capacity("a", "disk", OptionalDouble.empty()),
                Cast.capacity("a", "cpu", OptionalDouble.of(90))),
            Cast.with(
                Cast.standing("b", ServiceState.FINE),
                Cast.capacity("b", "memory", OptionalDouble.of(11)))),
        Cast.head());

    assertThat(board.view().capacities())
        .extracting(c -> c.target().name())
        .containsExactly("b-memory", "a-cpu", "a-disk");
  }

  @Test
  void replacesWhatChangedKeepsTheRestAndDropsWhatIsGone() {
    board.update(
        List.of(
            Cast.standing("a", ServiceState.FINE),
            Cast.standing("b", ServiceState.FINE),
            Cast.standing("c", ServiceState.FINE)),
        Cast.head());
    Board.View before = board.view();

    board.update(List.of(Cast.standing("b", ServiceState.BREACH)), Set.of("c"), Cast.head());

    assertThat(board.view().services())
        .extracting(s -> s.service().name() + " " + s.state())
        .containsExactly("b BREACH", "a FINE");
    assertThat(board.view().service("c")).isEmpty();
    assertThat(before.counts()).isEqualTo(new Counts(0, 0, 0, 3));
  }

  @Test
  void showsANewHeadWithoutSortingAgain() {
    board.update(List.of(Cast.standing("a", ServiceState.FINE)), Cast.head());
    Board.View before = board.view();

    board.update(List.of(), Cast.head(Cast.NOW.plusSeconds(1)));

    assertThat(board.view().head().asOf()).isEqualTo(Cast.NOW.plusSeconds(1));
    assertThat(board.view().services()).isSameAs(before.services());
  }

  @Test
  void tellsSubscribersOfEachUpdate() {
    AtomicInteger told = new AtomicInteger();
    board.subscribe(told::incrementAndGet);

    board.update(List.of(), Cast.head());
    board.update(List.of(), Cast.head());

    assertThat(told).hasValue(2);
  }

  @Test
  void isEmptyBeforeTheFirstTick() {
    assertThat(board.view().services()).isEmpty();
    assertThat(board.view().head().judged()).isFalse();
    assertThat(board.view().headline()).isEqualTo("No service has promised anything yet.");
  }

  private static Finding finding(Kind kind, Severity severity, String rule, long secondsAgo) {
    return Cast.finding(kind, severity, "a", rule, rule, Cast.NOW.minusSeconds(secondsAgo));
  }
}
