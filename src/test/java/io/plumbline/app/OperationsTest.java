package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.testing.SmallDisk;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the people see who run a daemon. */
class OperationsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SAMPLE = "[{\"name\":\"x\",\"labels\":{},\"at\":%d,\"value\":1}]";

  @TempDir Path folder;

  private static JsonNode check(HttpResponse<String> health, String name) {
    try {
      return StreamSupport.stream(JSON.readTree(health.body()).get("checks").spliterator(), false)
          .filter(check -> check.get("name").asText().equals(name))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(health.body(), e);
    }
  }

  private static int post(RunningDaemon daemon) {
    return daemon
        .post("/api/v1/metrics", SAMPLE.formatted(System.currentTimeMillis()))
        .statusCode();
  }

  @Test
  void healthNamesWhatIsWrongAndWhatToDo() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, InstantSource.system())) {
      assertThat(daemon.health("/ready").statusCode()).isEqualTo(200);
      await().atMost(PATIENCE).until(() -> daemon.health("").body().contains("\"ticks\""));
      for (String name :
          new String[] {"store", "disk", "journal", "ticks", "rules", "deliveries", "listener"}) {
        assertThat(check(daemon.health(""), name).get("status").asText()).isEqualTo("up");
      }
      daemon.edit("standard/error-budget.drl", "remaining > 0", "remainin > 0");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  check(daemon.health("/ready"), "rules")
                      .get("status")
                      .asText()
                      .equals("degraded"));
      HttpResponse<String> health = daemon.health("/ready");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(health.body()).get("status").asText()).isEqualTo("degraded");
      assertThat(check(health, "rules").get("what").asText())
          .contains("standard/error-budget.drl:14", "write remaining");
      assertThat(check(health, "rules").get("do").asText())
          .contains("version 1 of pack standard judges");
      assertThat(daemon.health("/live").statusCode()).isEqualTo(200);
      assertThat(post(daemon)).isEqualTo(204);
      assertThat(daemon.metric("plumbline_journal_append_seconds_count")).matches("[1-9].*");
    }
  }

  @Test
  void withoutRoomItIsNotReadyAndWithRoomItIsAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64m");
        RunningDaemon daemon =
            RunningDaemon.start(disk.path(), InstantSource.system(), 8 << 20, List.of())) {
      assertThat(post(daemon)).isEqualTo(204);
      for (int round = 0; round < 2; round++) {
        disk.fill(4 << 20);
        await().atMost(PATIENCE).until(() -> daemon.health("/ready").statusCode() == 503);
        assertThat(check(daemon.health("/ready"), "disk").get("what").asText())
            .contains("free, less than data.reserve, 8.0 MB");
        assertThat(post(daemon)).isEqualTo(503);
        assertThat(daemon.health("/live").statusCode()).isEqualTo(200);
        disk.makeRoom();
        await().atMost(PATIENCE).until(() -> daemon.health("/ready").statusCode() == 200);
        assertThat(post(daemon)).isEqualTo(204);
      }
    }
  }
}
