package io.plumbline.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alerts on the daemon's metrics; what they say in each situation is in DeploymentIT. */
class AlertRulesTest {

  private static final Path FILE = Path.of("src/main/docker/plumbline-alerts.yml");
  private static final Path SITUATIONS =
      Path.of("src/test/resources/alerts/plumbline-alerts.test.yml");
  private static final Pattern METRIC = Pattern.compile("plumbline_[a-z0-9_]+");

  private final List<JsonNode> rules = rules();

  @Test
  void alertsAskOnlyForMetricsThatExist() {
    assertThat(
            rules.stream()
                .flatMap(r -> METRIC.matcher(r.path("expr").asText()).results())
                .map(MatchResult::group))
        .isNotEmpty()
        .allMatch(Exposition.families()::contains);
  }

  @Test
  void eachAlertSaysWhatHappenedHowUrgentItIsAndIsTried() throws IOException {
    String situations = Files.readString(SITUATIONS);

    assertThat(rules.stream().filter(r -> r.has("alert")))
        .isNotEmpty()
        .allSatisfy(
            r -> {
              String name = r.path("alert").asText();
              assertThat(r.at("/annotations/summary").asText()).as(name).isNotBlank();
              assertThat(r.at("/annotations/description").asText()).as(name).isNotBlank();
              assertThat(situations).contains("alertname: " + name + "\n        exp_alerts:");
            });
    assertThat(rules.stream().filter(r -> r.has("alert") && !r.has("labels")))
        .extracting(r -> r.path("alert").asText())
        .as("keeps the severity of the finding")
        .containsExactly("PlumblineAtRisk");
    assertThat(rules.stream().filter(r -> r.has("labels")))
        .extracting(r -> r.at("/labels/severity").asText())
        .containsOnly("page", "ticket");
  }

  private static List<JsonNode> rules() {
    try {
      JsonNode file = new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());
      return Dashboard.stream(file.path("groups"))
          .flatMap(g -> Dashboard.stream(g.path("rules")))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(FILE + " cannot be read", e);
    }
  }
}
