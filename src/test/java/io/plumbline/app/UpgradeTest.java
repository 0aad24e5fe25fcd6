package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.store.ReleasedFolder;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder of a released version, in use by this one. */
class UpgradeTest {

  /** The last tick that the released version judged. */
  private static final Instant THEN = Instant.parse("2026-11-25T03:30:53.095Z");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void theFirstFormatGoesOnWithItsFindingsAndItsExactCounts() throws Exception {
    ReleasedFolder.unpack(1, folder.resolve("data"));
    copyRules();
    for (int start = 0; start < 2; start++) {
      try (RunningDaemon daemon = RunningDaemon.start(folder, new MovableClock(THEN))) {
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> !daemon.items("/api/v1/objectives").isEmpty());
        JsonNode objective = daemon.items("/api/v1/objectives").get(0);
        double bad = (double) ReleasedFolder.BAD / ReleasedFolder.TOTAL;
        assertThat(objective.get("attainment").asDouble()).isEqualTo(1 - bad);
        assertThat(daemon.items("/api/v1/findings?state=open"))
            .extracting(finding -> finding.get("id").asText())
            .containsExactlyInAnyOrder("3dd04fc3faf868c19d3a0038", "eecd8d21f78df4e8835a749e");
      }
    }
    assertThat(folder.resolve("data/format-1/CURRENT")).exists();
  }

  private void copyRules() throws IOException {
    try (Stream<Path> files = Files.walk(ReleasedFolder.RULES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve("rules").resolve(ReleasedFolder.RULES.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }
}
