package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.AvailabilityTerms;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.incident.IncidentDesk.State;
import io.plumbline.fact.Fact;
import io.plumbline.fact.IncidentAvailability;
import io.plumbline.fact.ServiceOutages;
import io.plumbline.signal.IncidentEvent;
import java.math.BigDecimal;
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

/** Availability by incidents: June 2026 in an office of ten hours on 22 days, 220 h. */
class AvailabilityTest {

  private static final Service CHECKOUT = new Service("checkout", "", "", "gold", "", Map.of());
  private static final ServiceHours OFFICE = Calendars.office("UTC");
  private static final Agreement ACME = agreement(OFFICE);

  private IncidentDesk desk = new IncidentDesk(CHECKOUT, List.of(ACME), State.EMPTY);

  @Test
  void timesToRestoreAndBetweenFailuresAreMeansOverTheMonth() {
    outage("INC1", "2026-06-10T09:00:00Z", "2026-06-10T10:00:00Z");
    outage("INC2", "2026-06-11T17:00:00Z", "2026-06-12T10:00:00Z");
    Instant asOf = Instant.parse("2026-06-17T12:00:00Z");

    assertThat(facts(IncidentAvailability.class, asOf))
        .containsExactly(
            new Evidence(
                new IncidentAvailability(
                    "checkout", "gold", "acme", "ACME", "2026-06", 1 - 4 / 220.0, 0.99, 240),
                Instant.parse("2026-06-12T10:00:00Z")));
    // Until then 9 days and 2 hours of office time had passed, 4 hours of them down.
    assertThat(facts(ServiceOutages.class, asOf))
        .extracting(Evidence::fact)
        .containsExactly(
            new ServiceOutages(
                "checkout", "gold", "acme", "2026-06", 2, 2 * 60, (92 - 4) * 60 / 2.0));
    assertThat(facts(ServiceOutages.class, Instant.parse("2026-07-01T12:00:00Z"))).isEmpty();
    assertThat(facts(IncidentAvailability.class, Instant.parse("2026-07-01T12:00:00Z")))
        .extracting(e -> ((IncidentAvailability) e.fact()).ratio(), Evidence::at)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(1.0, Instant.parse("2026-07-01T00:00:00Z")));
  }

  @Test
  void aReopenedTicketTakesTheServiceDownAgainAndADeletedOneNeverDid() {
    outage("INC1", "2026-06-10T09:00:00Z", "2026-06-10T10:00:00Z");
    take(Tickets.state("INC1", Instant.parse("2026-06-10T11:00:00Z"), "Active"));
    take(Tickets.state("INC1", Instant.parse("2026-06-10T12:00:00Z"), "Closed"));
    outage("INC2", "2026-06-11T09:00:00Z", "2026-06-11T10:00:00Z");
    take(Tickets.deleted("INC2", Instant.parse("2026-06-11T11:00:00Z")));

    assertThat(facts(IncidentAvailability.class, Instant.parse("2026-06-12T00:00:00Z")))
        .extracting(e -> ((IncidentAvailability) e.fact()).downMinutes())
        .containsExactly(120L);
  }

  @Test
  void aRestartLosesNoOutageOfATicketThatIsClosed() {
    outage("INC1", "2026-06-10T09:00:00Z", "2026-06-10T10:00:00Z");
    Instant asOf = Instant.parse("2026-06-12T00:00:00Z");
    List<Evidence> before = facts(Fact.class, asOf);

    desk = new IncidentDesk(CHECKOUT, List.of(ACME), desk.state());

    assertThat(facts(Fact.class, asOf)).isEqualTo(before);
  }

  /** Every minute of which some ticket is open at priority 1 is down, if the hours count it. */
  @RepeatedTest(5)
  void agreesWithAWalkOverEveryMinute(RepetitionInfo repetition) {
    Random random = new Random(9 * repetition.getCurrentRepetition());
    ServiceHours hours = RandomCase.hours(random, "Europe/Berlin");
    Agreement agreement = agreement(hours);
    Instant begin = Instant.parse("2026-03-25T00:00:00Z");
    IncidentDesk random1 = new IncidentDesk(CHECKOUT, List.of(agreement), State.EMPTY);
    List<Span> down = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Instant opened = begin.plusSeconds(60L * random.nextInt(8_000));
      Instant closed = opened.plusSeconds(60L + 60L * random.nextInt(900));
      down.add(new Span(opened, closed));
      random1.accept(Tickets.opened("INC" + i, opened, "New", "1"));
      random1.accept(Tickets.state("INC" + i, closed, "Resolved"));
    }
    Span week = new Span(begin, begin.plusSeconds(86_400L * 7));
    random1.read(begin.plusSeconds(86_400L * 20));

    long all = 0;
    long bad = 0;
    for (Instant at = week.from(); at.isBefore(week.to()); at = at.plusSeconds(60)) {
      Instant minute = at;
      if (ServiceTimeTest.counts(hours, at)) {
        all++;
        bad +=
            down.stream().anyMatch(s -> !minute.isBefore(s.from()) && minute.isBefore(s.to()))
                ? 1
                : 0;
      }
    }

    assertThat(random1.availability(agreement, agreement.availability().orElseThrow(), week))
        .hasValue(1 - bad / (double) all);
  }

  private void outage(String ticket, String from, String to) {
    take(Tickets.opened(ticket, Instant.parse(from), "New", "1"));
    take(Tickets.state(ticket, Instant.parse(to), "Resolved"));
  }

  private void take(IncidentEvent event) {
    assertThat(desk.accept(event)).isTrue();
  }

  private List<Evidence> facts(Class<? extends Fact> type, Instant asOf) {
    return desk.read(asOf).tickets().stream().filter(e -> type.isInstance(e.fact())).toList();
  }

  private static Agreement agreement(ServiceHours hours) {
    Agreement usual = Tickets.agreement("acme", PriorityChange.RETROACTIVE);
    return new Agreement(
        usual.name(),
        usual.type(),
        usual.service(),
        usual.counterparty(),
        usual.validFrom(),
        usual.validTo(),
        usual.objectives(),
        usual.incidentTargets(),
        Set.of(),
        Optional.of(
            new AvailabilityTerms(
                hours,
                new BigDecimal("0.99"),
                Set.of("1"),
                Set.of("Resolved", "Closed"),
                Optional.empty(),
                0.001)));
  }
}
