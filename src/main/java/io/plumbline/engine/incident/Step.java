package io.plumbline.engine.incident;

import io.plumbline.signal.IncidentEvent;

/**
 * What one event changed in a ticket.
 *
 * @param at when, epoch milliseconds
 * @param state the state entered, empty when it stayed
 * @param priority the priority given, or made of impact and urgency; empty when it stayed
 * @param group the assignment group that got it, empty when it stayed
 * @param supplier the supplier that got it, empty when it stayed
 * @param told whether the customer was told how it stands
 * @param impact the impact from here on, empty when it stayed
 * @param urgency the urgency from here on, empty when it stayed
 * @param major {@code true} or {@code false} where the source says whether it is a major incident
 * @param outage {@code true} or {@code false} where the source says whether the service is down
 */
record Step(
    long at,
    String state,
    String priority,
    String group,
    String supplier,
    boolean told,
    String impact,
    String urgency,
    String major,
    String outage) {

  /** Before anything happened. */
  static final Step NOTHING = new Step(Long.MIN_VALUE, "", "", "", "", false, "", "", "", "");

  /** What an event changed. */
  static Step of(IncidentEvent event) {
    return new Step(
        event.at().toEpochMilli(),
        event.state(),
        event.priority(),
        event.attribute(IncidentEvent.GROUP),
        event.attribute(IncidentEvent.SUPPLIER),
        event.type() == IncidentEvent.Type.UPDATED,
        event.attribute(IncidentEvent.IMPACT),
        event.attribute(IncidentEvent.URGENCY),
        event.attribute(IncidentEvent.MAJOR),
        event.attribute(IncidentEvent.OUTAGE));
  }

  /** The same with a priority. */
  Step prioritised(String given) {
    return new Step(at, state, given, group, supplier, told, impact, urgency, major, outage);
  }

  /** How a ticket stands after this step, given how it stood before. */
  Step after(Step before) {
    return new Step(
        at,
        state.isEmpty() ? before.state : state,
        priority.isEmpty() ? before.priority : priority,
        group.isEmpty() ? before.group : group,
        supplier.isEmpty() ? before.supplier : supplier,
        told,
        impact.isEmpty() ? before.impact : impact,
        urgency.isEmpty() ? before.urgency : urgency,
        major.isEmpty() ? before.major : major,
        outage.isEmpty() ? before.outage : outage);
  }
}
