package io.plumbline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.Engine;
import io.plumbline.engine.KeptState;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.journal.Journal;
import io.plumbline.report.FindingFilter;
import io.plumbline.report.FindingStore;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.MetricBatch;
import io.plumbline.store.Cbor;
import io.plumbline.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The journal of a store read by one engine from its first entry on: what should have come of it.
 */
public final class UndisturbedReplay {

  private UndisturbedReplay() {}

  /** Everything that is told, in order. */
  public static List<FindingEvent> events(Journal journal) {
    List<FindingEvent> events = new ArrayList<>();
    try (Engine engine =
        new Engine(
            set -> RuleSet.compile(set.files()).ruleSet().orElseThrow(),
            KeptState.NONE,
            List.of(),
            1)) {
      journal.read(
          0,
          entry ->
              engine.apply(entry.signal()).ifPresent(outcome -> events.addAll(outcome.events())));
    }
    return events;
  }

  /**
   * The findings kept are those of the replay, all of them and no others, and as they were last.
   */
  public static void assertFindings(Store store, List<FindingEvent> events) {
    Map<String, Finding> last = new TreeMap<>();
    events.forEach(event -> last.put(event.finding().id(), event.finding()));
    assertThat(last).isNotEmpty();
    List<Finding> kept =
        new FindingStore(store).page(FindingFilter.ALL, Optional.empty(), Integer.MAX_VALUE);
    assertThat(kept.stream().map(Finding::id)).containsExactlyInAnyOrderElementsOf(last.keySet());
    kept.forEach(
        finding ->
            assertThat(finding)
                .isEqualTo(Cbor.read(Cbor.write(last.get(finding.id())), Finding.class)));
  }

  /** How many samples the journal has of each time, milliseconds since the epoch. */
  public static Map<Long, Integer> times(Journal journal) {
    Map<Long, Integer> times = new HashMap<>();
    journal.read(
        0,
        entry -> {
          if (entry.signal() instanceof MetricBatch batch) {
            for (long time : batch.timesMillis()) {
              times.merge(time, 1, Integer::sum);
            }
          }
        });
    return times;
  }
}
