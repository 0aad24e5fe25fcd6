package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stories of tickets under the shipped rules. A folder holds a catalogue and a story: what it
 * shows, how often the daemon looks, the events, each taken when it is received, and all that is
 * told, with its time.
 */
class StoriesTest {

  private static final Path FOLDER = Path.of("src/test/resources/scenarios");

  /** Ticks come off the minute, so that no time told can be theirs. */
  private static final Duration PHASE = Duration.ofMillis(1_300);

  static List<String> stories() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER, 2)) {
      return files
          .filter(file -> file.endsWith("story.yaml"))
          .map(file -> FOLDER.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void isToldAsWritten(String name) throws IOException {
    JsonNode story = new YAMLMapper().readTree(FOLDER.resolve(name + "/story.yaml").toFile());
    List<String> told;
    try (Compiled compiled = new Compiled()) {
      told =
          Replay.undisturbed(compiled, signals(name, story)).events().stream()
              .map(event -> line(event, story))
              .sorted()
              .toList();
    }

    assertThat(told)
        .as(story.get("says").asText())
        .isEqualTo(stream(story.get("told")).map(JsonNode::asText).sorted().toList());
  }

  private static List<Signal> signals(String name, JsonNode story) throws IOException {
    List<SourceFile> files = new ArrayList<>(RulesFolder.read(Path.of("rules")));
    files.removeIf(file -> !file.path().startsWith("standard/"));
    String catalogue = Files.readString(FOLDER.resolve(name + "/catalogue.yaml"));
    files.add(new SourceFile("team/catalogue.yaml", catalogue));
    List<IncidentEvent> events =
        new ArrayList<>(stream(story.get("events")).map(StoriesTest::event).toList());
    events.sort(Comparator.comparing(IncidentEvent::receivedAt));
    Duration step = Duration.parse("PT" + story.get("ticks").asText().toUpperCase(Locale.ROOT));
    Instant until = Instant.parse(story.get("until").asText());
    Instant at = (events.isEmpty() ? until.minus(Duration.ofHours(1)) : events.get(0).receivedAt());
    List<Signal> signals = new ArrayList<>();
    signals.add(new Tick(at.minus(step).plus(PHASE).toEpochMilli()));
    signals.add(new RuleSetActivated(1, files, RulesFolder.hash(files), "nobody", "story"));
    int next = 0;
    for (; !at.isAfter(until); at = at.plus(step)) {
      while (next < events.size() && !events.get(next).receivedAt().isAfter(at.plus(PHASE))) {
        signals.add(new IncidentBatch(List.of(events.get(next++))));
      }
      if (!asleep(story, at)) {
        signals.add(new Tick(at.plus(PHASE).toEpochMilli()));
      }
    }
    return signals;
  }

  private static boolean asleep(JsonNode story, Instant at) {
    JsonNode asleep = story.path("asleep");
    return asleep.has("from")
        && at.isAfter(Instant.parse(asleep.get("from").asText()))
        && at.isBefore(Instant.parse(asleep.get("to").asText()));
  }

  /** When, what, which rule, about what; for an end its reason. */
  private static String line(FindingEvent event, JsonNode story) {
    Change change = event.change();
    boolean over = change == Change.CLEARED || change == Change.WITHDRAWN;
    // Of a raised finding its time is when it may first be told; a broken target is dated by its
    // last unbroken instant.
    Instant at = over ? event.finding().ended().orElseThrow() : event.at();
    return "%s %s %s, %s%s%s"
        .formatted(
            at,
            change.wireName(),
            event.finding().rule(),
            event.finding().subject(),
            over ? ": " + event.finding().endReason() : "",
            story.has("asleep") ? ", told " + event.detected() : "");
  }

  private static IncidentEvent event(JsonNode node) {
    Map<String, String> attributes = new HashMap<>();
    node.path("attributes")
        .properties()
        .forEach(e -> attributes.put(e.getKey(), e.getValue().asText()));
    return new IncidentEvent(
        node.get("id").asText(),
        node.get("incident").asText(),
        node.get("service").asText(),
        Instant.parse(node.get("at").asText()),
        IncidentEvent.Type.valueOf(node.get("type").asText().toUpperCase(Locale.ROOT)),
        node.path("state").asText(),
        node.path("priority").asText(),
        Integer.parseInt(node.get("id").asText().substring(1)),
        Optional.of(node.path("receivedAt").asText())
            .filter(text -> !text.isEmpty())
            .map(Instant::parse)
            .orElse(null),
        "",
        IncidentEvent.Kind.INCIDENT,
        attributes);
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
