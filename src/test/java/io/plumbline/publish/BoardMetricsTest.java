package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.report.Board;
import io.plumbline.report.Cast;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardMetricsTest {

  @Test
  void showsWhatIsOnTheBoard() {
    assertThat(series(ExampleBoard.exposition()))
        .containsExactlyInAnyOrder(
            "plumbline_objective_target_ratio{objective=\"checkout-availability\",service=\"checkout\"} 0.999",
            "plumbline_objective_window_seconds{objective=\"checkout-availability\",service=\"checkout\"} 2592000.0",
            "plumbline_objective_attainment_ratio{objective=\"checkout-availability\",service=\"checkout\",window=\"period\"} 0.9988",
            "plumbline_objective_attainment_ratio{objective=\"checkout-availability\",service=\"checkout\",window=\"1h\"} 0.995",
            "plumbline_error_budget_remaining_ratio{objective=\"checkout-availability\",service=\"checkout\"} -0.2",
            "plumbline_burn_rate{objective=\"checkout-availability\",service=\"checkout\",window=\"1h\"} 5.0",
            "plumbline_burn_rate{objective=\"checkout-availability\",service=\"checkout\",window=\"5m\"} 0.0",
            "plumbline_objective_excluded_seconds{objective=\"checkout-availability\",service=\"checkout\"} 0.0",
            "plumbline_objective_unknown_ratio{objective=\"checkout-availability\",service=\"checkout\"} 0.0",
            "plumbline_incident_clocks{agreement_type=\"SLA\",kind=\"incident\",priority=\"1\",service=\"checkout\",state=\"running\",target=\"resolution\"} 2.0",
            "plumbline_incident_clocks{agreement_type=\"SLA\",kind=\"incident\",priority=\"1\",service=\"checkout\",state=\"at_risk\",target=\"resolution\"} 1.0",
            "plumbline_incident_clocks{agreement_type=\"SLA\",kind=\"incident\",priority=\"2\",service=\"checkout\",state=\"breached\",target=\"response\"} 1.0",
            "plumbline_incident_clocks{agreement_type=\"SLA\",kind=\"incident\",priority=\"2\",service=\"checkout\",state=\"paused\",target=\"response\"} 1.0",
            "plumbline_incident_clocks{agreement_type=\"SLA\",kind=\"incident\",priority=\"1\",service=\"checkout\",state=\"breached\",target=\"resolution\"} 0.0",
            "plumbline_incident_clocks{agreement_type=\"SLA\",kind=\"incident\",priority=\"1\",service=\"checkout\",state=\"paused\",target=\"resolution\"} 0.0",
            "plumbline_capacity_utilisation_ratio{resource=\"cpu\",service=\"checkout\"} 0.71",
            "plumbline_capacity_days_to_threshold{resource=\"cpu\",service=\"checkout\"} 12.5",
            "plumbline_capacity_utilisation_ratio{resource=\"disk\",service=\"checkout\"} 0.3",
            "plumbline_findings_open{kind=\"breach\",rule=\"Availability missed\",service=\"checkout\",severity=\"page\"} 1.0",
            "plumbline_findings_open{kind=\"improvement\",rule=\"Breach recurs\",service=\"checkout\",severity=\"info\"} 2.0",
            "plumbline_service_state{service=\"checkout\"} 3.0",
            "plumbline_service_info{owner=\"Team checkout\",service=\"checkout\",tier=\"gold\"} 1",
            "plumbline_improvement_actions{service=\"checkout\",state=\"proposed\"} 2.0",
            "plumbline_objective_target_ratio{objective=\"mail-delivery\",service=\"mail\"} 0.995",
            "plumbline_objective_window_seconds{objective=\"mail-delivery\",service=\"mail\"} 2592000.0",
            "plumbline_objective_excluded_seconds{objective=\"mail-delivery\",service=\"mail\"} 0.0",
            "plumbline_objective_unknown_ratio{objective=\"mail-delivery\",service=\"mail\"} 1.0",
            "plumbline_service_state{service=\"mail\"} 1.0",
            "plumbline_service_info{owner=\"Team mail\",service=\"mail\",tier=\"gold\"} 1",
            "plumbline_improvement_actions{service=\"mail\",state=\"proposed\"} 0.0",
            "plumbline_engine_lag_seconds 0.2",
            "plumbline_newest_sample_timestamp_seconds 1.79533872E9",
            "plumbline_findings_total{kind=\"breach\",rule=\"Availability missed\",service=\"checkout\",severity=\"page\"} 4.0",
            "plumbline_findings_total{kind=\"breach\",rule=\"Availability missed\",service=\"mail\",severity=\"page\"} 0.0",
            "plumbline_incident_targets_total{agreement_type=\"SLA\",kind=\"incident\",priority=\"1\",service=\"checkout\",target=\"resolution\",verdict=\"met\"} 12.0",
            "plumbline_incident_verdicts{agreement_type=\"SLA\",kind=\"incident\",priority=\"1\",service=\"checkout\",target=\"resolution\",verdict=\"met\"} 12.0",
            "plumbline_rule_firings_total{rule=\"Availability missed\"} 40.0",
            "plumbline_rule_seconds_total{rule=\"Availability missed\"} 0.25",
            "plumbline_rule_errors_total{rule=\"Availability missed\"} 0.0",
            "plumbline_rules_reload_ok{pack=\"standard\"} 1.0",
            "plumbline_rules_reload_ok{pack=\"till\"} 0.0",
            "plumbline_rules_info{hash=\"9f3c1a7e\",pack=\"standard\"} 1",
            "plumbline_rules_info{hash=\"77aa01cc\",pack=\"till\"} 1");
  }

  private static List<String> series(String exposition) {
    return exposition.lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void saysNothingOfAnEmptyBoardButItsLag() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.getPrometheusRegistry().register(new BoardMetrics(new Board(), ExampleBoard.NONE));

    assertThat(series(registry.scrape())).containsExactly("plumbline_engine_lag_seconds 0.0");
  }

  @Test
  void aFindingThatIsOverShowsZeroWhileItsServiceIsThere() {
    Board board = new Board();
    board.update(List.of(ExampleBoard.mail()), Cast.head());
    Figures figures =
        new ExampleBoard.Known(
            Map.of(
                new Figures.Raised("mail", Kind.AT_RISK, Severity.PAGE, "Budget burns fast"), 2L,
                new Figures.Raised("mail", Kind.BREACH, Severity.PAGE, "Availability missed"), 0L,
                new Figures.Raised("gone", Kind.BREACH, Severity.PAGE, "Availability missed"), 3L),
            Map.of(),
            List.of(),
            List.of());
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.getPrometheusRegistry().register(new BoardMetrics(board, figures));

    assertThat(series(registry.scrape()))
        .filteredOn(line -> line.startsWith("plumbline_findings_open"))
        .containsExactly(
            "plumbline_findings_open{kind=\"at_risk\",rule=\"Budget burns fast\",service=\"mail\",severity=\"page\"} 0.0");
  }

  @Test
  void doesNotShareANameWithAnotherMetric() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.getPrometheusRegistry().register(new BoardMetrics(new Board(), ExampleBoard.NONE));

    assertThatThrownBy(
            () ->
                registry
                    .getPrometheusRegistry()
                    .register(new BoardMetrics(new Board(), ExampleBoard.NONE)))
        .hasMessageContaining("plumbline_");
  }
}
