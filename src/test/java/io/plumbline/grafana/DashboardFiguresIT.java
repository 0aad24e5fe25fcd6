package io.plumbline.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.testing.PrometheusProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboards show of the four services of the tests' exposition. */
class DashboardFiguresIT {

  private final Dashboard serviceLevels = Dashboard.read("service-levels");
  private final Dashboard incidentTargets = Dashboard.read("incident-targets");
  @TempDir private Path folder;
  private ExpositionServer exposition;
  private PrometheusProcess prometheus;

  @BeforeEach
  void scrape() throws IOException {
    exposition = ExpositionServer.start();
    prometheus = PrometheusProcess.watching(folder, exposition.address());
    prometheus.awaitSamples("plumbline_service_state", Duration.ofSeconds(30));
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
    assertThat(values("Incident clocks by priority", "A", "priority state"))
        .as("those of groups too, and 0 where there is none")
        .contains(
            Map.entry("1 at_risk", 1.0),
            Map.entry("1 breached", 0.0),
            Map.entry("2 running", 3.0),
            Map.entry("3 running", 2.0),
            Map.entry("3 paused", 1.0),
            Map.entry("3 breached", 1.0))
        .hasSize(12);
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

  @Test
  void targetsAreCountedOverTheRangeByTheTypeOfTheirAgreement() throws Exception {
    String share = incidentTargets.query("Customers' targets met", "A");
    prometheus.awaitSamples(share, Duration.ofSeconds(30));

    assertThat(prometheus.query(share))
        .as("ten were met for each that was missed, and what was before the range does not count")
        .singleElement()
        .satisfies(s -> assertThat(s.at("/value/1").asDouble()).isEqualTo(10.0 / 11));
    assertThat(byType("Targets kept", "C"))
        .as("of the group's, none ended")
        .containsOnly(Map.entry(" SLA", 10.0 / 11));
    assertThat(byType("What breaks next", "A"))
        .as("the group's target of the same name is neither broken nor at risk")
        .containsOnly(Map.entry("checkout SLA", 0.0), Map.entry("mail SLA", 1.0));
    assertThat(byType("Who is waiting", "A")).containsOnly(Map.entry("mail SLA", 1.0));
  }

  private Map<String, Double> byType(String panel, String refId) throws Exception {
    return values(prometheus.query(incidentTargets.query(panel, refId)), "service agreement_type");
  }

  private List<JsonNode> ask(String panel, String refId) throws Exception {
    return prometheus.query(serviceLevels.query(panel, refId));
  }

  /** The values of a query by some of its labels, with spaces between. */
  private Map<String, Double> values(String panel, String refId, String labels) throws Exception {
    return values(ask(panel, refId), labels);
  }

  private static Map<String, Double> values(List<JsonNode> samples, String labels) {
    return samples.stream()
        .collect(
            Collectors.toMap(
                s ->
                    Arrays.stream(labels.split(" ", -1))
                        .map(label -> s.path("metric").path(label).asText())
                        .collect(Collectors.joining(" ")),
                s -> s.at("/value/1").asDouble()));
  }
}
