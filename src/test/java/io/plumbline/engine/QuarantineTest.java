package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.IncidentEvent.Type;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import io.plumbline.store.Cbor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that compares every ticket with every other, and a service that has too many for it. */
class QuarantineTest {

  private static final Instant BEGIN = Course.BEGIN;
  private static final SourceFile GREEDY =
      new SourceFile(
          "standard/greedy.drl",
          """
          rule "Greedy"
              @owner("mallory")
          when
              $t : TargetProgress()
              exists TargetProgress( target == $t.target, allowedMinutes + $t.allowedMinutes < 0 )
          then
              judge.atRisk( $t, "{incident}" );
          end
          rule "Busy"
              @owner("mallory")
          when
              $t : TargetProgress()
              exists TargetProgress( target == $t.target, incident != $t.incident )
              not TargetProgress( target == $t.target, allowedMinutes + $t.allowedMinutes < 0 )
          then
              judge.atRisk( $t, "{incident} is not alone" );
          end
          """);

  private final Map<String, RuleSet> compiled = new HashMap<>();
  private final Map<String, byte[]> kept = new HashMap<>();
  private List<SourceFile> files;
  private Engine engine;
  private int version;

  @BeforeEach
  void start() throws IOException {
    files = new ArrayList<>(RulesFolder.read(Path.of("rules")));
    engine = engine(1);
  }

  @AfterEach
  void stop() {
    engine.close();
    compiled.values().forEach(RuleSet::close);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aRuleThatFailsIsAFindingOfTheServiceWhileTheOthersJudgeAtTheSameTick(int shards) {
    engine.close();
    engine = engine(shards);
    activate(GREEDY);
    open("payments", 0, 2);
    List<FindingEvent> before = tick(1);
    assertThat(told(before, "Busy")).hasSize(4);

    open("checkout", 2, 400);
    List<FindingEvent> events = tick(200);
    assertThat(told(events, "Rule failed"))
        .containsExactly("RAISED checkout standard/Busy", "RAISED checkout standard/Greedy");
    assertThat(finding(events, "Rule failed").text())
        .startsWith("rule ")
        .contains("of mallory (standard/greedy.drl:")
        .contains("it combined facts more than");
    assertThat(told(events, "Target broken")).hasSizeGreaterThan(300);
    assertThat(told(tick(201), "Rule failed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatItConcludedBeforeGoesOnStandingAndTheNextEditLiftsTheQuarantine(boolean restart) {
    activate(GREEDY);
    open("checkout", 0, 2);
    assertThat(told(tick(1), "Busy")).hasSize(4);
    open("checkout", 2, 400);
    assertThat(told(tick(2), "Rule failed")).hasSize(2);
    if (restart) {
      restart();
    }
    open("checkout", 402, 1);
    assertThat(told(tick(3), "Busy")).isEmpty();

    // Now "Busy" concludes nothing of a ticket beside others, and "Greedy" still asks for too much.
    activate(new SourceFile("standard/greedy.drl", GREEDY.text().replace("exists", "not")));
    List<FindingEvent> events = tick(4);
    assertThat(told(events, "Rule failed")).containsExactly("CLEARED checkout standard/Busy");
    assertThat(told(events, "Busy")).allMatch(e -> e.startsWith("CLEARED")).hasSize(4);

    activate(new SourceFile("standard/greedy.drl", ""));
    assertThat(told(tick(5), "Rule failed")).containsExactly("CLEARED checkout standard/Greedy");
  }

  private Engine engine(int shards) {
    return new Engine(
        set ->
            compiled.computeIfAbsent(
                set.hash(), h -> RuleSet.compile(set.files()).ruleSet().orElseThrow()),
        new Kept(),
        List.of(),
        shards);
  }

  private void restart() {
    engine
        .takeState()
        .forEach((key, part) -> part.ifPresent(value -> kept.put(key, Cbor.write(value))));
    engine.close();
    engine = engine(1);
    engine.touchAll();
  }

  private void activate(SourceFile rules) {
    List<SourceFile> all = new ArrayList<>(files);
    all.add(rules);
    version++;
    engine.apply(new RuleSetActivated(version, all, RulesFolder.hash(all), "nobody", "test"));
  }

  private List<FindingEvent> tick(int minute) {
    Tick tick = new Tick(BEGIN.plus(Duration.ofMinutes(minute)).toEpochMilli());
    return engine.apply(tick).orElseThrow().events();
  }

  private void open(String service, int from, int number) {
    engine.apply(
        new IncidentBatch(
            IntStream.range(from, from + number).mapToObj(i -> opened(service, i)).toList()));
  }

  private static IncidentEvent opened(String service, int number) {
    return new IncidentEvent(
        service + number,
        "INC-" + service + number,
        service,
        BEGIN,
        Type.OPENED,
        "New",
        "2",
        0,
        BEGIN,
        "",
        IncidentEvent.Kind.INCIDENT,
        Map.of());
  }

  private static List<String> told(List<FindingEvent> events, String rule) {
    Predicate<FindingEvent> of = event -> event.finding().rule().equals(rule);
    return events.stream()
        .filter(of)
        .map(e -> e.change() + " " + e.finding().service() + " " + e.finding().subject())
        .sorted()
        .toList();
  }

  private static Finding finding(List<FindingEvent> events, String rule) {
    return events.stream()
        .map(FindingEvent::finding)
        .filter(finding -> finding.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  /** State as the store keeps it: bytes by key. */
  private final class Kept implements KeptState {

    @Override
    public <T> Optional<T> part(String key, Class<T> type) {
      return Optional.ofNullable(kept.get(key)).map(bytes -> Cbor.read(bytes, type));
    }

    @Override
    public <T> List<T> parts(String prefix, Class<T> type) {
      return kept.entrySet().stream()
          .filter(entry -> entry.getKey().startsWith(prefix))
          .map(entry -> Cbor.read(entry.getValue(), type))
          .toList();
    }
  }
}
