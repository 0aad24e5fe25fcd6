package io.plumbline.engine.incident;

import static io.plumbline.engine.incident.ClockStatus.BREACHED;
import static io.plumbline.engine.incident.ClockStatus.MET;
import static io.plumbline.engine.incident.ClockStatus.MISSED;
import static io.plumbline.engine.incident.ClockStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.Assigned;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Updated;
import io.plumbline.engine.incident.IncidentClock.Account;
import io.plumbline.finding.Holding;
import io.plumbline.signal.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Whose time it is: clocks of groups and suppliers, of updates, and the bookings to whom had it.
 */
class HolderClockTest {

  private static final IncidentTarget CUSTOMER = Tickets.target(PriorityChange.RETROACTIVE);
  private static final IncidentTarget NETWORK =
      Tickets.starting(CUSTOMER, new Assigned(Set.of("network", "wifi"), Set.of(), ""));
  private static final IncidentTarget EACH_GROUP =
      Tickets.starting(CUSTOMER, new Assigned(Set.of(), Set.of(), ""));
  private static final IncidentTarget VENDOR =
      new IncidentTarget(
          "repair",
          Calendars.always("UTC"),
          new Assigned(Set.of("vendor desk"), Set.of("Awaiting Vendor"), "Circuits Ltd"),
          IncidentTarget.Stop.LAST,
          Set.of("Resolved", "Closed"),
          Set.of(),
          CUSTOMER.byPriority(),
          PriorityChange.RETROACTIVE,
          true,
          IncidentTarget.Reopen.RESUME,
          List.of(75));

  private final List<IncidentEvent> events =
      new ArrayList<>(List.of(Tickets.opened("INC1", at("08:00"), "New", "1")));

  @Test
  void aGroupsClockRunsFromWhenItGetsTheTicketUntilItPassesItOn() {
    assigned("09:00", "desk");
    assigned("10:00", "network");
    assigned("15:00", "database");

    assertThat(cycles(NETWORK, "16:00"))
        .extracting(r -> r.status(), r -> r.cycleStart(), r -> r.stoppedAt(), r -> r.elapsed())
        .containsExactly(tuple(MISSED, at("10:00"), Optional.of(at("15:00")), Duration.ofHours(5)));
  }

  @Test
  void theSameTicketAgainIsTheNextClockWithTheWholeAllowance() {
    assigned("08:00", "network");
    assigned("11:00", "desk");
    assigned("12:00", "network");
    assigned("12:30", "wifi");

    assertThat(cycles(NETWORK, "15:30"))
        .extracting(ClockReading::cycle, ClockReading::status, ClockReading::elapsed)
        .containsExactly(
            tuple(1, MET, Duration.ofHours(3)), tuple(2, RUNNING, Duration.ofMinutes(210)));
    assertThat(cycles(EACH_GROUP, "15:30"))
        .extracting(ClockReading::cycle, ClockReading::holder)
        .containsExactly(
            tuple(1, "network"), tuple(2, "desk"), tuple(3, "network"), tuple(4, "wifi"));
  }

  @Test
  void anAssignmentNeverTouchesTheCustomersClock() {
    assigned("09:00", "desk");
    assigned("11:00", "network");

    ClockReading reading = cycles(CUSTOMER, "12:30").get(0);

    assertThat(reading.status()).isEqualTo(BREACHED);
    assertThat(reading.since()).isEqualTo(at("12:00"));
    assertThat(reading.holder()).isEqualTo("network");
    assertThat(reading.holdings())
        .containsExactly(
            new Holding("", Duration.ofHours(1)),
            new Holding("desk", Duration.ofHours(2)),
            new Holding("network", Duration.ofMinutes(90)));
  }

  @Test
  void aTicketThatIsPassedOnWhenItIsResolvedIsNobodysTaskBeforeItIsReopened() {
    assigned("08:00", "desk");
    state("09:00", "Resolved");
    assigned("10:00", "network");
    assertThat(cycles(NETWORK, "11:00")).isEmpty();

    state("12:00", "Active");

    assertThat(cycles(NETWORK, "13:00"))
        .extracting(ClockReading::cycleStart, ClockReading::elapsed)
        .containsExactly(tuple(at("12:00"), Duration.ofHours(1)));
  }

  @Test
  void aSuppliersClockRunsWhileTheTicketWaitsForHim() {
    state("09:00", "Awaiting Vendor");
    state("11:00", "Active");
    events.add(
        Tickets.attributes(
            Tickets.state("INC1", at("12:00"), "Awaiting Vendor"),
            Map.of("supplier", "Power plc")));
    assigned("13:00", "vendor desk");

    assertThat(cycles(VENDOR, "17:30"))
        .extracting(ClockReading::status, ClockReading::cycleStart, ClockReading::elapsed)
        .containsExactly(
            tuple(MET, at("09:00"), Duration.ofHours(2)),
            tuple(BREACHED, at("13:00"), Duration.ofMinutes(270)));
  }

  @Test
  void eachUpdateToTheCustomerEndsOneIntervalAndBeginsTheNext() {
    events.add(Tickets.updated("INC1", at("11:00")));
    state("12:00", "Awaiting User");
    state("14:00", "Active");
    events.add(Tickets.updated("INC1", at("18:00")));
    state("19:00", "Resolved");
    events.add(Tickets.updated("INC1", at("20:00")));

    assertThat(cycles(Tickets.starting(CUSTOMER, new Updated()), "21:00"))
        .extracting(ClockReading::status, ClockReading::elapsed)
        .containsExactly(
            tuple(MET, Duration.ofHours(3)),
            tuple(MISSED, Duration.ofHours(5)),
            tuple(MET, Duration.ofHours(1)));
  }

  /** Whatever happens, each clock's bookings are all of its time, once. */
  @RepeatedTest(4)
  void bookingsAddUpAndFollowEachOther(RepetitionInfo repetition) {
    Random random = new Random(4_711 + repetition.getCurrentRepetition());
    for (int i = 0; i < 100; i++) {
      RandomCase example = RandomCase.of(random);
      List<IncidentEvent> passedAround = passedAround(example, random);
      List<ClockReading> without =
          IncidentClock.cycles(
              example.events(), example.target(), example.asOf(), example.knownAt());
      List<Account> accounts =
          IncidentClock.accounts(passedAround, example.target(), example.asOf(), example.knownAt());

      assertThat(accounts).hasSameSizeAs(without);
      for (int c = 0; c < accounts.size(); c++) {
        ClockReading reading = accounts.get(c).reading();
        assertThat(reading.elapsed()).as("case %d", i).isEqualTo(without.get(c).elapsed());
        assertThat(reading.status()).isEqualTo(without.get(c).status());
        assertThat(reading.dueAt()).isEqualTo(without.get(c).dueAt());
        addsUp(accounts.get(c));
      }
      IncidentTarget each =
          Tickets.starting(example.target(), new Assigned(Set.of(), Set.of(), ""));
      IncidentClock.accounts(passedAround, each, example.asOf(), example.knownAt())
          .forEach(HolderClockTest::addsUp);
    }
  }

  private static void addsUp(Account account) {
    ClockReading reading = account.reading();
    Instant at = reading.cycleStart();
    Duration counted = Duration.ZERO;
    for (Booking booking : account.bookings()) {
      assertThat(booking.from()).isEqualTo(at);
      at = booking.to();
      counted = booking.kind() == Booking.Kind.COUNTED ? counted.plus(booking.length()) : counted;
    }
    assertThat(at).isEqualTo(reading.cycleStart().plus(reading.wall()));
    assertThat(counted).isEqualTo(reading.elapsed());
    assertThat(reading.holdings().stream().map(Holding::counted).reduce(Duration::plus))
        .hasValue(reading.elapsed());
  }

  private static List<IncidentEvent> passedAround(RandomCase example, Random random) {
    List<IncidentEvent> events = new ArrayList<>(example.events());
    Instant opened = events.get(0).at();
    for (int n = random.nextInt(6); n > 0; n--) {
      Instant at = opened.plusSeconds(30 + 60L * random.nextInt(3_000));
      events.add(Tickets.assigned("INC1", at, "group " + random.nextInt(3)));
    }
    return events;
  }

  private void assigned(String time, String group) {
    events.add(Tickets.assigned("INC1", at(time), group));
  }

  private void state(String time, String state) {
    events.add(Tickets.state("INC1", at(time), state));
  }

  private List<ClockReading> cycles(IncidentTarget target, String asOf) {
    return IncidentClock.cycles(events, target, at(asOf), Instant.MAX);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-06-10T" + time + ":00Z");
  }
}
