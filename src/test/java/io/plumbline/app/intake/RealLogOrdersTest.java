package io.plumbline.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.engine.Engine;
import io.plumbline.engine.KeptState;
import io.plumbline.engine.Outcome;
import io.plumbline.engine.incident.Tallies;
import io.plumbline.engine.incident.Tally;
import io.plumbline.fact.Kind;
import io.plumbline.finding.Finding;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a real desk gives the same verdicts in whatever order its events come, repeated or
 * not. {@code -Dplumbline.log.orders=20 -Dplumbline.log.tickets=16000} tries all of it.
 */
class RealLogOrdersTest {

  private static final Logger LOG = LoggerFactory.getLogger(RealLogOrdersTest.class);
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ORDERS = Integer.getInteger("plumbline.log.orders", 3);
  private static final int TICKETS = Integer.getInteger("plumbline.log.tickets", 300);
  private static final int TICKS = Integer.getInteger("plumbline.log.ticks", 6);

  /** What all ended in: verdicts by priority and target, and the clocks that broke. */
  private record Result(SortedMap<Tally, Long> verdicts, TreeSet<String> broken) {}

  @Test
  void anyOrderWithRepetitionsGivesTheSameVerdicts() throws Exception {
    List<IncidentEvent> events =
        RealLog.sent(new Oddities()).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .limit(TICKETS)
            .flatMap(ticket -> RealLog.events(ticket.getValue()).stream())
            .toList();
    Result expected = run(events);
    assertThat(expected.verdicts().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(2L * TICKETS);
    assertThat(expected.broken())
        .hasSize(
            (int)
                expected.verdicts().entrySet().stream()
                    .filter(entry -> entry.getKey().state().equals("missed"))
                    .mapToLong(Map.Entry::getValue)
                    .sum());
    Random random = new Random(20);
    for (int order = 0; order < ORDERS; order++) {
      List<IncidentEvent> shuffled = new ArrayList<>(events);
      for (int i = 0; i < events.size() / 20; i++) {
        shuffled.add(events.get(random.nextInt(events.size())));
      }
      Collections.shuffle(shuffled, random);
      long began = System.nanoTime();
      Result result = run(shuffled);
      LOG.info(
          "order {}: {} events in {} ms",
          order,
          shuffled.size(),
          (System.nanoTime() - began) / 1_000_000);
      assertThat(result.verdicts()).as("order %d", order).isEqualTo(expected.verdicts());
      // What was broken as far as was known, and told, may be on record beside what is.
      assertThat(result.broken()).as("order %d", order).containsAll(expected.broken());
    }
  }

  private static Result run(List<IncidentEvent> events) throws Exception {
    List<SourceFile> files =
        new ArrayList<>(RulesFolder.read(Path.of("src/test/resources/scenarios/desk/rules")));
    files.add(
        new SourceFile(
            "standard/incident.drl", Files.readString(Path.of("rules/standard/incident.drl"))));
    Map<String, Finding> findings = new HashMap<>();
    SortedMap<Tally, Long> verdicts = null;
    try (Engine engine =
        new Engine(
            set -> RuleSet.compile(set.files()).ruleSet().orElseThrow(),
            KeptState.NONE,
            List.of(),
            1)) {
      engine.apply(new Tick(BEGIN.toEpochMilli()));
      engine.apply(new RuleSetActivated(1, files, RulesFolder.hash(files), "nobody", "test"));
      int size = (events.size() + TICKS - 1) / TICKS;
      for (int tick = 0; tick <= TICKS; tick++) {
        int from = Math.min(tick * size, events.size());
        List<IncidentEvent> part = events.subList(from, Math.min(from + size, events.size()));
        if (!part.isEmpty()) {
          engine.apply(new IncidentBatch(part));
        }
        Instant at = BEGIN.plus(Duration.ofSeconds(tick + 1));
        Outcome outcome = engine.apply(new Tick(at.toEpochMilli())).orElseThrow();
        outcome.events().forEach(e -> findings.put(e.finding().id(), e.finding()));
        verdicts =
            Optional.ofNullable(outcome.verdicts().get("desk"))
                .map(Tallies::standing)
                .orElse(verdicts);
      }
      engine.rules().ifPresent(RuleSet::close);
    }
    assertThat(findings.values()).noneMatch(f -> f.state() == Finding.State.OPEN);
    return new Result(verdicts, broken(findings.values()));
  }

  private static TreeSet<String> broken(Collection<Finding> findings) {
    TreeSet<String> broken = new TreeSet<>();
    findings.stream()
        .filter(f -> f.kind() == Kind.BREACH && f.rule().equals("Target broken"))
        .filter(f -> f.state() == Finding.State.CLEARED)
        .forEach(f -> broken.add(f.subject()));
    return broken;
  }
}
