package io.plumbline.runner.explain;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Service;
import io.plumbline.engine.incident.IncidentDesk;
import io.plumbline.engine.incident.TicketFile;
import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.ClockAccount.Stretch;
import io.plumbline.finding.ClockAccount.Use;
import io.plumbline.finding.Explanation.Entry;
import io.plumbline.finding.Finding;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.journal.Journal;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the time of a ticket's clock went, by the account that its page shows. */
final class TicketStory {

  private static final int ADDED = 8;

  private final Finding finding;
  private final Wording wording;
  private final List<Entry> entries = new ArrayList<>();
  private final List<IncidentEvent> events = new ArrayList<>();
  private Optional<ClockAccount> clock = Optional.empty();
  private boolean exact;

  /**
   * Reads the ticket.
   *
   * @param finding what was found of it
   * @param catalogue what was promised
   * @param journal has its events
   */
  TicketStory(Finding finding, Catalogue catalogue, Journal journal, Wording wording) {
    this.finding = finding;
    this.wording = wording;
    String ticket = String.valueOf(finding.facts().get("incident"));
    journal.readArchive(
        0,
        entry -> {
          if (entry.signal() instanceof IncidentBatch batch) {
            batch.events().stream()
                .filter(event -> event.incident().equals(ticket))
                .forEach(event -> take(entry.seq(), event));
          }
        });
    if (finding.facts().containsKey("reachedPercent")) {
      find(catalogue);
    }
  }

  private void take(long seq, IncidentEvent event) {
    events.add(event);
    boolean late = event.receivedAt().isAfter(event.at().plus(IncidentEvent.CLOCK_ERROR));
    String known = late ? "; it became known at " + wording.moment(event.receivedAt()) : "";
    entries.add(
        new Entry(
            seq,
            Optional.of(event.receivedAt()),
            Entry.Kind.TICKET,
            "%s: %s%s.".formatted(wording.moment(event.at()), what(event), known)));
  }

  private static String what(IncidentEvent event) {
    String priority = event.priority().isEmpty() ? "" : "priority " + event.priority();
    String state = event.state().isEmpty() ? "" : "state “" + event.state() + "”";
    String group = event.attribute(IncidentEvent.GROUP);
    String to = group.isEmpty() ? "" : "with " + group;
    String verb =
        switch (event.type()) {
          case OPENED -> "opened";
          case STATE -> "passed on";
          case PRIORITY -> "priority given";
          case ASSIGNED -> "assigned";
          case UPDATED -> "the customer was told how it stands";
          case CORRECTION -> "the time of an earlier event was corrected";
          case DELETED -> "deleted";
        };
    return Stream.of(verb, state, priority, to)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /**
   * The clock at the instant at which it stood as the finding has it, with as much of the ticket
   * known as was then: what came last is forgotten first.
   */
  private void find(Catalogue catalogue) {
    Service service = catalogue.services().get(finding.service());
    if (service == null) {
      return;
    }
    List<Agreement> agreements =
        catalogue.agreements().values().stream()
            .filter(agreement -> agreement.service().equals(service.name()))
            .toList();
    for (int known = events.size(); known > 0 && !exact; known--) {
      IncidentDesk desk = new IncidentDesk(service, agreements, IncidentDesk.State.EMPTY);
      events.subList(0, known).forEach(desk::accept);
      desk.takeChanged().forEach(this::find);
    }
  }

  private void find(TicketFile ticket) {
    List<Instant> instants = new ArrayList<>();
    finding.ended().ifPresent(instants::add);
    events.stream().map(IncidentEvent::at).forEach(instants::add);
    // A target is seen to be broken a millisecond after its allowance has ended.
    instants.add(finding.start().plusMillis(1));
    instants.add(finding.start());
    instants.add(finding.detected());
    for (Instant asOf : instants) {
      Optional<ClockAccount> found = clock(ticket, asOf);
      boolean asJudged = found.filter(this::asJudged).isPresent();
      if (found.isPresent() && (clock.isEmpty() || asJudged)) {
        clock = found;
        exact = asJudged;
      }
      if (exact) {
        return;
      }
    }
  }

  private boolean asJudged(ClockAccount c) {
    return finding.facts().get("usedPercent").equals(c.usedPercent());
  }

  private Optional<ClockAccount> clock(TicketFile ticket, Instant asOf) {
    Map<String, Object> facts = finding.facts();
    return ticket.account(asOf, Instant.MAX).stream()
        .map(IncidentAccount::clocks)
        .flatMap(List::stream)
        .filter(c -> c.agreement().equals(facts.get("agreement")))
        .filter(c -> c.target().equals(facts.get("target")))
        .filter(c -> c.priority().equals(facts.getOrDefault("priority", c.priority())))
        .filter(
            c -> !facts.containsKey("cycle") || facts.get("cycle").equals(Long.valueOf(c.cycle())))
        .findFirst();
  }

  /** The clock with its ledger; empty when the finding is about no target, or it is not kept. */
  Optional<ClockAccount> clock() {
    return clock;
  }

  /** Whether the clock stands as the finding has it. */
  boolean exact() {
    return exact;
  }

  /** The events of the ticket, as they were accepted. */
  List<Entry> entries() {
    return entries;
  }

  /** The steps in words; none when there is no clock. */
  List<String> sentences() {
    return clock.map(this::sentences).orElse(List.of());
  }

  private List<String> sentences(ClockAccount c) {
    List<String> sentences = new ArrayList<>();
    String priority = c.priority().isEmpty() ? "" : " at priority " + c.priority();
    String with = c.counterparty().isEmpty() ? "the agreement" : c.counterparty();
    sentences.add(
        "The %s target agreed with %s allows %s%s. Time counts within the service hours, and not while the ticket is on hold."
            .formatted(c.target(), with, Wording.hours(c.allowed()), priority));
    Instant end = c.ledger().isEmpty() ? c.begun() : c.ledger().get(c.ledger().size() - 1).to();
    sentences.add(
        c.begun().equals(end)
            ? "The clock began at %s.".formatted(wording.moment(end))
            : "The clock ran over %s, %s in all: %s."
                .formatted(
                    wording.span(c.begun(), end),
                    Wording.hours(Duration.between(c.begun(), end)),
                    Stream.of(
                            part(c, Use.COUNTED, "counted"),
                            part(c, Use.ON_HOLD, "on hold"),
                            part(c, Use.OUTSIDE_HOURS, "outside the service hours"))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" + "))));
    List<Duration> counted =
        c.ledger().stream()
            .filter(stretch -> stretch.use() == Use.COUNTED)
            .map(Stretch::length)
            .toList();
    if (counted.size() > 1 && counted.size() <= ADDED) {
      sentences.add(
          "Counted were %s = %s."
              .formatted(
                  counted.stream().map(Wording::hours).collect(Collectors.joining(" + ")),
                  Wording.hours(c.counted())));
    }
    sentences.add(
        "%s ÷ %s = %s %% of the time allowed was used; %s."
            .formatted(
                Wording.hours(c.counted()),
                Wording.hours(c.allowed()),
                Wording.number(c.usedPercent(), 2),
                c.left().isNegative() && c.left().plusSeconds(1).toMillis() > 0
                    ? "the allowance ended, and the target is broken from the next moment on"
                    : c.left().isNegative()
                        ? "that is " + Wording.hours(c.left().negated()) + " too much"
                        : Wording.hours(c.left()) + " were left"));
    c.due().ifPresent(due -> sentences.add("It was due at " + wording.moment(due) + "."));
    return sentences;
  }

  private static String part(ClockAccount c, Use use, String words) {
    Duration total = c.total(use);
    return total.isZero() ? "" : Wording.hours(total) + " " + words;
  }
}
