package io.plumbline.engine;

import io.plumbline.catalogue.Service;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many findings were raised, ever. Reading is safe from any thread. A counter that begins at
 * one is invisible to Prometheus' {@code increase}, so everything that may be raised is there from
 * the start with zero.
 */
public final class FindingCounts {

  private final Map<Key, Long> counts = new ConcurrentHashMap<>();

  FindingCounts(List<Count> kept) {
    kept.forEach(count -> counts.put(count.key(), count.raised()));
  }

  /** From now on these services are judged by these rules; the counts of others are dropped. */
  void know(Collection<String> services, List<RuleInfo> rules) {
    counts
        .keySet()
        .removeIf(key -> !services.contains(key.service()) && !Service.isPseudo(key.service()));
    TreeSet<String> judged = new TreeSet<>(services);
    judged.add(Service.PORTFOLIO);
    for (String service : judged) {
      for (RuleInfo rule : rules.stream().filter(r -> r.scope() == Scope.of(service)).toList()) {
        for (Kind kind : rule.kinds()) {
          counts.putIfAbsent(new Key(service, kind, rule.severity(), rule.name()), 0L);
        }
      }
    }
  }

  void take(List<FindingEvent> events) {
    for (FindingEvent event : events) {
      if (event.change() == Change.RAISED) {
        Finding finding = event.finding();
        counts.merge(
            new Key(finding.service(), finding.kind(), finding.severity(), finding.rule()),
            1L,
            Long::sum);
      }
    }
  }

  /** The counts by what is counted, as they are at each moment. */
  public Map<Key, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** What is to be kept; a zero is there again as soon as it is known what may be raised. */
  List<Count> state() {
    return counts.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .map(e -> new Count(e.getKey(), e.getValue()))
        .sorted(Comparator.comparing(Count::key))
        .toList();
  }

  /** What is counted. */
  public record Key(String service, Kind kind, Severity severity, String rule)
      implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::service)
            .thenComparing(Key::kind)
            .thenComparing(Key::severity)
            .thenComparing(Key::rule);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  record Count(Key key, long raised) {}
}
