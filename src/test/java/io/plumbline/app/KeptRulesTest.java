package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.util.List;
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

  private void activateWhatIsNotUnderstood() throws IOException {
    List<SourceFile> files =
        List.of(new SourceFile("standard/old.drl", "rule \"Of old\" whenever"));
    try (Store store = Store.open(folder.resolve("data"))) {
      new Journal(store)
          .append(
              List.of(
                  new RuleSetActivated(7, files, RulesFolder.hash(files), "somebody", "saved")));
    }
  }
}
