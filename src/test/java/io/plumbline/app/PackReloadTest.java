package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.journal.Journal;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.store.Store;
import io.plumbline.testing.MovableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs of a running daemon, each living on its own. */
class PackReloadTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BUDGET = "standard/error-budget.drl";
  private static final String OK = "plumbline_rules_reload_ok{pack=\"%s\"}";

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(T0);

  @Test
  void aFaultyPackKeepsItsVersionWhileAnotherGoesLive() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      JsonNode standard = pack(daemon, "standard");
      daemon.edit(BUDGET, "remaining > 0,", "remainin > 0,");
      daemon.edit("shop/catalogue/services.yaml", "Checkout", "Checkout desk");
      await().atMost(PATIENCE).until(() -> pack(daemon, "shop").get("version").asLong() == 2);
      await().atMost(PATIENCE).until(() -> !daemon.items("/api/v1/problems").isEmpty());

      assertThat(pack(daemon, "standard").get("hash")).isEqualTo(standard.get("hash"));
      assertThat(pack(daemon, "standard").get("version").asLong()).isEqualTo(1);
      assertThat(pack(daemon, "standard").get("current").asBoolean()).isFalse();
      assertThat(pack(daemon, "shop").get("current").asBoolean()).isTrue();
      assertThat(daemon.items("/api/v1/problems"))
          .allSatisfy(problem -> assertThat(problem.get("pack").asText()).isEqualTo("standard"));
      assertThat(daemon.metric(OK.formatted("standard"))).isEqualTo("0.0");
      assertThat(daemon.metric(OK.formatted("shop"))).isEqualTo("1.0");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(daemon.health("/ready").body())
                      .contains("version 1 of pack standard judges"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(daemon.page("/")).contains(BUDGET + ":14"));
    }
    List<RuleSetActivated> entries = entries();
    assertThat(entries).hasSize(2);
    RuleSetActivated shop = entries.get(1);
    assertThat(shop.packs()).containsOnlyKeys("shop");
    assertThat(shop.files()).allSatisfy(file -> assertThat(file.path()).startsWith("shop/"));
    assertThat(shop.packs().get("shop").hash()).isEqualTo(RulesFolder.hash(shop.files()));
    assertThat(shop.author()).isEqualTo(System.getProperty("user.name"));
    assertThat(shop.reason()).isEqualTo("saved");
  }

  @Test
  void aFirstStartJudgesByTheSoundPacksAndNamesTheOther() throws Exception {
    copyRules();
    Files.createDirectories(folder.resolve("rules/crew"));
    Files.writeString(folder.resolve("rules/crew/own.drl"), "rule");
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      assertThat(daemon.get("/api/v1/rules").get("packs")).hasSize(2);
      assertThat(daemon.items("/api/v1/problems"))
          .singleElement()
          .satisfies(problem -> assertThat(problem.get("pack").asText()).isEqualTo("crew"));
      assertThat(daemon.metric(OK.formatted("crew"))).isEqualTo("0.0");
      assertThat(daemon.health("/ready").body()).contains("pack crew is not in force");
    }
  }

  @Test
  void aFirstStartThatWouldJudgeNobodySaysWhyAndDoesNotStart() throws Exception {
    copyRules();
    Files.writeString(folder.resolve("rules/shop/catalogue/services.yaml"), "kind: Servise");
    ConfigurationException e =
        catchThrowableOfType(
            ConfigurationException.class, () -> RunningDaemon.start(folder, clock).close());
    assertThat(e.problems()).anySatisfy(p -> assertThat(p).startsWith("shop/catalogue/services"));
  }

  @Test
  void whatWasActivatedPackByPackIsInForceAfterARestart() throws Exception {
    List<JsonNode> before;
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      daemon.edit("standard/tables/budget-burn.csv", "2 %", "3 %");
      await().atMost(PATIENCE).until(() -> pack(daemon, "standard").get("version").asLong() == 2);
      before = packs(daemon);
    }
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      assertThat(packs(daemon)).isEqualTo(before);
      assertThat(daemon.get("/api/v1/rules").get("version").asLong()).isEqualTo(2);
      assertThat(daemon.get("/api/v1/rules").get("hash").asText())
          .isEqualTo(RulesFolder.hash(RulesFolder.read(daemon.rules())));
    }
  }

  @Test
  void anEmptyFolderTakesNothingOutOfForce() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      Path aside = daemon.rules().resolveSibling("aside");
      Files.move(daemon.rules(), aside);
      Files.createDirectories(daemon.rules());
      await().atMost(PATIENCE).until(() -> !daemon.items("/api/v1/problems").isEmpty());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(daemon.items("/api/v1/problems").get(0).get("what").asText())
                      .isEqualTo("the folder is empty"));
      assertThat(daemon.get("/api/v1/rules").get("packs")).hasSize(2);
    }
  }

  private void copyRules() throws Exception {
    for (SourceFile file : RulesFolder.read(Path.of("rules"))) {
      Path to = folder.resolve("rules").resolve(file.path());
      Files.createDirectories(to.getParent());
      Files.writeString(to, file.text());
    }
  }

  private List<RuleSetActivated> entries() {
    List<RuleSetActivated> entries = new ArrayList<>();
    try (Store store = Store.open(folder.resolve("data"))) {
      new Journal(store)
          .readArchive(
              0,
              entry -> {
                if (entry.signal() instanceof RuleSetActivated set) {
                  entries.add(set);
                }
              });
    }
    return entries;
  }

  private static List<JsonNode> packs(RunningDaemon daemon) {
    return StreamSupport.stream(daemon.get("/api/v1/rules").get("packs").spliterator(), false)
        .toList();
  }

  private static JsonNode pack(RunningDaemon daemon, String name) {
    return packs(daemon).stream()
        .filter(pack -> pack.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
