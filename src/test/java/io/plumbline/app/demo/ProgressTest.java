package io.plumbline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void aBarFillsInATerminal() {
    String[] states = run(true).split("\r", -1);

    assertThat(states).hasSize(41);
    assertThat(states[1]).isEqualTo("Month [#" + ".".repeat(39) + "]");
    assertThat(states[40])
        .isEqualTo("Month [" + "#".repeat(40) + "] done" + System.lineSeparator());
  }

  @Test
  void aFileHasOneShortLine() {
    assertThat(run(false)).isEqualTo("Month 25 % 50 % 75 % 100 % done" + System.lineSeparator());
  }

  private static String run(boolean terminal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Progress progress =
        new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, "Month", 125);
    for (int i = 0; i < 125; i++) {
      progress.step();
    }
    progress.end("done");
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
