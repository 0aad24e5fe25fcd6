package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.ClockStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The open clock of a ticket's target in the read API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClockEntry(
    String service,
    String incident,
    String target,
    String agreement,
    String counterparty,
    String priority,
    String state,
    double usedPercent,
    Duration allowed,
    Instant opened,
    Instant due,
    List<Integer> atRiskPercent,
    int cycle,
    Instant asOf) {

  static ClockEntry of(ClockStanding clock) {
    TargetProgress progress = clock.progress();
    return new ClockEntry(
        progress.service(),
        progress.incident(),
        progress.target(),
        progress.agreement(),
        progress.counterparty(),
        progress.priority(),
        progress.status().toLowerCase(Locale.ROOT),
        progress.usedPercent(),
        Duration.ofMinutes(progress.allowedMinutes()),
        clock.opened(),
        clock.due().orElse(null),
        clock.atRiskPercent(),
        progress.cycle(),
        clock.asOf());
  }
}
