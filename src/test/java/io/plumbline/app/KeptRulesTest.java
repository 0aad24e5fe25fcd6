package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.journal.Journal;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.store.Store;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start on a journal with rules that this daemon does not understand, as after an upgrade. */
class KeptRulesTest {

  private static final String BUDGET = "standard/error-budget.drl";

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-02T09:00:00Z"));

  @Test
  void theFolderTakesThePlaceOfRulesThatAreNotUnderstoodAnyMore() throws Exception {
    RunningDaemon.start(folder, clock).close();
    activateWhatIsNotUnderstood();
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      assertThat(daemon.get("/api/v1/rules").get("version").asLong()).isEqualTo(8);
      assertThat(daemon.get("/api/v1/rules").get("hash").asText())
          .isEqualTo(RulesFolder.hash(RulesFolder.read(daemon.rules())));
    }
  }

  @Test
  void withoutAFolderThatCompilesTheStartSaysWhatToMend() throws Exception {
    RunningDaemon.start(folder, clock).close();
    activateWhatIsNotUnderstood();
    Files.writeString(folder.resolve("rules").resolve(BUDGET), "rule \"Half\" when");
    ConfigurationException e =
        catchThrowableOfType(
            ConfigurationException.class, () -> RunningDaemon.start(folder, clock).close());
    assertThat(e.problems().get(0))
        .startsWith("rules version 7, in force when the daemon last ran, is not understood")
        .contains("start the version of the daemon that accepted it");
    assertThat(e.problems().get(1)).startsWith(BUDGET + ":1: ");
  }

  @Test
  void onePackThatIsNotUnderstoodLeavesTheOthersAsTheyWereKept() throws Exception {
    RunningDaemon.start(folder, clock).close();
    Path rules = folder.resolve("rules");
    List<SourceFile> kept = new ArrayList<>(RulesFolder.read(rules));
    kept.add(new SourceFile("team/old.drl", "rule \"Of old\" whenever"));
    activate(kept);
    // Kept as it was, though the folder's is faulty.
    Files.writeString(rules.resolve(BUDGET), "rule \"Half\" when");
    Files.createDirectories(rules.resolve("team"));
    Files.writeString(
        rules.resolve("team/feed.drl"),
        """
        rule "Silence of the team"
            @owner("team") @clause("9.1") @severity("info")
        when
            $f : FeedSilence()
        then
            judge.atRisk( $f, "nothing heard" );
        end
        """);
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      JsonNode live = daemon.get("/api/v1/rules");
      assertThat(live.get("version").asLong()).isEqualTo(8);
      assertThat(versions(live)).isEqualTo(Map.of("shop", 7L, "standard", 7L, "team", 8L));
      assertThat(live.get("rules").toString()).contains("Silence of the team", "Budget");
    }
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      assertThat(daemon.get("/api/v1/rules").get("version").asLong()).isEqualTo(8);
    }
  }

  private static Map<String, Long> versions(JsonNode rules) {
    Map<String, Long> versions = new TreeMap<>();
    rules
        .get("packs")
        .forEach(p -> versions.put(p.get("name").asText(), p.get("version").asLong()));
    return versions;
  }

  private void activateWhatIsNotUnderstood() throws IOException {
    activate(List.of(new SourceFile("standard/old.drl", "rule \"Of old\" whenever")));
  }

  private void activate(List<SourceFile> files) throws IOException {
    try (Store store = Store.open(folder.resolve("data"))) {
      new Journal(store)
          .append(
              List.of(
                  new RuleSetActivated(7, files, RulesFolder.hash(files), "somebody", "saved")));
    }
  }
}
