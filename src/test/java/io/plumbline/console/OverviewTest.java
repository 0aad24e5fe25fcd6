package io.plumbline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.Point;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import io.plumbline.report.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OverviewTest {

  private final Board board = new Board();

  @Test
  void anUnknownPromiseHasNoFigureAndIsNotGreen() {
    Instant newest = Cast.NOW.minus(Duration.ofMinutes(12));
    List<Point> course = List.of(new Point(newest.minusSeconds(60), 0.7), new Point(newest, 0.71));
    show(
        Cast.standing(
            "ledger",
            ServiceState.UNKNOWN,
            List.of(Cast.silent(Cast.slo("ledger", "a", "Availability", 0.999), newest, course)),
            List.of()));

    ServiceRow service = overview().services().get(0);
    PromiseRow promise = service.promises().get(0);

    assertThat(service.since()).isEqualTo("no data for 12 min");
    assertThat(promise.tone()).isEqualTo(Tone.UNKNOWN);
    assertThat(promise.figure()).isEqualTo("unknown");
    assertThat(promise.left()).isEqualTo("unknown");
    assertThat(promise.pace()).isEqualTo("last known 71 %, 12 min ago");
    assertThat(promise.bar()).isEqualTo("hatched");
    assertThat(promise.area()).isEmpty();
  }

  @Test
  void aPromiseWithoutEventsHasNoFigure() {
    ObjectiveStanding quiet =
        new ObjectiveStanding(
            Cast.slo("quiet", "a", "Availability", 0.999),
            true,
            Optional.of(Cast.NOW),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            Map.of(),
            List.of());
    show(Cast.standing("quiet", ServiceState.FINE, List.of(quiet), List.of()));

    PromiseRow promise = overview().services().get(0).promises().get(0);

    assertThat(promise.figure()).isEqualTo("no events");
    assertThat(promise.bar()).isEqualTo("blank");
  }

  @Test
  void aBudgetEndsAtThePaceOfTheLastSixHours() {
    assertThat(pace(0.16, Map.of("6h", 1.2))).isEqualTo("ends in 4 days at this pace");
    assertThat(pace(0.33, Map.of("6h", 11.3))).isEqualTo("ends in 21 h at this pace");
    assertThat(pace(0.66, Map.of("6h", 0.5))).isEqualTo("lasts the period");
    assertThat(pace(0.66, Map.of("6h", 0.0))).isEqualTo("lasts the period");
    assertThat(pace(0.66, Map.of("1h", 3.0))).isEmpty();
  }

  @Test
  void anOverspentBudgetSaysByHowMuchAndSinceWhen() {
    List<Point> course = new ArrayList<>();
    for (int day = 6; day >= 0; day--) {
      course.add(new Point(Cast.NOW.minus(Duration.ofDays(day)), day > 3 ? 0.2 : -0.29));
    }

    PromiseRow promise = promise(-0.29, Map.of(), course);

    assertThat(promise.tone()).isEqualTo(Tone.BREACH);
    assertThat(promise.bar()).isEqualTo("overspent");
    assertThat(promise.left()).isEqualTo("overspent by 29 %");
    assertThat(promise.pace()).isEqualTo("spent 3 days ago");
    assertThat(promise(-0.29, Map.of(), course.subList(3, 7)).pace()).isEmpty();
  }

  @Test
  void clocksSayWhatIsLeftHowFarOverOrOnHold() {
    show(
        Cast.with(
            Cast.standing("checkout", ServiceState.FINE),
            Cast.clock("checkout", "INC-1", "resolution", "1", 108, Duration.ofSeconds(-1217)),
            Cast.clock("checkout", "INC-2", "response", "2", 82, Duration.ofSeconds(324)),
            Cast.held("checkout", "INC-3", "resolution", "low", 40)));

    List<ClockRow> clocks = overview().clocks();

    assertThat(clocks)
        .extracting(ClockRow::countdown)
        .containsExactly("over by 20:17", "5:24", "on hold");
    assertThat(clocks)
        .extracting(ClockRow::tone)
        .containsExactly(Tone.BREACH, Tone.AT_RISK, Tone.HELD);
    assertThat(clocks).extracting(ClockRow::priority).containsExactly("P1", "P2", "low");
    assertThat(clocks).extracting(ClockRow::used).containsExactly(100, 82, 40);
    assertThat(clocks.get(2).due()).isEmpty();
    assertThat(clocks.get(0).what()).isEqualTo("resolution of Checkout");
  }

  @Test
  void aClockWhoseEveryHourCountsGrowsBetweenJudgements() {
    ServiceStanding service =
        Cast.with(
            Cast.standing("checkout", ServiceState.FINE),
            Cast.clock("checkout", "INC-1", "resolution", "1", 50, Duration.ofHours(2)),
            Cast.clock("checkout", "INC-2", "resolution", "1", 50, Duration.ofHours(14)));
    show(service);

    Overview later = Overview.of(board.view(), Cast.NOW.plus(Duration.ofHours(1)));

    assertThat(later.clocks()).extracting(ClockRow::used).containsExactly(75, 50);
  }

  @Test
  void capacitySaysWhenTheLimitIsReached() {
    assertThat(when(OptionalDouble.of(11.2))).isEqualTo("in 11 days");
    assertThat(when(OptionalDouble.of(91))).isEqualTo("in 3 months");
    assertThat(when(OptionalDouble.of(0.4))).isEqualTo("within a day");
    assertThat(when(OptionalDouble.of(0))).isEqualTo("reached");
    assertThat(when(OptionalDouble.empty())).isEqualTo("not in sight");
  }

  @Test
  void manyServicesShrinkToWhatNeedsAttention() {
    List<ServiceStanding> many = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      many.add(Cast.standing("service-" + i, ServiceState.FINE));
    }
    many.add(Cast.standing("broken", ServiceState.BREACH));
    board.update(many, Cast.head());

    Overview overview = overview();

    assertThat(overview.services()).hasSize(13);
    assertThat(overview.services().get(0).brief()).isFalse();
    assertThat(overview.services().subList(1, 13)).allMatch(ServiceRow::brief);
    assertThat(overview.moreServices()).isEqualTo(228);
  }

  @Test
  void theTrustStripShowsTheWorstShareAndTheSilentFeeds() {
    Instant newest = Cast.NOW.minusSeconds(720);
    show(
        Cast.standing("checkout", ServiceState.FINE),
        Cast.standing(
            "ledger",
            ServiceState.UNKNOWN,
            List.of(Cast.silent(Cast.slo("ledger", "a", "Availability", 0.999), newest, List.of())),
            List.of()));

    assertThat(overview().trust().items())
        .extracting(i -> (i.value() + " " + i.code() + " " + i.note()).trim())
        .containsExactly("2.1 %  Ledger", "1 of 2", "0", "31 rules 9f3c1a7e version 41", "0.2 s");
  }

  @Test
  void saysThatNothingHasBeenJudgedForAWhile() {
    show(Cast.standing("checkout", ServiceState.FINE));

    assertThat(Summary.of(board.view(), Cast.NOW.plusSeconds(10)).still()).isEmpty();
    assertThat(Summary.of(board.view(), Cast.NOW.plusSeconds(180)).still()).isEqualTo("3 min");
    assertThat(Summary.of(new Board().view(), Cast.NOW).asOf()).isEmpty();
  }

  private void show(ServiceStanding... services) {
    board.update(List.of(services), Cast.head());
  }

  private Overview overview() {
    return Overview.of(board.view(), Cast.NOW);
  }

  private String when(OptionalDouble days) {
    show(
        Cast.with(
            Cast.standing("search", ServiceState.FINE), Cast.capacity("search", "disk", days)));
    return overview().capacity().get(0).when();
  }

  private String pace(double remaining, Map<String, Double> burn) {
    return promise(remaining, burn, List.of()).pace();
  }

  private PromiseRow promise(double remaining, Map<String, Double> burn, List<Point> course) {
    show(
        Cast.standing(
            "checkout",
            ServiceState.FINE,
            List.of(
                Cast.objective(
                    Cast.slo("checkout", "a", "Availability", 0.999), remaining, burn, course)),
            List.of()));
    return overview().services().get(0).promises().get(0);
  }
}
