package io.plumbline.runner.scenario;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.rules.NearestName;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.catalogue.Fields;
import io.plumbline.rules.catalogue.Page;
import io.plumbline.rules.catalogue.YamlFile;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads {@code <pack>/scenarios/*.yaml}. A document there is a scenario, or else, when it has an
 * {@code apiVersion}, part of a catalogue that scenarios beside it name.
 */
public final class ScenarioReader {

  /** A Monday on which no clocks change anywhere in Europe or America. */
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private static final Duration EVERY = Duration.ofSeconds(30);

  /** More steps than a month of half minutes are a slip of the pen. */
  private static final long MOST_STEPS = 100_000;

  private final Page page;
  private final Fields fields;
  private final int line;

  private ScenarioReader(Page page, Node node) {
    this.page = page;
    this.line = Page.lineOf(node);
    this.fields = new Fields(page, "the scenario", line, Optional.of(node));
  }

  /** Every scenario of a rules folder, by path and line; what is wrong is added to problems. */
  public static List<Scenario> read(List<SourceFile> files, List<Problem> problems) {
    List<Scenario> scenarios = new ArrayList<>();
    for (SourceFile file : files) {
      if (RuleSet.ofScenarios(file) && file.path().matches(".*\\.ya?ml")) {
        Page page = new Page(file.path(), problems);
        for (Node node : YamlFile.documents(file, page)) {
          if (!ofCatalogue(node)) {
            scenarios.add(new ScenarioReader(page, node).scenario(files));
          }
        }
      }
    }
    return scenarios;
  }

  private static boolean ofCatalogue(Node node) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("apiVersion"));
  }

  private Scenario scenario(List<SourceFile> files) {
    String name = fields.text("scenario", "what it shows, in words");
    List<String> catalogue = catalogue(files);
    Instant start = fields.value("start", ScenarioReader::instant, START_REMEDY).orElse(START);
    Duration every = fields.value("every", Offset::parse, Offset.REMEDY).orElse(EVERY);
    Duration until =
        fields.neededValue("until", Offset::parse, Offset.REMEDY, "2h").orElse(Duration.ZERO);
    if (every.isZero() || until.dividedBy(every.isZero() ? EVERY : every) > MOST_STEPS) {
      fields.wrong(
          "every",
          "the scenario has more than " + MOST_STEPS + " steps",
          "write a longer time between two samples, such as every: 5m");
    }
    SignalReader signals = new SignalReader(page, start, until);
    List<Course> courses = new ArrayList<>();
    fields.objects("counters", "the counter").forEach(c -> courses.add(signals.course(c, true)));
    fields.objects("gauges", "the gauge").forEach(g -> courses.add(signals.course(g, false)));
    Scenario scenario =
        new Scenario(
            page.path(),
            line,
            name,
            catalogue,
            start,
            every,
            until,
            fields.optionalObject("asleep", "the sleep").map(this::asleep),
            courses,
            fields.objects("incidents", "the incident's step").stream()
                .map(signals::event)
                .toList(),
            fields.textOrTexts("services"),
            fields.textOrTexts("rules"),
            fields.objects("expect", "the expectation").stream().map(this::expectation).toList());
    fields.done();
    return scenario;
  }

  private static final String START_REMEDY =
      "write a moment with its zone, such as 2026-10-03T22:00:00Z";

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private List<String> catalogue(List<SourceFile> files) {
    String folder = page.path().substring(0, page.path().lastIndexOf('/') + 1);
    List<String> beside =
        files.stream()
            .map(SourceFile::path)
            .filter(path -> path.startsWith(folder) && !path.equals(page.path()))
            .map(path -> path.substring(folder.length()))
            .toList();
    List<String> named = fields.textOrTexts("catalogue");
    for (String file : named) {
      if (!beside.contains(file)) {
        fields.wrong(
            "catalogue",
            "there is no " + file + " beside the scenario",
            NearestName.remedy(file, beside));
      }
    }
    return named.stream().map(file -> folder + file).toList();
  }

  private Scenario.Sleep asleep(Fields sleep) {
    Scenario.Sleep asleep =
        new Scenario.Sleep(
            sleep.neededValue("from", Offset::parse, Offset.REMEDY, "1h").orElse(Duration.ZERO),
            sleep.neededValue("to", Offset::parse, Offset.REMEDY, "2h").orElse(Duration.ZERO));
    sleep.done();
    return asleep;
  }

  private Expectation expectation(Fields expected) {
    Duration at =
        expected.neededValue("at", Offset::parse, Offset.REMEDY, "5m").orElse(Duration.ZERO);
    Optional<Duration> told = expected.value("told", Offset::parse, Offset.REMEDY);
    Optional<Change> change = Optional.empty();
    String rule = "";
    for (Change possible : Change.values()) {
      Optional<String> of = expected.optionalText(possible.wireName());
      if (of.isPresent() && change.isPresent()) {
        expected.wrong(
            possible.wireName(), "it expects two things at once", "write one line for each");
      } else if (of.isPresent()) {
        change = Optional.of(possible);
        rule = of.get();
      }
    }
    if (change.isEmpty()) {
      expected.wrong(
          "at",
          "it does not say what is to happen",
          "add raised, changed, cleared or withdrawn: and the name of a rule");
    }
    Map<String, String> values = new TreeMap<>();
    for (String name : Expectation.FIELDS.keySet()) {
      expected.optionalText(name).ifPresent(value -> values.put(name, value));
    }
    expected.done();
    return new Expectation(
        expected.line("at"), at, told, change.orElse(Change.RAISED), rule, values);
  }
}
