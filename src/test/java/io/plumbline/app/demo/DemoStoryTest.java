package io.plumbline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testing.MovableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoStoryTest {

  private static final Instant START = Instant.parse("2026-06-10T14:30:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final MovableClock clock = new MovableClock(START);
  private final DemoStory story =
      new DemoStory(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock);

  @BeforeEach
  void begin() {
    tell("at_risk.raised", "ticket", "the disk fills", "", START.minusSeconds(60));
    assertThat(said()).isEmpty();
    story.begin(START);
    assertThat(said()).endsWith("00:00 AT RISK ticket checkout  the disk fills\n");
    bytes.reset();
    clock.advance(Duration.ofSeconds(75));
  }

  @Test
  void whatIsRaisedIsToldInColumns() {
    tell("at_risk.raised", "page", "it burns", "", START.plusSeconds(30));

    assertThat(said()).isEqualTo("01:15 AT RISK page   checkout  it burns\n");
  }

  @Test
  void whatIsOverReadsAsOver() {
    tell("breach.cleared", "page", "it was late", "no longer holds", START);
    tell("at_risk.cleared", "ticket", "75 % are used", "superseded", START);
    tell("breach.withdrawn", "page", "it was late", "a correction", START);

    assertThat(said())
        .isEqualTo(
            """
            01:15 cleared        checkout  was a breach: it was late
            01:15 superseded     checkout  was at risk: 75 % are used
            01:15 withdrawn      checkout  never was a breach: it was late
            """);
  }

  @Test
  void longTextsAreContinuedBelowTheirColumn() {
    tell("breach.raised", "page", "twelve words ".repeat(12).strip(), "", START);

    assertThat(said().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(120).doesNotEndWith(" "));
    assertThat(said().lines().skip(1)).allMatch(line -> line.matches(" {31}\\S.*"));
  }

  @Test
  void storyIsCompleteWithARiskABreachAndAnImprovementOfThePresent() {
    tell("at_risk.raised", "page", "", "", START.plusSeconds(30));
    tell("improvement.raised", "ticket", "", "", START.minusSeconds(30));
    tell("breach.raised", "page", "", "", START.minusSeconds(30));
    assertThat(story.complete()).isFalse();
    assertThat(story.breach()).isEmpty();

    tell("breach.raised", "page", "", "", START.plusSeconds(50));
    assertThat(story.complete()).isTrue();
    assertThat(story.breach()).hasValue("f-50");
  }

  private void tell(String type, String severity, String text, String endReason, Instant start) {
    String id = "f-" + Duration.between(START, start).toSeconds();
    story.told(
        new DemoReceiver.Told(
            id, "plumbline." + type, "checkout", severity, text, endReason, start));
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
