package io.plumbline.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the daemon said about the events, added up over all requests. */
final class Receipts {

  private static final int NAMED = 10;

  private final List<String> rejected = new ArrayList<>();
  private final List<String> quarantined = new ArrayList<>();
  private final List<String> moved = new ArrayList<>();
  private long accepted;
  private long duplicates;
  private long rejectedCount;
  private long quarantinedCount;
  private long movedCount;

  /** Adds the receipt of one request with these events. */
  void add(JsonNode receipt, List<TicketEvents.Event> events) {
    accepted += receipt.path("accepted").asLong();
    duplicates += receipt.path("duplicates").asLong();
    rejectedCount += take(receipt, "rejected", events, rejected);
    quarantinedCount += take(receipt, "quarantined", events, quarantined);
    movedCount += take(receipt, "moved", events, moved);
  }

  private static long take(
      JsonNode receipt, String name, List<TicketEvents.Event> events, List<String> lines) {
    for (JsonNode item : receipt.path(name)) {
      if (lines.size() < NAMED) {
        TicketEvents.Event event = events.get(item.path("index").asInt());
        lines.add(
            "line %d, %s: %s"
                .formatted(
                    event.line(), event.json().path("id").asText(), item.path("reason").asText()));
      }
    }
    return receipt.path(name).size() + receipt.path(name + "NotNamed").asLong();
  }

  /** Whether every event counts or was there already. */
  boolean complete() {
    return rejectedCount == 0 && quarantinedCount == 0;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%,d events are accepted, %,d were there already".formatted(accepted, duplicates));
    say(lines, rejectedCount, "events are rejected", rejected);
    say(
        lines,
        quarantinedCount,
        "events are quarantined, as their time is impossible",
        quarantined);
    say(lines, movedCount, "times are moved to the clock change that skipped them", moved);
    return lines;
  }

  private static void say(List<String> lines, long count, String what, List<String> named) {
    if (count > 0) {
      lines.add("%,d %s".formatted(count, what));
      named.forEach(line -> lines.add("  " + line));
      if (count > named.size()) {
        lines.add("  and %,d more".formatted(count - named.size()));
      }
    }
  }
}
