package io.plumbline.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.testing.PrometheusProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard shows of the four services of the tests' exposition. */
class DashboardFiguresIT {

  private final Dashboard dashboard = Dashboard.read();
  @TempDir private Path folder;
  private ExpositionServer exposition;
  private PrometheusProcess prometheus;

  @BeforeEach
  void scrape() throws IOException {
    exposition = ExpositionServer.start();
    prometheus = PrometheusProcess.watching(folder, exposition.address());
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> !prometheus.query("plumbline_service_state").isEmpty());
  }

  @AfterEach
  void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    exposition.close();
  }

  @Test
  void figuresAreThoseOfTheDaemon() throws Exception {
    assertThat(ask("Services, worst first", "A"))
        .as("worst first, and a service that nobody described has its tile")
        .extracting(s -> s.at("/metric/service").asText())
        .containsExactly("checkout", "search", "billing", "mail");
    assertThat(values("Breach", "A", "none")).containsExactly(Map.entry("", 1.0));
    assertThat(values("At risk", "A", "none")).containsExactly(Map.entry("", 1.0));
    assertThat(values("Unknown", "A", "none")).containsExactly(Map.entry("", 1.0));
    assertThat(values("Error budget left", "A", "service"))
        .containsOnly(
            Map.entry("checkout", -0.2), Map.entry("search", 0.2), Map.entry("mail", 0.9));
    assertThat(values("Error budget left", "B", "service"))
        .as("checkout is spent, search ends in three days, mail lasts, billing is not known")
        .containsOnly(
            Map.entry("checkout", -0.2 * 2_592_000 / 2),
            Map.entry("search", 259_200.0),
            Map.entry("mail", 1e12));
    assertThat(values("Error budget left", "C", "service"))
        .as("every promise has its row")
        .containsOnlyKeys("checkout", "search", "mail", "billing");
    assertThat(values("Capacity, five nearest", "B", "service"))
        .as("a threshold that is not in sight has no row")
        .containsOnly(Map.entry("checkout", 0.71), Map.entry("mail", 0.64));
    assertThat(values("Incident clocks by priority", "A", "state"))
        .containsOnly(
            Map.entry("at_risk", 1.0),
            Map.entry("running", 3.0),
            Map.entry("paused", 1.0),
            Map.entry("breached", 1.0));
    assertThat(values("Silent feeds", "A", "none")).containsExactly(Map.entry("", 1.0));
    assertThat(values("Refused rule edits", "A", "none")).containsExactly(Map.entry("", 1.0));
    assertThat(values("Rules in force", "A", "short"))
        .containsOnlyKeys("0b9f3c2ad4e8", "77aa01cc93f2");
  }

  @Test
  void aDaemonThatIsGoneLeavesNoCountsButAnAgeThatGrows() {
    exposition.close();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(ask("Breach", "A")).isEmpty();
              assertThat(ask("Unknown", "A")).isEmpty();
              assertThat(ask("Silent feeds", "A")).isEmpty();
              assertThat(values("Age of the data", "A", "none").get(""))
                  .as("seconds since the last scrape")
                  .isGreaterThan(2);
            });
  }

  private List<JsonNode> ask(String panel, String refId) throws Exception {
    return prometheus.query(dashboard.query(panel, refId));
  }

  /** The values of a query by one of its labels. */
  private Map<String, Double> values(String panel, String refId, String label) throws Exception {
    return ask(panel, refId).stream()
        .collect(
            Collectors.toMap(
                s -> s.path("metric").path(label).asText(), s -> s.at("/value/1").asDouble()));
  }
}
