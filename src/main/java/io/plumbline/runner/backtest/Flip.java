package io.plumbline.runner.backtest;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.incident.TicketFile;
import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.PeriodResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A promise to somebody that is kept under one set of rules and broken under the other.
 *
 * @param counterparty to whom it was promised
 * @param agreement the agreement
 * @param about the objective, or the ticket and its target
 * @param at when it was decided: the end of the period, or when the clock stopped
 * @param was {@code kept} or {@code broken} under the present rules; {@code running} of a clock
 *     that has not decided yet
 * @param is the same under the new ones
 */
public record Flip(
    String counterparty, String agreement, String about, Instant at, String was, String is) {

  /**
   * What both came to: the flips, the clocks that run under one set of rules and are decided under
   * the other, and how many promises were compared.
   */
  record All(List<Flip> flips, List<Flip> undecided, int compared) {}

  /** What became of a promise, in a word. */
  private record Verdict(String counterparty, Instant at, String word) {

    boolean decided() {
      return !word.equals(RUNNING);
    }
  }

  private static final String RUNNING = "running";

  /** Compares every verdict that both give. */
  static All among(
      Course before, Course after, List<Agreement> agreements, Set<String> leftOut, Span span) {
    SortedMap<List<String>, Verdict> was = verdicts(before, agreements, leftOut, span);
    SortedMap<List<String>, Verdict> is = verdicts(after, agreements, leftOut, span);
    List<Flip> flips = new ArrayList<>();
    List<Flip> undecided = new ArrayList<>();
    int compared = 0;
    for (Map.Entry<List<String>, Verdict> entry : was.entrySet()) {
      Verdict then = entry.getValue();
      Verdict now = is.get(entry.getKey());
      if (now != null) {
        boolean decided = then.decided() && now.decided();
        compared += decided ? 1 : 0;
        if (!now.word().equals(then.word())) {
          (decided ? flips : undecided)
              .add(
                  new Flip(
                      then.counterparty(),
                      entry.getKey().get(0),
                      entry.getKey().get(1),
                      then.decided() ? then.at() : now.at(),
                      then.word(),
                      now.word()));
        }
      }
    }
    return new All(flips, undecided, compared);
  }

  private static String word(boolean kept) {
    return kept ? "kept" : "broken";
  }

  private static SortedMap<List<String>, Verdict> verdicts(
      Course course, List<Agreement> agreements, Set<String> leftOut, Span span) {
    SortedMap<List<String>, Verdict> verdicts = new TreeMap<>(Comparator.comparing(List::toString));
    for (Agreement agreement : agreements) {
      for (String name : agreement.objectives()) {
        Optional.ofNullable(course.objectives().get(name))
            .filter(standing -> !leftOut.contains(name))
            .ifPresent(standing -> objective(agreement, standing, span, verdicts));
      }
    }
    for (TicketFile file : course.tickets().values()) {
      file.account(span.to(), span.to())
          .filter(account -> account.opened().isPresent())
          .ifPresent(account -> ticket(account, span, verdicts));
    }
    return verdicts;
  }

  private static void objective(
      Agreement agreement,
      ObjectiveStanding standing,
      Span span,
      SortedMap<List<String>, Verdict> verdicts) {
    String name = standing.slo().name();
    if (standing.budgetRemaining().isPresent()) {
      verdicts.put(
          List.of(agreement.name(), name),
          new Verdict(
              agreement.counterparty(),
              span.to(),
              word(standing.budgetRemaining().getAsDouble() >= 0)));
    }
    for (PeriodResult period : standing.terms().closed()) {
      if (period.attainment().isPresent()
          && period.to().isAfter(span.from())
          && !period.to().isAfter(span.to())) {
        verdicts.put(
            List.of(agreement.name(), name + ", period to " + period.to()),
            new Verdict(
                agreement.counterparty(),
                period.to(),
                word(period.attainment().getAsDouble() >= period.target())));
      }
    }
  }

  private static void ticket(
      IncidentAccount account, Span span, SortedMap<List<String>, Verdict> verdicts) {
    for (ClockAccount clock : account.clocks()) {
      boolean broken = clock.status().equals("MISSED") || clock.status().equals("BREACHED");
      boolean runs = clock.open() && !broken;
      if (!broken && !runs && !clock.status().equals("MET")) {
        continue;
      }
      Instant at = runs ? span.to() : clock.stopped().or(clock::breachAfter).orElse(span.to());
      if (!at.isBefore(span.from())) {
        String cycle = clock.cycle() == 1 ? "" : ", cycle " + clock.cycle();
        verdicts.put(
            List.of(clock.agreement(), account.incident() + " " + clock.target() + cycle),
            new Verdict(clock.counterparty(), at, runs ? RUNNING : word(!broken)));
      }
    }
  }
}
