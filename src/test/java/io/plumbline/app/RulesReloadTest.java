package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.testing.MovableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What happens when somebody saves a file in the rules folder of a running daemon. */
class RulesReloadTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BUDGET = "standard/error-budget.drl";
  private static final String BURN = "standard/tables/budget-burn.csv";

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(T0);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(RulesInForce.class)).addAppender(log);
  }

  @AfterEach
  void stopListening() {
    ((Logger) LoggerFactory.getLogger(RulesInForce.class)).detachAppender(log);
  }

  /** A tenth of the requests of a service fail, so that all its budget rules conclude something. */
  private void burn(RunningDaemon daemon, String service) {
    daemon.requests(service, "200", T0, 0);
    daemon.requests(service, "500", T0, 0);
    clock.advance(Duration.ofSeconds(30));
    daemon.requests(service, "500", clock.instant(), 100);
    daemon.requests(service, "200", clock.instant(), 900);
    await().atMost(PATIENCE).until(() -> finding(daemon, service) != null);
  }

  private static JsonNode finding(RunningDaemon daemon, String service) {
    return daemon
        .findings("state=open&service=" + service, "Budget burns fast")
        .findFirst()
        .orElse(null);
  }

  private static long version(RunningDaemon daemon) {
    return daemon.get("/api/v1/rules").get("version").asLong();
  }

  private List<String> said() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void anEditIsLiveAndCountsAndFindingsSurviveIt() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      burn(daemon, "payments");
      JsonNode before = finding(daemon, "payments");
      String budget = "plumbline_error_budget_remaining_ratio{objective=\"payments-availability\",";
      String remaining = daemon.metric(budget + "service=\"payments\"}");

      daemon.edit(
          BURN, "2 %,               page,     5m,          one hour", "2.0 %,ticket,none,AN hour");

      await()
          .atMost(PATIENCE)
          .until(() -> finding(daemon, "payments").get("severity").asText().equals("ticket"));
      JsonNode after = finding(daemon, "payments");
      assertThat(after.get("id")).isEqualTo(before.get("id"));
      assertThat(after.get("start")).isEqualTo(before.get("start"));
      assertThat(after.get("text").asText()).endsWith("in AN hour");
      assertThat(version(daemon)).isGreaterThan(1);
      assertThat(after.at("/explanation/file").asText()).isEqualTo(BURN + ":7");
      assertThat(remaining).isNotEmpty();
      assertThat(daemon.metric(budget + "service=\"payments\"}")).isEqualTo(remaining);
    }
  }

  @Test
  void aBrokenEditKeepsWhatIsInForceAndSaysWhatToWrite() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      await()
          .atMost(PATIENCE)
          .until(() -> daemon.metric("plumbline_rules_reload_ok{pack=\"standard\"}").equals("1.0"));
      daemon.edit(BUDGET, "remaining > 0,", "remainin > 0,");
      await().atMost(PATIENCE).until(() -> !daemon.items("/api/v1/problems").isEmpty());

      JsonNode problem = daemon.items("/api/v1/problems").get(0);
      assertThat(problem.get("path").asText()).isEqualTo(BUDGET);
      assertThat(problem.get("line").asInt()).isEqualTo(14);
      assertThat(problem.get("what").asText()).contains("remainin");
      assertThat(problem.get("instead").asText()).contains("write remaining");
      assertThat(daemon.metric("plumbline_rules_reload_ok{pack=\"standard\"}")).isEqualTo("0.0");
      assertThat(daemon.metric("plumbline_rules_reload_ok{pack=\"shop\"}")).isEqualTo("1.0");
      assertThat(version(daemon)).isEqualTo(1);
      assertThat(said())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith(BUDGET + ":14: ")
                      .endsWith("; write remaining. Version 1 stays live."));

      daemon.edit(BUDGET, "remainin > 0,", "remaining > 0,");
      await().atMost(PATIENCE).until(() -> daemon.items("/api/v1/problems").isEmpty());
      assertThat(daemon.metric("plumbline_rules_reload_ok{pack=\"standard\"}")).isEqualTo("1.0");
      assertThat(version(daemon)).isEqualTo(1);
    }
  }

  @Test
  void aPackThatWasNeverInForceIsTheOneRefused() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      Files.createDirectories(daemon.rules().resolve("crew"));
      Files.writeString(daemon.rules().resolve("crew/own.drl"), "rule");
      await()
          .atMost(PATIENCE)
          .until(() -> daemon.metric("plumbline_rules_reload_ok{pack=\"crew\"}").equals("0.0"));
    }
  }

  @Test
  void aFolderThatIsGoneIsAProblemUntilItIsBack() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      Path aside = daemon.rules().resolveSibling("aside");
      Files.move(daemon.rules(), aside);
      await().atMost(PATIENCE).until(() -> !daemon.items("/api/v1/problems").isEmpty());
      assertThat(daemon.items("/api/v1/problems").get(0).get("what").asText())
          .contains("cannot be read");
      assertThat(daemon.metric("plumbline_rules_reload_ok{pack=\"standard\"}")).isEqualTo("0.0");

      Files.move(aside, daemon.rules());
      await().atMost(PATIENCE).until(() -> daemon.items("/api/v1/problems").isEmpty());
      assertThat(said()).filteredOn(line -> line.contains("cannot be read")).hasSize(1);
    }
  }

  @Test
  void aServiceTakenOutOfTheCatalogueLeavesEverything() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      burn(daemon, "search");
      String id = finding(daemon, "search").get("id").asText();
      String state = "plumbline_service_state{service=\"%s\"}";
      assertThat(daemon.metric(state.formatted("search"))).isEqualTo("3.0");
      assertThat(daemon.metric(state.formatted("catalogue"))).isNotEmpty();

      for (String file : List.of("services", "objectives", "capacity")) {
        without(daemon, "shop/catalogue/" + file + ".yaml", "search", "catalogue-a", ": catalogue");
      }
      await().atMost(PATIENCE).until(() -> version(daemon) == 2);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode ended = daemon.get("/api/v1/findings/" + id);
                assertThat(ended.get("state").asText()).isEqualTo("cleared");
                assertThat(ended.get("endReason").asText())
                    .isEqualTo("the service left the catalogue");
                assertThat(daemon.items("/api/v1/services?limit=500"))
                    .extracting(s -> s.get("name").asText())
                    .containsExactlyInAnyOrder("checkout", "payments", "ledger", "accounts");
                assertThat(daemon.metrics())
                    .contains("service=\"payments\"")
                    .doesNotContain("service=\"search\"", "service=\"catalogue\"");
              });
    }
  }

  /** Takes the documents of a catalogue file out that contain one of some words. */
  private static void without(RunningDaemon daemon, String path, String... words) throws Exception {
    Path file = daemon.rules().resolve(path);
    List<String> kept =
        Arrays.stream(Files.readString(file).split("\n---\n"))
            .filter(document -> Arrays.stream(words).noneMatch(document::contains))
            .toList();
    Files.writeString(file, String.join("\n---\n", kept));
  }

  @Test
  void anEditThatOvertaxesTheParserIsRefusedAndTheNextOneIsSeen() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      String deep = "(".repeat(20_000) + "rate > 1" + ")".repeat(20_000);
      Path file = Files.writeString(daemon.rules().resolve("standard/deep.drl"), deepRule(deep));
      await().atMost(PATIENCE).until(() -> !daemon.items("/api/v1/problems").isEmpty());
      assertThat(version(daemon)).isEqualTo(1);

      Files.writeString(file, deepRule("rate > 1"));
      await().atMost(PATIENCE).until(() -> version(daemon) == 2);
      assertThat(daemon.items("/api/v1/problems")).isEmpty();
    }
  }

  private static String deepRule(String condition) {
    return """
        rule "Deep"
            @owner("service level manager") @clause("8.3.3") @severity("info")
        when
            $b : BudgetBurn( %s )
        then
            judge.atRisk( $b, "deep" );
        end
        """
        .formatted(condition);
  }
}
