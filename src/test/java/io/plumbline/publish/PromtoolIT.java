package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plumbline.testing.Program;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What Prometheus' own checker says of the exposition. */
class PromtoolIT {

  @Test
  void findsNothingWrongButAUnitThatPeopleThinkIn() throws IOException, InterruptedException {
    PrometheusMeterRegistry registry = ExampleBoard.registry();
    new OutboxMeters(registry, "ops").count(Outcome.Verdict.DELIVERED, Outcome.Reason.OK);
    Program.Result result = Program.find("promtool").runWith(registry.scrape(), "check", "metrics");

    // Capacity is planned in days; the name is relied on.
    assertThat(result.output())
        .isEqualTo(
            "plumbline_capacity_days_to_threshold use base unit \"seconds\" instead of \"days\"");
  }
}
