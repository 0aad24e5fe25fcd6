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

  static String service(String service) {
    return "service/" + service;
  }

  /** The parts of a service without those of its tickets; asking for one copies it. */
  static Map<String, Supplier<Object>> of(ServiceDesk desk) {
    Map<String, Supplier<Object>> parts = new TreeMap<>();
    desk.slos().forEach((name, tracker) -> parts.put(slo(name), tracker::state));
    desk.feeds().forEach((name, feeds) -> parts.put(feeds(name), feeds::state));
    desk.capacities().forEach((name, tracker) -> parts.put(capacity(name), tracker::state));
    parts.put(incidents(desk.service().name()), desk.incidents()::head);
    parts.put(service(desk.service().name()), desk::state);
    return parts;
  }

  /** The parts of a service's tickets that changed since the last call; empty if it has gone. */
  static Map<String, Optional<Object>> ofTickets(ServiceDesk desk) {
    Map<String, Optional<Object>> parts = new TreeMap<>();
    String service = desk.service().name();
    desk.incidents()
        .takeRows()
        .forEach((number, row) -> parts.put(ticket(service, number), row.map(Object.class::cast)));
    return parts;
  }
}
