package io.plumbline.engine.incident;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.AvailabilityTerms;
import io.plumbline.catalogue.TimeWindow.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the tickets of a service took it down, as its agreements define that: from when a ticket
 * becomes such until it enters an up state, and again from a reopening.
 */
final class Outages {

  private final Promises promises;
  private final Map<String, Map<String, List<Span>>> byAgreement = new HashMap<>();

  Outages(Promises promises) {
    this.promises = promises;
  }

  /** Takes the life of a ticket anew; an empty one takes it away. */
  void take(String ticket, Optional<History> life) {
    for (Agreement agreement : promises.agreements()) {
      if (agreement.availability().isPresent()) {
        List<Span> down =
            life.map(known -> down(known, agreement.availability().get())).orElse(List.of());
        Map<String, List<Span>> tickets =
            byAgreement.computeIfAbsent(agreement.name(), name -> new HashMap<>());
        if (down.isEmpty()) {
          tickets.remove(ticket);
        } else {
          tickets.put(ticket, down);
        }
      }
    }
  }

  private static List<Span> down(History life, AvailabilityTerms terms) {
    List<Span> down = new ArrayList<>();
    if (life.deleted().isPresent()) {
      return down;
    }
    Step now = Step.NOTHING;
    Optional<Instant> since = Optional.empty();
    for (Step step : life.steps()) {
      now = step.after(now);
      boolean takesDown =
          now.outage().isEmpty()
              ? terms.downPriorities().contains(now.priority())
              : now.outage().equals("true");
      boolean isDown = takesDown && !terms.upStates().contains(now.state());
      Instant at = Instant.ofEpochMilli(step.at());
      if (isDown && since.isEmpty()) {
        since = Optional.of(at);
      } else if (!isDown && since.isPresent()) {
        down.add(new Span(since.get(), at));
        since = Optional.empty();
      }
    }
    since.ifPresent(from -> down.add(new Span(from, Instant.MAX)));
    return down;
  }

  /** Availability in the month of an instant, under each agreement that promises any. */
  Stream<MonthlyAvailability> monthly(Instant asOf) {
    return promises.agreements().stream()
        .flatMap(
            agreement ->
                agreement.availability().stream()
                    .map(
                        terms ->
                            new MonthlyAvailability(
                                promises.service(), agreement, terms, this, asOf)));
  }

  /** The outages under an agreement within a span, merged where they touch, in order. */
  List<Span> within(Agreement agreement, Span span) {
    List<Span> spans = new ArrayList<>();
    byAgreement.getOrDefault(agreement.name(), Map.of()).values().forEach(spans::addAll);
    spans.sort(Comparator.comparing(Span::from).thenComparing(Span::to));
    List<Span> merged = new ArrayList<>();
    for (Span outage : spans) {
      Instant from = outage.from().isBefore(span.from()) ? span.from() : outage.from();
      Instant to = outage.to().isAfter(span.to()) ? span.to() : outage.to();
      int last = merged.size() - 1;
      if (!from.isBefore(to)) {
        continue;
      }
      if (last >= 0 && !from.isAfter(merged.get(last).to())) {
        Instant end = merged.get(last).to().isAfter(to) ? merged.get(last).to() : to;
        merged.set(last, new Span(merged.get(last).from(), end));
      } else {
        merged.add(new Span(from, to));
      }
    }
    return merged;
  }
}
