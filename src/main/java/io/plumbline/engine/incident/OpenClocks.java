package io.plumbline.engine.incident;

import io.plumbline.engine.Evidence;
import io.plumbline.finding.ClockStanding;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The open clocks of a service and the counts, kept up to date ticket by ticket. */
final class OpenClocks {

  private final SortedMap<String, Evidence> evidence = new TreeMap<>();
  private final SortedMap<String, Evidence> facts = new TreeMap<>();
  private final TreeSet<ClockLine> lines = new TreeSet<>();
  private final SortedMap<Tally, Long> open = new TreeMap<>();
  private final Map<Verdict, Long> verdicts = new HashMap<>();
  private long deleted;
  private long early;

  void add(TicketView view) {
    for (ClockLine line : view.open()) {
      evidence.put(line.progress().subject(), line.evidence());
      lines.add(line);
    }
    view.facts().forEach(fact -> facts.put(key(fact), fact));
    count(view, 1);
  }

  void remove(TicketView view) {
    for (ClockLine line : view.open()) {
      evidence.remove(line.progress().subject());
      lines.remove(line);
    }
    view.facts().forEach(fact -> facts.remove(key(fact)));
    count(view, -1);
  }

  private void count(TicketView view, long by) {
    view.open().forEach(line -> open.merge(line.tally(), by, Long::sum));
    view.verdicts().forEach(verdict -> verdicts.merge(verdict.ofAnyCycle(), by, Long::sum));
    deleted += view.deleted() ? by : 0;
    early += by * view.early();
  }

  /** Evidence of each open clock, by subject. */
  Collection<Evidence> evidence() {
    return Collections.unmodifiableCollection(evidence.values());
  }

  /** What rules may see of the open tickets beside their clocks, by type and subject. */
  Collection<Evidence> facts() {
    return Collections.unmodifiableCollection(facts.values());
  }

  private static String key(Evidence evidence) {
    return evidence.fact().getClass().getSimpleName() + '\n' + evidence.fact().subject();
  }

  /** The open clocks, next due first, held ones last. */
  List<ClockStanding> standings() {
    return lines.stream().map(ClockLine::standing).toList();
  }

  /** Number of open clocks, 0 for each tally of the promises that has none. */
  SortedMap<Tally, Long> open(Promises promises) {
    SortedMap<Tally, Long> counts = promises.noneOpen();
    counts.putAll(open);
    return counts;
  }

  /** Number of stopped clocks, 0 for each tally of the promises that has none. */
  SortedMap<Tally, Long> verdicts(Promises promises) {
    SortedMap<Tally, Long> counts = promises.noVerdicts();
    verdicts.forEach((verdict, number) -> counts.merge(verdict.tally(promises), number, Long::sum));
    return counts;
  }

  long deleted() {
    return deleted;
  }

  long early() {
    return early;
  }
}
