package io.plumbline.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of the deployment, read by the programs they are for. */
class DeploymentIT {

  @ParameterizedTest
  @CsvSource({
    "promtool, check config src/main/docker/prometheus.yml",
    "promtool, check rules src/main/docker/plumbline-alerts.yml",
    "amtool, check-config src/main/docker/alertmanager.yml",
    "docker-compose, config -q"
  })
  void fileIsAccepted(String program, String arguments) throws Exception {
    Program.Result result = Program.find(program).run(arguments.split(" "));

    assertThat(result.exit()).as(result.output()).isZero();
  }

  @Test
  void alertsSayWhatTheyShouldInEachSituation() throws Exception {
    Program.Result result =
        Program.find("promtool")
            .run("test", "rules", "src/test/resources/alerts/plumbline-alerts.test.yml");

    assertThat(result.exit()).as(result.output()).isZero();
  }

  @Test
  void aWordThatComposeDoesNotKnowWouldBeReported(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("docker-compose.yml");
    String text = Files.readString(Path.of("docker-compose.yml"));
    Files.writeString(file, text.replaceFirst("image:", "imgae:"));

    Program.Result result =
        Program.find("docker-compose").run("--file", file.toString(), "config", "-q");

    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains("imgae");
  }
}
