package io.plumbline.engine.incident;

import io.plumbline.catalogue.PriorityMatrix;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The life of a ticket as far as it is known: without duplicates, corrections applied, in order.
 *
 * @param opening the event that opened it
 * @param steps what changed, the opening first
 * @param deleted when it was deleted, epoch milliseconds
 * @param early number of events dated before the opening, which are left out of every figure
 */
record History(IncidentEvent opening, List<Step> steps, OptionalLong deleted, int early) {

  private static final Comparator<IncidentEvent> KNOWN =
      Comparator.comparing(IncidentEvent::receivedAt)
          .thenComparingLong(IncidentEvent::seq)
          .thenComparing(IncidentEvent::id);

  History {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a ticket's events, in any order. Empty when its opening is not known.
   *
   * @param knownAt events received later are left out
   */
  static Optional<History> of(List<IncidentEvent> events, Instant knownAt) {
    List<IncidentEvent> inOrder = corrected(known(events, knownAt));
    return inOrder.stream()
        .filter(event -> event.type() == IncidentEvent.Type.OPENED)
        .findFirst()
        .map(opening -> from(opening, inOrder));
  }

  /** What had happened by an instant; empty before the opening. */
  Optional<History> upTo(long asOf) {
    List<Step> past = steps.stream().filter(step -> step.at() <= asOf).toList();
    if (past.isEmpty()) {
      return Optional.empty();
    }
    boolean gone = deleted.isPresent() && deleted.getAsLong() <= asOf;
    return Optional.of(new History(opening, past, gone ? deleted : OptionalLong.empty(), early));
  }

  /** When something changed, in order. */
  List<Instant> instants() {
    return LongStream.concat(steps.stream().mapToLong(Step::at), deleted.stream())
        .distinct()
        .mapToObj(Instant::ofEpochMilli)
        .toList();
  }

  /** Which change of the ticket's priority happened at an instant, from 1. */
  int priorityChange(long at) {
    int number = 0;
    String before = "";
    for (Step step : steps) {
      if (step.at() <= at && !step.priority().isEmpty()) {
        number += before.isEmpty() || before.equals(step.priority()) ? 0 : 1;
        before = step.priority();
      }
    }
    return number;
  }

  /** The first instant after this one at which an event, known already, takes effect. */
  OptionalLong next(long asOf) {
    OptionalLong step = steps.stream().mapToLong(Step::at).filter(at -> at > asOf).findFirst();
    return step.isPresent() || deleted.isEmpty() || deleted.getAsLong() <= asOf ? step : deleted;
  }

  private static History from(IncidentEvent opening, List<IncidentEvent> inOrder) {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.of(opening));
    OptionalLong deleted = OptionalLong.empty();
    int early = 0;
    for (IncidentEvent event : inOrder) {
      if (event.at().isBefore(opening.at())) {
        early++;
      } else if (event.type() == IncidentEvent.Type.DELETED) {
        deleted = OptionalLong.of(event.at().toEpochMilli());
        break;
      } else if (!event.equals(opening)) {
        steps.add(Step.of(event));
      }
    }
    return new History(opening, steps, deleted, early);
  }

  /** The same; a matrix gives the priority for as long as the source has sent none. */
  History prioritised(Optional<PriorityMatrix> matrix) {
    if (matrix.isEmpty()) {
      return this;
    }
    List<Step> prioritised = new ArrayList<>();
    Step now = Step.NOTHING;
    for (Step step : steps) {
      now = step.after(now);
      boolean sent = !now.priority().isEmpty();
      prioritised.add(
          sent
              ? step
              : step.prioritised(matrix.get().priority(now.impact(), now.urgency()).orElse("")));
    }
    return new History(opening, prioritised, deleted, early);
  }

  /** The events received by an instant, each id once, in the order in which they came. */
  static List<IncidentEvent> known(List<IncidentEvent> events, Instant knownAt) {
    Map<String, IncidentEvent> byId = new LinkedHashMap<>();
    events.stream()
        .filter(event -> !event.receivedAt().isAfter(knownAt))
        .sorted(KNOWN)
        .forEach(event -> byId.putIfAbsent(event.id(), event));
    return List.copyOf(byId.values());
  }

  /** The known events that count, in order, each at the time last known for it. */
  static List<IncidentEvent> corrected(List<IncidentEvent> known) {
    Map<String, IncidentEvent> corrections = new HashMap<>();
    for (IncidentEvent event : known) {
      if (event.type() == IncidentEvent.Type.CORRECTION && !event.aheadOfReceipt()) {
        corrections.put(event.corrects(), event);
      }
    }
    return known.stream()
        .filter(event -> event.type() != IncidentEvent.Type.CORRECTION)
        .filter(event -> corrections.containsKey(event.id()) || !event.aheadOfReceipt())
        .map(event -> moved(event, corrections))
        .sorted(IncidentEvent.HISTORY)
        .toList();
  }

  private static IncidentEvent moved(IncidentEvent event, Map<String, IncidentEvent> corrections) {
    Instant at = event.at();
    IncidentEvent latest = corrections.get(event.id());
    while (latest != null) {
      at = latest.at();
      latest = corrections.get(latest.id());
    }
    return new IncidentEvent(
        event.id(),
        event.incident(),
        event.service(),
        at,
        event.type(),
        event.state(),
        event.priority(),
        event.seq(),
        event.receivedAt(),
        event.corrects(),
        event.kind(),
        event.attributes());
  }
}
