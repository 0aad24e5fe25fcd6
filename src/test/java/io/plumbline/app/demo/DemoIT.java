package io.plumbline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.app.StopSignal;
import io.plumbline.grafana.Dashboard;
import io.plumbline.testing.DaemonProcess;
import io.plumbline.testing.PrometheusProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo as anybody starts it, and a real Prometheus that scrapes it meanwhile. */
class DemoIT {

  /** A page about a budget of the two services that the outage hits. */
  private static final String RISK =
      "(?m)^\\d\\d:\\d\\d AT RISK +page +(payments|checkout) +\\1-availability spent";

  private static final String BREACH =
      "(?m)^\\d\\d:\\d\\d BREACH +page +checkout +checkout-availability kept";

  private static final String IMPROVEMENT = "(?m)^\\d\\d:\\d\\d IMPROVEMENT +checkout ";

  private static final String SOLVED =
      """
      [{"id": "solved", "incident": "INC1005", "service": "accounts", "at": "%s",
        "type": "state", "to": "Resolved"}]
      """;

  /** Longer than a minute: by then the next breach is counted, should the last one be missed. */
  private static final Duration QUERY_PATIENCE = Duration.ofSeconds(90);

  @TempDir private static Path folder;
  private static DaemonProcess demo;
  private static PrometheusProcess prometheus;

  @BeforeAll
  static void liveThroughTheStory() throws Exception {
    demo = DaemonProcess.demo(folder);
    prometheus =
        PrometheusProcess.watching(
            Files.createDirectory(folder.resolve("prometheus")), demo.management());
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .failFast("the demo ended", () -> !demo.isAlive())
        .untilAsserted(
            () ->
                assertThat(demo.log())
                    .containsPattern(RISK)
                    .containsPattern(BREACH)
                    .containsPattern(IMPROVEMENT));
    // What is kept over a range shows once a clock ends while Prometheus looks.
    assertThat(demo.post("/api/v1/incidents", SOLVED.formatted(Instant.now()))).isEqualTo(202);
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  static List<Dashboard.Query> queries() {
    return Dashboard.all().flatMap(dashboard -> dashboard.queries().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void dashboardFindsSomething(Dashboard.Query query) {
    prometheus.awaitSamples(query.expression(), QUERY_PATIENCE);
  }

  @Test
  void breachesAreKeptWithTheirExplanation() throws Exception {
    List<JsonNode> breaches = items("/api/v1/findings?kind=breach");

    assertThat(breaches)
        .filteredOn(b -> b.path("subject").asText().equals("checkout-availability"))
        .singleElement()
        .satisfies(
            b -> {
              assertThat(b.path("state").asText()).isEqualTo("open");
              assertThat(b.at("/explanation/rule").asText()).isEqualTo("Objective missed");
              assertThat(b.at("/explanation/facts/ratio").asDouble()).isLessThan(0.999);
            });
  }

  @Test
  void oneImprovementIsProposedForWhatBrokeThreeTimes() throws Exception {
    assertThat(items("/api/v1/improvements"))
        .singleElement()
        .satisfies(
            i -> {
              assertThat(i.path("state").asText()).isEqualTo("PROPOSED");
              assertThat(i.path("evidence")).hasSize(3);
            });
  }

  @Test
  void clocksOfIncidentsRunAndOneIsOnHold() throws Exception {
    assertThat(items("/api/v1/clocks"))
        .extracting(c -> c.path("incident").asText() + " " + c.path("state").asText())
        .contains("INC1006 running", "INC1004 paused");
  }

  @Test
  void everythingWasDelivered() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(items("/api/v1/deliveries")).isEmpty());
  }

  @Test
  void terminalIsReadableInAFile() throws IOException {
    assertThat(demo.log()).doesNotContain("\r");
    assertThat(demo.log().lines().filter(line -> line.matches("\\d\\d:\\d\\d .*")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(120));
    assertThat(demo.log()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
  }

  @Test
  void demoClosesEverythingWhenToldToStop(@TempDir Path other) throws Exception {
    try (DaemonProcess stopped = DaemonProcess.demo(other)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> stopped.log().contains("A month of history"));

      // To be told to stop is how a demo ends well, as it is for the daemon.
      assertThat(stopped.stop(StopSignal.PATIENCE)).hasValue(0);
      assertThat(stopped.log())
          .contains("Stopped.")
          .doesNotContain(" WARN ")
          .doesNotContain("Exception");
    }
  }

  private static List<JsonNode> items(String path) throws IOException, InterruptedException {
    JsonNode items = new ObjectMapper().readTree(demo.get(path)).path("items");
    assertThat(items.isArray()).as(path).isTrue();
    return StreamSupport.stream(items.spliterator(), false).toList();
  }
}
