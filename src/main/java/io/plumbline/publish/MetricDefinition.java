package io.plumbline.publish;

import java.util.List;

/**
 * The metrics that are read off the board at each scrape. Names are relied on: add, never rename.
 */
enum MetricDefinition {
  TARGET("plumbline_objective_target_ratio", "Share of good events promised", Keys.OBJECTIVE),
  WINDOW("plumbline_objective_window_seconds", "Length of the promise's period", Keys.OBJECTIVE),
  ATTAINMENT("plumbline_objective_attainment_ratio", "Share of good events", Keys.WINDOW),
  BUDGET(
      "plumbline_error_budget_remaining_ratio",
      "Share of the period's error budget left, negative when overspent",
      Keys.OBJECTIVE),
  BURN("plumbline_burn_rate", "Error ratio / allowed error ratio; at 1 it lasts", Keys.WINDOW),
  UNKNOWN("plumbline_objective_unknown_ratio", "Share of the period without data", Keys.OBJECTIVE),
  EXCLUDED(
      "plumbline_objective_excluded_seconds",
      "How much of the period does not count",
      Keys.OBJECTIVE),
  CLOSED_ATTAINMENT(
      "plumbline_objective_closed_period_attainment_ratio",
      "Share of good events of the newest closed calendar period",
      Keys.OBJECTIVE),
  CLOSED_TARGET(
      "plumbline_objective_closed_period_target_ratio",
      "Share promised for the newest closed calendar period",
      Keys.OBJECTIVE),
  CLOSED_KEPT(
      "plumbline_objective_closed_period_kept",
      "1 if the newest closed calendar period kept its target, 0 if it missed it",
      Keys.OBJECTIVE),
  CLOSED_END(
      "plumbline_objective_closed_period_end_timestamp_seconds",
      "End of the newest closed calendar period",
      Keys.OBJECTIVE),
  CLOCKS(
      "plumbline_incident_clocks",
      "Open clocks of tickets: running, at_risk, paused or breached",
      "service agreement_type kind priority target state"),
  TARGETS(
      "plumbline_incident_targets_total",
      "Clocks of tickets that ever ended: met or missed; one that ends both ways is in both",
      "service agreement_type kind priority target verdict"),
  VERDICTS(
      "plumbline_incident_verdicts",
      "Clocks of tickets that have ended: met or missed; less again when one is reopened",
      "service agreement_type kind priority target verdict"),
  UTILISATION("plumbline_capacity_utilisation_ratio", "Share of the resource used", Keys.RESOURCE),
  DAYS(
      "plumbline_capacity_days_to_threshold",
      "Days until the trend reaches the threshold; absent when not in sight",
      Keys.RESOURCE),
  OPEN("plumbline_findings_open", "Findings that stand", Keys.FINDING),
  RAISED("plumbline_findings_total", "Findings raised", Keys.FINDING),
  STATE(
      "plumbline_service_state",
      "How the service stands: 0 fine, 1 unknown, 2 at risk, 3 breach",
      "service"),
  SERVICE("plumbline_service_info", "Who owns the service", "service owner tier"),
  IMPROVEMENTS(
      "plumbline_improvement_actions", "Entries of the improvement register", "service state"),
  FIRINGS("plumbline_rule_firings_total", "How often the rule concluded", Keys.RULE),
  SECONDS("plumbline_rule_seconds_total", "Time spent in the rule", Keys.RULE),
  ERRORS("plumbline_rule_errors_total", "How often the rule threw; alert on any", Keys.RULE),
  RELOAD("plumbline_rules_reload_ok", "1 if the newest edit is in force", "pack"),
  PACK("plumbline_rules_info", "Rules in force", "pack hash"),
  LAG("plumbline_engine_lag_seconds", "How far judging is behind what was accepted", ""),
  NEWEST(
      "plumbline_newest_sample_timestamp_seconds", "Time of the newest sample of any series", "");

  enum Type {
    GAUGE,
    COUNTER,
    INFO
  }

  private static final class Keys {
    static final String OBJECTIVE = "service objective";
    static final String WINDOW = "service objective window";
    static final String RESOURCE = "service resource";
    static final String FINDING = "service kind severity rule";
    static final String RULE = "rule";
  }

  private static final String TOTAL_SUFFIX = "_total";
  private static final String INFO_SUFFIX = "_info";

  private final String metric;
  private final String help;
  private final String labels;

  MetricDefinition(String metric, String help, String labels) {
    this.metric = metric;
    this.help = help;
    this.labels = labels;
  }

  String help() {
    return help;
  }

  List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
  }

  /** The type, which the name's ending tells. */
  Type type() {
    if (metric.endsWith(TOTAL_SUFFIX)) {
      return Type.COUNTER;
    }
    return metric.endsWith(INFO_SUFFIX) ? Type.INFO : Type.GAUGE;
  }

  /** The name without the ending that the client itself adds to counters and infos. */
  String clientName() {
    return switch (type()) {
      case GAUGE -> metric;
      case COUNTER -> metric.substring(0, metric.length() - TOTAL_SUFFIX.length());
      case INFO -> metric.substring(0, metric.length() - INFO_SUFFIX.length());
    };
  }
}
