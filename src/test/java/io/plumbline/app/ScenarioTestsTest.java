package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.rules.RulesFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of a folder, and its exit codes. */
class ScenarioTestsTest {

  private static final String STORY =
      """
      scenario: The disk is never full
      until: 5m
      gauges:
        - series: disk_used_ratio{service="search"}
          phases: [{from: 0m, value: 0.5}]
      rules: [Capacity exceeded]
      """;

  @TempDir private Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void shippedRulesWithoutTheirScenarios() throws IOException {
    RulesFolder.copyTo(folder);
    try (var files = Files.list(folder.resolve("standard/scenarios"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void allAsExpectedIsFine() throws IOException {
    write("shop/scenarios/disk.yaml", STORY);

    assertThat(run()).isZero();
    assertThat(text())
        .isEqualTo(
            """
            ok   shop/scenarios/disk.yaml: The disk is never full
            Scenarios: 1 as expected, 0 not.
            """);
  }

  @Test
  void oneThatCameOutOtherwiseFailsWithItsPlace() throws IOException {
    write("shop/scenarios/disk.yaml", STORY + "expect: [{at: 1m, raised: Capacity exceeded}]\n");

    assertThat(run()).isEqualTo(1);
    assertThat(text())
        .contains(
            "FAIL shop/scenarios/disk.yaml: The disk is never full",
            folder + "/shop/scenarios/disk.yaml:7: \"Capacity exceeded\" is not raised at 1m;",
            "Scenarios: 0 as expected, 1 not.");
  }

  @Test
  void wrongRulesAreToldOnceAndNoStoryIsTold() throws IOException {
    write("shop/scenarios/disk.yaml", STORY + "---\n" + STORY);
    write("shop/more.drl", "rule \"Broken\" when $x : Nothing() then end\n");

    assertThat(run()).isEqualTo(2);
    assertThat(text()).doesNotContain("FAIL").doesNotContain("ok ");
    assertThat(text().lines().filter(line -> line.contains("Nothing"))).hasSize(1);
  }

  @Test
  void aFolderWithoutScenariosSaysWhereToWriteOne() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(text()).contains("No scenario; write one into");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int run() throws IOException {
    return new ScenarioTests(folder, new PrintStream(said, true, StandardCharsets.UTF_8)).run();
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
