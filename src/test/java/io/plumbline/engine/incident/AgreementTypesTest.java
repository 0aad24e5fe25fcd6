package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.Service;
import io.plumbline.engine.incident.IncidentDesk.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Targets of one name, promised to a customer and by a group, are counted apart. */
class AgreementTypesTest {

  private static final Service CHECKOUT =
      new Service("checkout", "Checkout", "", "gold", "", Map.of());
  private static final Agreement CUSTOMER = Tickets.agreement("acme", PriorityChange.RETROACTIVE);
  private static final Agreement GROUP =
      new Agreement(
          "operations",
          Agreement.Type.OLA,
          "checkout",
          "shop operations",
          LocalDate.parse("2026-01-01"),
          Optional.empty(),
          List.of(),
          List.of(Tickets.target(PriorityChange.RETROACTIVE)));

  private final IncidentDesk desk =
      new IncidentDesk(CHECKOUT, List.of(CUSTOMER, GROUP), State.EMPTY);

  @Test
  void startAtZeroEach() {
    assertThat(counts(desk.read(at("08:00")).verdicts()))
        .containsEntry("SLA 1 resolution met", 0L)
        .containsEntry("SLA 1 resolution missed", 0L)
        .containsEntry("OLA 1 resolution met", 0L)
        .containsEntry("OLA 1 resolution missed", 0L)
        .hasSize(12);
  }

  @Test
  void areCountedByTheTypeOfTheirAgreement() {
    desk.accept(Tickets.opened("INC1", at("08:00"), "New", "1"));
    assertThat(counts(desk.read(at("08:30")).open()))
        .containsEntry("SLA 1 resolution running", 1L)
        .containsEntry("OLA 1 resolution running", 1L);

    desk.accept(Tickets.state("INC1", at("09:00"), "Resolved"));
    assertThat(counts(desk.read(at("09:00")).verdicts()))
        .containsEntry("SLA 1 resolution met", 1L)
        .containsEntry("OLA 1 resolution met", 1L);
  }

  @Test
  void verdictsOfAnAgreementThatLeftAreKeptAndOfUnknownType() {
    desk.accept(Tickets.opened("INC1", at("08:00"), "New", "1"));
    desk.accept(Tickets.state("INC1", at("09:00"), "Resolved"));
    desk.read(at("09:00"));
    IncidentDesk restarted = new IncidentDesk(CHECKOUT, List.of(CUSTOMER), desk.state());

    assertThat(counts(restarted.read(at("10:00")).verdicts()))
        .containsEntry("SLA 1 resolution met", 1L)
        .containsEntry("unknown 1 resolution met", 1L)
        .doesNotContainKey("OLA 1 resolution met");
  }

  private static Map<String, Long> counts(SortedMap<Tally, Long> tallies) {
    Map<String, Long> counts = new TreeMap<>();
    tallies.forEach(
        (t, number) ->
            counts.put(String.join(" ", t.type(), t.priority(), t.target(), t.state()), number));
    return counts;
  }

  private static Instant at(String time) {
    return Instant.parse("2026-06-10T" + time + ":00Z");
  }
}
