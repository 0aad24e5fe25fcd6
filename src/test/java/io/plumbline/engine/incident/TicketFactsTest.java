package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.PriorityMatrix;
import io.plumbline.catalogue.Service;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.incident.IncidentDesk.State;
import io.plumbline.fact.ChangedPriority;
import io.plumbline.fact.Fact;
import io.plumbline.fact.IncidentHold;
import io.plumbline.fact.IncidentReopening;
import io.plumbline.fact.MajorIncident;
import io.plumbline.fact.OpenIncident;
import io.plumbline.fact.TargetProgress;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What rules may see of a ticket beside its clocks, each with its own time. */
class TicketFactsTest {

  private static final Service CHECKOUT =
      new Service(
          "checkout",
          "Checkout",
          "",
          "gold",
          "",
          Map.of(),
          Optional.of(
              new PriorityMatrix(
                  "itil",
                  Map.of(
                      "high", Map.of("high", "1", "low", "2"),
                      "low", Map.of("high", "2", "low", "3")))),
          new TreeSet<>());

  private IncidentDesk desk = desk(PriorityChange.RETROACTIVE, State.EMPTY);

  @Test
  void anOpenTicketIsKnownWithItsHolderUntilItIsClosed() {
    take(Tickets.opened("INC1", at("08:00"), "New", "2"));
    take(Tickets.assigned("INC1", at("09:00"), "network"));

    assertThat(facts(OpenIncident.class, "10:00"))
        .containsExactly(
            new Evidence(
                new OpenIncident("checkout", "gold", "INC1", "2", "New", "network", "incident"),
                at("09:00")));

    take(Tickets.state("INC1", at("11:00"), "Resolved"));

    assertThat(facts(Fact.class, "12:00")).isEmpty();
  }

  @Test
  void aHoldIsDatedFromItsBeginThroughEveryStateOfIt() {
    take(Tickets.opened("INC1", at("08:00"), "New", "2"));
    take(Tickets.state("INC1", at("09:00"), "Awaiting User"));
    take(Tickets.assigned("INC1", at("10:00"), "network"));
    take(Tickets.priority("INC1", at("10:30"), "3"));

    assertThat(facts(IncidentHold.class, "11:00"))
        .containsExactly(
            new Evidence(
                new IncidentHold(
                    "checkout", "gold", "INC1", "3", "Awaiting User", "network", 1, "incident"),
                at("09:00")));

    take(Tickets.state("INC1", at("11:00"), "Active"));
    take(Tickets.state("INC1", at("12:00"), "Awaiting User"));

    assertThat(facts(IncidentHold.class, "13:00"))
        .extracting(e -> ((IncidentHold) e.fact()).number(), Evidence::at)
        .containsExactly(tuple(2, at("12:00")));
  }

  @Test
  void eachReopeningHasItsOwnTime() {
    take(Tickets.opened("INC1", at("08:00"), "New", "2"));
    for (String hour : List.of("09", "10", "11")) {
      take(Tickets.state("INC1", at(hour + ":00"), "Resolved"));
      take(Tickets.state("INC1", at(hour + ":10"), "Closed"));
      take(Tickets.state("INC1", at(hour + ":30"), "Active"));
    }

    assertThat(facts(IncidentReopening.class, "12:00"))
        .extracting(e -> ((IncidentReopening) e.fact()).number(), Evidence::at)
        .containsExactly(tuple(1, at("09:30")), tuple(2, at("10:30")), tuple(3, at("11:30")));
  }

  @Test
  void aMajorIncidentIsOneBySourceOrByPriorityAndAcknowledgedOnceItsStateMoves() {
    take(Tickets.opened("INC1", at("08:00"), "New", "3"));
    assertThat(facts(MajorIncident.class, "08:00")).isEmpty();
    take(Tickets.priority("INC1", at("08:30"), "1"));
    assertThat(facts(MajorIncident.class, "08:40"))
        .extracting(e -> ((MajorIncident) e.fact()).acknowledged(), Evidence::at)
        .containsExactly(tuple(false, at("08:30")));
    take(Tickets.state("INC1", at("08:45"), "Active"));
    assertThat(facts(MajorIncident.class, "08:50"))
        .extracting(e -> ((MajorIncident) e.fact()).acknowledged(), Evidence::at)
        .containsExactly(tuple(true, at("08:45")));

    take(
        Tickets.attributes(
            Tickets.opened("INC2", at("09:00"), "New", "3"), Map.of("major", "true")));
    take(Tickets.updated("INC2", at("09:20")));

    assertThat(facts(MajorIncident.class, "09:30"))
        .extracting(e -> e.fact().subject(), Evidence::at)
        .containsExactly(tuple("INC1", at("08:45")), tuple("INC2", at("09:20")));
  }

  @Test
  void aChangeOfPrioritySaysHowMuchWasUsedBeforeIt() {
    for (PriorityChange policy : PriorityChange.values()) {
      desk = desk(policy, State.EMPTY);
      take(Tickets.opened("INC1", at("08:00"), "New", "1"));
      take(Tickets.priority("INC1", at("11:00"), "3"));

      assertThat(facts(ChangedPriority.class, "11:30"))
          .as("%s", policy)
          .containsExactly(
              new Evidence(
                  new ChangedPriority(
                      "checkout",
                      "gold",
                      "INC1",
                      "acme",
                      "resolution",
                      "ACME",
                      "1",
                      "3",
                      75,
                      1,
                      "incident"),
                  at("11:00")));
    }
  }

  @Test
  void impactAndUrgencyMakeThePriorityUntilTheSourceSendsOne() {
    take(
        Tickets.attributes(
            Tickets.opened("INC1", at("08:00"), "New", ""),
            Map.of("impact", "high", "urgency", "low")));
    assertThat(clock("08:30").priority()).isEqualTo("2");
    take(
        Tickets.attributes(
            Tickets.state("INC1", at("09:00"), "Active"), Map.of("urgency", "high")));
    assertThat(clock("09:30").priority()).isEqualTo("1");
    assertThat(clock("09:30").allowedMinutes()).isEqualTo(240);
    take(Tickets.priority("INC1", at("10:00"), "3"));
    take(
        Tickets.attributes(
            Tickets.state("INC1", at("10:10"), "Working"), Map.of("urgency", "low")));
    assertThat(clock("10:30").priority()).isEqualTo("3");
  }

  @Test
  void aTicketOfNoServiceIsKnownAsOpenAfterARestartToo() {
    Service unassigned = new Service("unassigned", "", "", "", "", Map.of());
    IncidentDesk lost = new IncidentDesk(unassigned, List.of(), State.EMPTY);
    lost.accept(Tickets.opened("INC1", at("08:00"), "New", "2"));
    assertThat(lost.read(at("09:00")).tickets()).hasSize(1);

    lost = new IncidentDesk(unassigned, List.of(), lost.state());

    assertThat(lost.read(at("09:00")).tickets()).hasSize(1);
    lost.accept(Tickets.state("INC1", at("10:00"), "Closed"));
    assertThat(lost.read(at("10:00")).tickets()).isEmpty();
  }

  private TargetProgress clock(String time) {
    return (TargetProgress) desk.read(at(time)).evidence().get(0).fact();
  }

  private List<Evidence> facts(Class<? extends Fact> type, String time) {
    return desk.read(at(time)).tickets().stream()
        .filter(evidence -> type.isInstance(evidence.fact()))
        .toList();
  }

  private void take(IncidentEvent event) {
    assertThat(desk.accept(event)).isTrue();
  }

  private static IncidentDesk desk(PriorityChange policy, State state) {
    Agreement usual = Tickets.agreement("acme", policy);
    Agreement agreement =
        new Agreement(
            usual.name(),
            usual.type(),
            usual.service(),
            usual.counterparty(),
            usual.validFrom(),
            usual.validTo(),
            usual.objectives(),
            usual.incidentTargets(),
            Set.of("1"),
            Optional.empty());
    return new IncidentDesk(CHECKOUT, List.of(agreement), state);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-06-10T" + time + ":00Z");
  }
}
