package io.plumbline.engine;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Recurrence;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The breaches of one service within the last 30 days, and which of them repeat. */
final class Breaches {

  private static final int PERIOD_DAYS = 30;
  private static final Duration PERIOD = Duration.ofDays(PERIOD_DAYS);

  private final List<Breach> recent;

  Breaches(List<Breach> kept) {
    recent = new ArrayList<>(kept);
  }

  /**
   * Takes what the ledger told. What it tells late of long ago is not recent.
   *
   * @param asOf the instant of which it was told
   * @return whether something was added or withdrawn
   */
  boolean take(List<FindingEvent> events, Instant asOf) {
    boolean changed = false;
    Instant oldest = asOf.minus(PERIOD);
    for (FindingEvent event : events) {
      Finding finding = event.finding();
      if (finding.kind() == Kind.BREACH
          && event.change() == Change.RAISED
          && !finding.start().isBefore(oldest)) {
        changed |=
            recent.add(
                new Breach(finding.id(), finding.measure(), finding.rule(), finding.start()));
      } else if (event.change() == Change.WITHDRAWN) {
        changed |= recent.removeIf(breach -> breach.finding().equals(finding.id()));
      }
    }
    return changed;
  }

  /** One fact for each promise that one rule found broken at least twice. */
  List<Evidence> evidence(String service, String tier, Instant asOf) {
    Instant oldest = asOf.minus(PERIOD);
    recent.removeIf(breach -> breach.start().isBefore(oldest));
    Map<String, List<Breach>> groups = new TreeMap<>();
    recent.stream()
        .sorted(Comparator.comparing(Breach::start).thenComparing(Breach::finding))
        .forEach(
            b ->
                groups
                    .computeIfAbsent(b.measure() + '\n' + b.rule(), k -> new ArrayList<>())
                    .add(b));
    List<Evidence> evidence = new ArrayList<>();
    for (List<Breach> group : groups.values()) {
      if (group.size() > 1) {
        Breach newest = group.get(group.size() - 1);
        evidence.add(
            new Evidence(
                new Recurrence(
                    service,
                    tier,
                    newest.measure(),
                    newest.rule(),
                    group.size(),
                    PERIOD_DAYS,
                    group.stream().map(Breach::finding).toList()),
                newest.start()));
      }
    }
    return evidence;
  }

  /** When the oldest breach is no longer recent. */
  Optional<Instant> nextDue() {
    return recent.stream()
        .map(breach -> breach.start().plus(PERIOD).plusMillis(1))
        .min(Instant::compareTo);
  }

  List<Breach> state() {
    return List.copyOf(recent);
  }

  /** A breach, as far as its repetition matters. */
  record Breach(String finding, String measure, String rule, Instant start) {}
}
