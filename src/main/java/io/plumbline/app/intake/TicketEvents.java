package io.plumbline.app.intake;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.catalogue.Service;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the lifecycle events of one ticket from its updates: it is opened at its opening, with what
 * the updates before say, and each later update that changes something is an event. Ids and
 * sequence depend on the rows alone, so an export that is sent again changes nothing.
 */
final class TicketEvents {

  private static final JsonMapper JSON = new JsonMapper();

  private final String number;
  private final Mapping mapping;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, String> attributes = new HashMap<>();
  private String service = Service.UNASSIGNED;
  private String state = "";
  private String priority = "";

  private TicketEvents(String number, Mapping mapping) {
    this.number = number;
    this.mapping = mapping;
  }

  /**
   * An event and where it comes from.
   *
   * @param line line of the file
   * @param json the event
   */
  record Event(long line, ObjectNode json) {}

  /**
   * The events of a ticket, oldest first.
   *
   * @param oddities gets what is odd about it
   */
  static List<Event> of(String number, List<Update> updates, Mapping mapping, Oddities oddities) {
    List<Update> inOrder = SourceOrder.of(updates, ZoneId.of(mapping.time().zone()), oddities);
    TicketEvents ticket = new TicketEvents(number, mapping);
    LocalDateTime opened = inOrder.get(0).opened();
    int known = (int) inOrder.stream().filter(update -> !update.at().isAfter(opened)).count();
    int reopened = 0;
    for (Update update : inOrder.subList(0, known)) {
      reopened += ticket.isReopenedBy(update) ? 1 : 0;
      ticket.take(update);
    }
    ticket.open(inOrder.get(0), inOrder);
    for (int i = known; i < inOrder.size(); i++) {
      reopened += ticket.isReopenedBy(inOrder.get(i)) ? 1 : 0;
      ticket.change(inOrder.get(i), i + 1);
    }
    oddities.early((int) inOrder.stream().filter(u -> u.at().isBefore(opened)).count());
    oddities.reopened(number, reopened);
    if (ticket.priority.isEmpty()) {
      oddities.noPriority();
    }
    return ticket.events;
  }

  private boolean isReopenedBy(Update update) {
    return mapping.state().stop().contains(state)
        && !update.state().isEmpty()
        && !mapping.state().stop().contains(update.state());
  }

  private void take(Update update) {
    service = update.service().isEmpty() ? service : update.service();
    state = update.state().isEmpty() ? state : update.state();
    priority = update.priority().isEmpty() ? priority : update.priority();
    attributes.putAll(update.attributes());
  }

  private void open(Update first, List<Update> all) {
    if (service.equals(Service.UNASSIGNED)) {
      // The opening must name a service; the first row that has one knows it.
      all.stream()
          .map(Update::service)
          .filter(name -> !name.isEmpty())
          .findFirst()
          .ifPresent(name -> service = name);
    }
    ObjectNode opening =
        event(number + "/opened", "opened", first.opened().toString(), 0, first.line());
    opening.put("kind", mapping.kind()).put("service", service);
    if (!state.isEmpty()) {
      opening.put("state", state);
    }
    if (!priority.isEmpty()) {
      opening.put("priority", priority);
    }
    if (!attributes.isEmpty()) {
      opening.set("attributes", JSON.valueToTree(attributes));
    }
  }

  private void change(Update update, int seq) {
    Map<String, String> changed = new HashMap<>(update.attributes());
    changed.entrySet().removeAll(attributes.entrySet());
    boolean moves = !update.service().isEmpty() && !update.service().equals(service);
    if (!changed.isEmpty() || moves) {
      ObjectNode assigned = event("assigned", update, seq);
      if (moves) {
        assigned.put("service", update.service());
      }
      if (!changed.isEmpty()) {
        assigned.set("attributes", JSON.valueToTree(changed));
      }
    }
    if (!update.priority().isEmpty() && !update.priority().equals(priority)) {
      event("priority", update, seq).put("priority", update.priority());
    }
    if (!update.state().isEmpty() && !update.state().equals(state)) {
      event("state", update, seq).put("state", update.state());
    }
    take(update);
  }

  private ObjectNode event(String type, Update update, int seq) {
    String id = "%s/%d/%s/%s".formatted(number, update.order(), update.written(), type);
    int times = ids.merge(id, 1, Integer::sum);
    String at = update.at() + update.offset().map(ZoneOffset::getId).orElse("");
    return event(times == 1 ? id : id + "/" + times, type, at, seq, update.line());
  }

  private ObjectNode event(String id, String type, String at, int seq, long line) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("id", id)
            .put("incident", number)
            .put("type", type)
            .put("at", at)
            .put("seq", seq);
    events.add(new Event(line, event));
    return event;
  }
}
