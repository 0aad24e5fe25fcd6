package io.plumbline.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of the dashboards: their format, their layout and their honesty. */
class DashboardTest {

  private static final int COLUMNS = 24;
  private static final Pattern METRIC = Pattern.compile("plumbline_[a-z0-9_]+");
  private static final Set<String> TRANSFORMATIONS =
      Set.of("merge", "organize", "groupingToMatrix");
  private static final Set<String> PROPERTIES =
      Set.of(
          "color",
          "custom.cellOptions",
          "decimals",
          "mappings",
          "max",
          "min",
          "noValue",
          "thresholds",
          "unit");
  private static final Set<String> TARGET_KEYS =
      Set.of(
          "refId",
          "datasource",
          "editorMode",
          "expr",
          "instant",
          "range",
          "format",
          "interval",
          "legendFormat");

  private final Dashboard serviceLevels = Dashboard.read("service-levels");
  private final Dashboard incidentTargets = Dashboard.read("incident-targets");

  static Stream<Dashboard> dashboards() {
    return Dashboard.all();
  }

  static Stream<Panel> panels() {
    return dashboards().flatMap(dashboard -> dashboard.panels().stream());
  }

  static Stream<Dashboard.Query> queries() {
    return dashboards().flatMap(dashboard -> dashboard.queries().stream());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void isClassicJsonThatEveryGrafanaFrom11Reads(Dashboard dashboard) {
    assertThat(GrafanaSchemas.faultsOfDashboard(dashboard.json())).isEmpty();
    assertThat(dashboard.json().path("schemaVersion").asInt()).isEqualTo(39);
    assertThat(dashboard.json().path("refresh").isTextual()).isTrue();
    assertThat(dashboard.json().path("uid").asText()).isEqualTo("plumbline-" + dashboard.name());
    assertThat(dashboard.json().has("id")).as("an id belongs to one installation").isFalse();
    assertThat(dashboard.json().has("__inputs")).as("only the import dialogue fills it").isFalse();
  }

  @ParameterizedTest
  @MethodSource("panels")
  void panelMatchesTheTypesOfItsPlugin(Panel panel) {
    assertThat(GrafanaSchemas.faultsOfPanel(panel.json())).isEmpty();
    assertThat(GrafanaSchemas.faultsOfOptions(panel.type(), panel.json().path("options")))
        .isEmpty();
    assertThat(GrafanaSchemas.faultsOfFields(panel.type(), panel.defaults().path("custom")))
        .isEmpty();
  }

  @Test
  void aMisspeltKeyOrValueWouldBeReported() {
    ObjectNode panel = serviceLevels.panels().get(0).json().deepCopy();
    ((ObjectNode) panel.path("gridPos")).put("width", 4);
    ((ObjectNode) panel.at("/fieldConfig/defaults/thresholds")).put("mode", "relative");
    ((ObjectNode) panel.path("options")).put("textMode", "loud");

    assertThat(GrafanaSchemas.faultsOfPanel(panel))
        .anyMatch(f -> f.contains("width"))
        .anyMatch(f -> f.contains("mode"));
    assertThat(GrafanaSchemas.faultsOfOptions("stat", panel.path("options")))
        .anyMatch(f -> f.contains("textMode"));
  }

  @ParameterizedTest
  @MethodSource("panels")
  void whatGrafanaLeavesUntypedIsSpeltRight(Panel panel) {
    assertThat(Dashboard.stream(panel.json().path("transformations")).map(t -> text(t, "id")))
        .allMatch(TRANSFORMATIONS::contains);
    assertThat(panel.overrides().map(p -> text(p, "id"))).allMatch(PROPERTIES::contains);
    assertThat(panel.targets())
        .allSatisfy(t -> assertThat(t.fieldNames()).toIterable().allMatch(TARGET_KEYS::contains))
        .allSatisfy(t -> assertThat(text(t, "format")).isIn("table", "time_series"))
        .allSatisfy(t -> assertThat(t.path("instant")).isNotEqualTo(t.path("range")));
    List<String> expected =
        IntStream.range(0, panel.targets().size())
            .mapToObj(i -> String.valueOf((char) ('A' + i)))
            .toList();
    assertThat(panel.targets()).extracting(t -> text(t, "refId")).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everySourceIsTheOneThatThePersonChose(Dashboard dashboard) {
    assertThat(dashboard.json().at("/templating/list/0/name").asText()).isEqualTo("datasource");
    assertThat(dashboard.json().at("/templating/list/0/query").asText()).isEqualTo("prometheus");
    assertThat(dashboard.json().findValues("datasource"))
        .isNotEmpty()
        .allMatch(d -> text(d, "uid").equals("${datasource}"))
        .allMatch(d -> text(d, "type").equals("prometheus"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsFillTheGridWithoutOverlap(Dashboard dashboard) {
    Set<List<Integer>> cells = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    int bottom = 0;
    for (Panel panel : dashboard.panels()) {
      assertThat(ids.add(panel.json().path("id").asInt())).as("id of " + panel).isTrue();
      assertThat(panel.x() + panel.width()).as("right edge of " + panel).isBetween(1, COLUMNS);
      for (int x = panel.x(); x < panel.x() + panel.width(); x++) {
        for (int y = panel.y(); y < panel.y() + panel.height(); y++) {
          assertThat(cells.add(List.of(x, y))).as(panel + " lies on another panel").isTrue();
        }
      }
      bottom = Math.max(bottom, panel.y() + panel.height());
    }
    assertThat(cells).as("cells without a hole").hasSize(COLUMNS * bottom);
  }

  @Test
  void readsFromTheWorstNewsToTheTrustworthinessOfAllOfIt() {
    assertThat(serviceLevels.panels())
        .extracting(Panel::title)
        .containsExactly(
            "Breach",
            "At risk",
            "Unknown",
            "Age of the data",
            "Services, worst first",
            "Error budget left",
            "Incident clocks by priority",
            "Capacity, five nearest",
            "Unknown share, worst",
            "Silent feeds",
            "Outbox",
            "Refused rule edits",
            "Rules in force",
            "History");
    assertThat(incidentTargets.panels())
        .extracting(Panel::title)
        .containsExactly(
            "Broken",
            "At risk",
            "Running",
            "On hold",
            "Customers' targets met",
            "Targets kept",
            "What breaks next",
            "Open clocks by priority",
            "Who is waiting",
            "Open findings",
            "Breaches over time");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void panelSaysInWordsWhatItShows(Panel panel) {
    assertThat(text(panel.json(), "description")).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void queryAsksOnlyForMetricsThatExist(Dashboard.Query query) {
    Set<String> asked =
        METRIC
            .matcher(query.expression())
            .results()
            .map(m -> m.group())
            .collect(Collectors.toSet());

    assertThat(asked).isNotEmpty().isSubsetOf(Exposition.families());
  }

  @ParameterizedTest
  @MethodSource("queries")
  void queryNeitherAveragesNorInventsAVerdict(Dashboard.Query query) {
    assertThat(query.expression()).doesNotContain("avg").doesNotContain("vector(");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void noDataIsSaidAndNeverGreen(Panel panel) {
    assertThat(panel.json().toString()).doesNotContain("green");
    assertThat(text(panel.defaults(), "noValue")).isIn("no data", "unknown");
    if (panel.type().equals("stat")) {
      assertThat(text(panel.defaults().at("/thresholds/steps/0"), "color")).isEqualTo("text");
      assertThat(Dashboard.stream(panel.defaults().path("mappings")))
          .anyMatch(
              m ->
                  m.at("/options/match").asText().equals("null+nan")
                      && m.at("/options/result/color").asText().equals("purple"));
    }
  }

  @Test
  void tilesSayEachStateInWordsAndColour() {
    JsonNode states = panel("Services, worst first").defaults().at("/mappings/0/options");

    assertThat(List.of(0, 1, 2, 3))
        .extracting(i -> text(states.path(i.toString()), "text"))
        .containsExactly("Fine", "Unknown", "At risk", "Breach");
    assertThat(panel("History").defaults().at("/mappings/0/options")).isEqualTo(states);
    assertThat(panel("History").defaults().path("custom").has("spanNulls"))
        .as("a gap stays a gap")
        .isFalse();
  }

  @Test
  void silentFeedsAreFoundByTheNameOfTheShippedRule() throws IOException {
    String query = serviceLevels.query("Silent feeds", "A");
    String names = query.substring(query.indexOf("=~\"") + 3, query.indexOf("\"})"));

    assertThat(rules("feed.drl")).isNotEmpty().allMatch(rule -> rule.matches(names));
  }

  @Test
  void findingsOfIncidentsAreThoseOfTheShippedRules() throws IOException {
    List<String> shipped =
        Stream.of("incident.drl", "request.drl", "tables/ticket-limits.drl", "supplier.drl")
            .flatMap(DashboardTest::shipped)
            .toList();

    assertThat(named(incidentTargets.query("Open findings", "A")))
        .containsExactlyInAnyOrderElementsOf(shipped);
    assertThat(named(incidentTargets.query("Breaches over time", "A")))
        .containsExactlyElementsOf(
            shipped.stream().filter(r -> r.matches("(.* t|T)arget broken")).toList())
        .hasSize(6);
  }

  /** The names that a query gives the label {@code rule}. */
  private static List<String> named(String query) {
    String names = query.substring(query.indexOf("rule=~\"") + "rule=~\"".length());
    return List.of(names.substring(0, names.indexOf('"')).split("\\|", -1));
  }

  private static Stream<String> shipped(String file) {
    try {
      return rules(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> rules(String file) throws IOException {
    String drl = Files.readString(Path.of("rules/standard").resolve(file));
    return Pattern.compile("(?m)^rule \"(.*)\"$")
        .matcher(drl)
        .results()
        .map(rule -> rule.group(1))
        .toList();
  }

  private Panel panel(String title) {
    return serviceLevels.panels().stream().filter(p -> p.title().equals(title)).findFirst().get();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
