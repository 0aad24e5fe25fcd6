package io.plumbline.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tickets of the demo: three incidents of checkout that were resolved too late, one of payments
 * that nobody has taken on yet, one on hold, and one that is fine. States are ServiceNow's.
 */
final class DemoTickets {

  /**
   * How long after the start the response time of the payments incident is over: 90 % of a quarter
   * of an hour are reached 90 s earlier, so that one sees both.
   */
  static final Duration LATE_AFTER = Duration.ofSeconds(110);

  private static final Duration RESOLVED_AFTER =
      DemoPromises.PRIORITY_2_RESOLUTION.plus(Duration.ofHours(3));

  private final List<Map<String, Object>> events = new ArrayList<>();

  DemoTickets(Instant now, Instant start) {
    int number = 1000;
    for (Duration episode : PastMonth.EPISODES) {
      Ticket ticket = ticket(++number, "checkout", "2", now.minus(episode));
      ticket.opened("Orders fail at the last step");
      ticket.assigned(Duration.ofMinutes(4), "shop operations");
      ticket.state(Duration.ofMinutes(12), "Active");
      ticket.state(RESOLVED_AFTER, "Resolved");
      ticket.state(RESOLVED_AFTER.plusHours(24), "Closed");
    }
    Ticket onHold = ticket(++number, "checkout", "3", start.minus(Duration.ofHours(26)));
    onHold.opened("Receipts come in the wrong language");
    onHold.state(Duration.ofMinutes(20), "Active");
    onHold.state(Duration.ofHours(3), "Awaiting Vendor");

    Ticket fine = ticket(++number, "accounts", "3", start.minus(Duration.ofMinutes(40)));
    fine.opened("A customer cannot change her address");
    fine.state(Duration.ofMinutes(10), "Active");

    Instant reported = start.plus(LATE_AFTER).minus(DemoPromises.PRIORITY_1_RESPONSE);
    ticket(++number, "payments", "1", reported).opened("Cards are declined now and then");
  }

  /** All events, oldest first. */
  List<Map<String, Object>> events() {
    return events.stream()
        .sorted(Comparator.comparing(event -> Instant.parse((String) event.get("at"))))
        .toList();
  }

  private Ticket ticket(int number, String service, String priority, Instant opened) {
    return new Ticket("INC" + number, service, priority, opened);
  }

  private final class Ticket {
    private final String number;
    private final String service;
    private final String priority;
    private final Instant opened;
    private int steps;

    Ticket(String number, String service, String priority, Instant opened) {
      this.number = number;
      this.service = service;
      this.priority = priority;
      this.opened = opened;
    }

    void opened(String title) {
      Map<String, Object> event = event(Duration.ZERO, "opened");
      event.put("state", "New");
      event.put("priority", priority);
      event.put("attributes", Map.of("title", title));
    }

    void assigned(Duration after, String group) {
      event(after, "assigned").put("attributes", Map.of("group", group));
    }

    void state(Duration after, String state) {
      event(after, "state").put("to", state);
    }

    private Map<String, Object> event(Duration after, String type) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("id", "demo-" + number + "-" + ++steps);
      event.put("incident", number);
      event.put("service", service);
      event.put("at", opened.plus(after).toString());
      event.put("type", type);
      event.put("kind", "incident");
      events.add(event);
      return event;
    }
  }
}
