package io.plumbline.engine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The kept parts of a service, by key. */
final class Parts {

  private Parts() {}

  static String slo(String name) {
    return "slo/" + name;
  }

  static String feeds(String name) {
    return "feeds/" + name;
  }

  static String capacity(String name) {
    return "capacity/" + name;
  }

  static String incidents(String service) {
    return "incidents/" + service;
  }

  /** The part of a ticket; without its number, what the parts of all begin with. */
  static String ticket(String service, String number) {
    return "tickets/" + service + '\n' + number;
  }

  /** The part of what was cleared about a topic; without it, what the parts of all begin with. */
  static String cleared(String service, String topic) {
    return "cleared/" + service + '\n' + topic;
  }

  static String service(String service) {
    return "service/" + service;
  }

  /** The parts of a service without its rows; asking for one copies it. */
  static Map<String, Supplier<Object>> of(ServiceDesk desk) {
    Map<String, Supplier<Object>> parts = new TreeMap<>();
    desk.slos().forEach((name, tracker) -> parts.put(slo(name), tracker::state));
    desk.feeds().forEach((name, feeds) -> parts.put(feeds(name), feeds::state));
    desk.capacities().forEach((name, tracker) -> parts.put(capacity(name), tracker::state));
    parts.put(incidents(desk.service().name()), desk.incidents()::head);
    parts.put(service(desk.service().name()), desk::state);
    return parts;
  }

  /**
   * The rows of a service that changed since the last call, one for each ticket and for each topic
   * of what was cleared; empty of what has gone.
   */
  static Map<String, Optional<Object>> rows(ServiceDesk desk) {
    Map<String, Optional<Object>> parts = new TreeMap<>();
    String service = desk.service().name();
    desk.incidents()
        .takeRows()
        .forEach((number, row) -> parts.put(ticket(service, number), row.map(Object.class::cast)));
    desk.cleared()
        .takeRows()
        .forEach((topic, row) -> parts.put(cleared(service, topic), row.map(Object.class::cast)));
    return parts;
  }
}
