package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class OutboxMetersTest {

  @Test
  void everySeriesExistsBeforeAnythingHappensSoThatIncreaseSeesTheFirst() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    OutboxMeters meters = new OutboxMeters(registry, "ops");
    meters.pending.set(3);

    assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
        .hasSize(19)
        .contains(
            "plumbline_deliveries_total{channel=\"ops\",outcome=\"delivered\",reason=\"ok\"} 0.0",
            "plumbline_deliveries_total{channel=\"ops\",outcome=\"dead\",reason=\"timeout\"} 0.0",
            "plumbline_outbox_pending{channel=\"ops\"} 3.0",
            "plumbline_outbox_dead{channel=\"ops\"} 0.0",
            "plumbline_channel_breaker{channel=\"ops\"} 0.0",
            "plumbline_channel_disabled{channel=\"ops\"} 0.0");
  }
}
