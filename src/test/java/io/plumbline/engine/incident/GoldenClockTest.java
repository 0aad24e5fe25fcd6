package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The clock against examples that two programs without shared code agreed on. */
class GoldenClockTest {

  static Stream<Golden.Case> cases() {
    return Golden.cases();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void showsWhatTheExampleExpects(Golden.Case example) {
    Optional<ClockReading> reading =
        IncidentClock.evaluate(
            example.events(), example.target(), example.asOf(), example.knownAt());

    assertThat(reading).map(r -> described(r, example)).hasValue(example.expected());
  }

  static Stream<Golden.DateCase> dateCases() {
    return Golden.dateCases();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dateCases")
  void aDateTargetIsDueWhenTheHoursOfItsDayEnd(Golden.DateCase example) {
    IncidentEvent opened = Tickets.opened("INC1", example.opened(), "New", "3");

    Optional<ClockReading> reading =
        IncidentClock.evaluate(
            List.of(opened), example.target(), example.opened(), example.opened());

    assertThat(reading.flatMap(ClockReading::dueAt)).hasValue(example.due());
  }

  @Test
  void fileHoldsEveryEvaluation() {
    assertThat(cases()).hasSize(47);
    assertThat(dateCases()).hasSize(5);
  }

  private static JsonNode described(ClockReading reading, Golden.Case example) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("status", reading.status().name());
    node.put("priority", reading.priority());
    node.put("cycle_start", reading.cycleStart().toString());
    node.put("stopped_at", text(reading.stoppedAt()));
    node.put("elapsed_seconds", (int) reading.elapsed().toSeconds());
    node.put("target_seconds", (int) reading.allowed().toSeconds());
    node.put("consumed_percent", reading.used().roundedPercent().doubleValue());
    node.put("wall_seconds", (int) reading.wall().toSeconds());
    node.put("due_at", text(reading.dueAt()));
    node.put("breach_after", text(reading.breachAfter()));
    node.put("paused", reading.paused());
    node.put("due_is_forecast_if_resumed_at", text(reading.forecastFrom()));
    ObjectNode atRisk = node.putObject("at_risk");
    for (int percent : example.target().atRiskPercent()) {
      atRisk.put(String.valueOf(percent), text(Optional.ofNullable(reading.atRisk().get(percent))));
    }
    return node;
  }

  private static String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }
}
