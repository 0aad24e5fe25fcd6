package io.plumbline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoTicketsTest {

  private static final Instant NOW = Instant.parse("2026-06-10T14:30:00Z");
  private static final Instant START = NOW.plusSeconds(45);

  private final List<Map<String, Object>> events = new DemoWorld(7, NOW).incidents(START);

  @Test
  void eventsAreCompleteUniqueAndOldestFirst() {
    assertThat(events)
        .allSatisfy(
            event -> assertThat(event).containsKeys("id", "incident", "service", "at", "type"));
    assertThat(events).extracting(e -> e.get("id")).doesNotHaveDuplicates();
    assertThat(events).extracting(DemoTicketsTest::at).isSorted().allMatch(START::isAfter);
    assertThat(of("opened"))
        .allSatisfy(event -> assertThat(event).containsKeys("state", "priority", "attributes"));
    assertThat(of("state")).allSatisfy(event -> assertThat(event).containsKey("to"));
  }

  @Test
  void threeIncidentsOfCheckoutMissedTheirResolutionTargetLately() {
    List<Map<String, Object>> opened =
        of("opened").stream().filter(e -> e.get("priority").equals("2")).toList();

    assertThat(opened)
        .hasSize(3)
        .allSatisfy(
            event -> {
              assertThat(event).containsEntry("service", "checkout");
              assertThat(at(event)).isAfter(NOW.minus(Duration.ofDays(21)));
              Instant resolved = at(last(event.get("incident"), "Resolved"));
              assertThat(Duration.between(at(event), resolved))
                  .isGreaterThan(DemoPromises.PRIORITY_2_RESOLUTION);
              assertThat(last(event.get("incident"), "Closed")).isNotNull();
            });
  }

  @Test
  void theResponseToPaymentsIsAlmostLateAndThenLateWithinTwoMinutes() {
    Map<String, Object> opened =
        of("opened").stream()
            .filter(e -> e.get("service").equals("payments"))
            .findFirst()
            .orElseThrow();
    Duration allowed = DemoPromises.PRIORITY_1_RESPONSE;

    assertThat(opened).containsEntry("priority", "1");
    assertThat(events.stream().filter(e -> e.get("service").equals("payments"))).hasSize(1);
    assertThat(at(opened).plus(allowed.multipliedBy(9).dividedBy(10)))
        .isEqualTo(START.plusSeconds(20));
    assertThat(at(opened).plus(allowed)).isEqualTo(START.plusSeconds(110));
  }

  @Test
  void oneTicketIsOnHoldAndOneIsFine() {
    List<Object> minor =
        of("opened").stream()
            .filter(e -> e.get("priority").equals("3"))
            .map(e -> e.get("incident"))
            .toList();

    assertThat(minor)
        .extracting(i -> events.stream().filter(e -> e.get("incident").equals(i)).toList())
        .extracting(steps -> steps.get(steps.size() - 1).get("to"))
        .containsExactly("Awaiting Vendor", "Active");
  }

  private List<Map<String, Object>> of(String type) {
    return events.stream().filter(e -> e.get("type").equals(type)).toList();
  }

  private Map<String, Object> last(Object incident, String state) {
    return events.stream()
        .filter(e -> e.get("incident").equals(incident) && state.equals(e.get("to")))
        .findFirst()
        .orElseThrow();
  }

  private static Instant at(Map<String, Object> event) {
    return Instant.parse((String) event.get("at"));
  }
}
