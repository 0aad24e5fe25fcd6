package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What is there again when an engine goes on from kept state. */
@TestInstance(Lifecycle.PER_CLASS)
class RestorationTest {

  private final Compiled compiled = new Compiled();
  private final KeptRows keptOnce = new KeptRows();
  private final List<MetricBatch.Series> known = new ArrayList<>();
  private final Map<String, ServiceStanding> stood = new TreeMap<>();
  private RuleSetActivated activated;
  private KeptRows kept;

  @BeforeAll
  void runAndKeep() throws IOException {
    try (Engine engine = new Engine(compiled, KeptState.NONE, List.of(), 2)) {
      List<Signal> signals = Course.of(1);
      int last = signals.size() - 1;
      while (!(signals.get(last) instanceof Tick)) {
        last--;
      }
      for (Signal signal : signals.subList(0, last + 1)) {
        if (signal instanceof MetricBatch batch) {
          known.addAll(batch.newSeries());
        }
        engine
            .apply(signal)
            .ifPresent(
                outcome -> {
                  outcome.gone().forEach(stood::remove);
                  outcome.standings().forEach(s -> stood.put(s.service().name(), s));
                });
      }
      activated = engine.activated().orElseThrow();
      keptOnce.take(engine.takeState());
    }
  }

  @BeforeEach
  void copy() {
    kept = new KeptRows();
    kept.rows().putAll(keptOnce.rows());
  }

  @AfterAll
  void close() {
    compiled.close();
  }

  @Test
  void everyServiceIsSeenAsItStood() {
    List<Outcome> seen = new ArrayList<>();
    new Engine(compiled, kept, known, 1, seen::add).close();
    Map<String, String> standing = new TreeMap<>();
    seen.get(0).standings().forEach(s -> standing.put(s.service().name(), summary(s)));
    Map<String, String> before = new TreeMap<>();
    stood.forEach((name, s) -> before.put(name, summary(s)));

    assertThat(seen).hasSize(1);
    assertThat(standing).hasSizeGreaterThan(3).isEqualTo(before);
    assertThat(standing.values()).anyMatch(s -> s.contains("BREACH"));
  }

  private static String summary(ServiceStanding standing) {
    return standing.state()
        + " since "
        + standing.since()
        + standing.open().stream().map(Finding::id).toList()
        + standing.clocks().stream().map(c -> c.progress().subject()).toList();
  }

  @Test
  void theRulesAreKeptWhenTheyChangeAndNotEachTime() {
    try (Engine engine = new Engine(compiled, kept, known, 1)) {
      assertThat(engine.activated()).contains(activated);
      assertThat(engine.takeState()).doesNotContainKey("rules");
      engine.apply(activated);
      assertThat(engine.takeState()).containsEntry("rules", Optional.of(activated));
    }
  }

  @Test
  void theRulesInTheHeadOfAnOlderStateAreFoundAndKeptApart() {
    Head head = kept.part("engine", Head.class).orElseThrow();
    Head older =
        new Head(
            head.now(),
            Optional.of(activated),
            head.counts(),
            head.retired(),
            head.gone(),
            head.unwatched(),
            head.touched());
    kept.take(Map.of("engine", Optional.of(older), "rules", Optional.empty()));

    try (Engine engine = new Engine(compiled, kept, known, 1)) {
      assertThat(engine.activated()).contains(activated);
      kept.take(engine.takeState());
    }
    assertThat(kept.part("engine", Head.class).orElseThrow().activated()).isEmpty();
    assertThat(kept.part("rules", RuleSetActivated.class)).contains(activated);
  }
}
