package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.IncidentAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The clock of a ticket's target in the read API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClockEntry(
    String service,
    String incident,
    String kind,
    String target,
    String agreement,
    String type,
    String counterparty,
    String priority,
    String state,
    String holder,
    double usedPercent,
    Duration allowed,
    Duration left,
    Instant opened,
    Instant stopped,
    Instant due,
    Instant breachAfter,
    List<Integer> atRiskPercent,
    int cycle,
    Instant asOf) {

  static ClockEntry of(ClockStanding clock) {
    TargetProgress progress = clock.progress();
    return new ClockEntry(
        progress.service(),
        progress.incident(),
        progress.kind(),
        progress.target(),
        progress.agreement(),
        progress.type(),
        progress.counterparty(),
        progress.priority(),
        progress.status().toLowerCase(Locale.ROOT),
        progress.holder(),
        progress.usedPercent(),
        Duration.ofMinutes(progress.allowedMinutes()),
        clock.left(),
        clock.opened(),
        null,
        clock.due().orElse(null),
        clock.breachAfter().orElse(null),
        clock.atRiskPercent(),
        progress.cycle(),
        clock.asOf());
  }

  static ClockEntry of(IncidentAccount account, ClockAccount clock) {
    return new ClockEntry(
        account.service(),
        account.incident(),
        account.kind(),
        clock.target(),
        clock.agreement(),
        clock.type(),
        clock.counterparty(),
        clock.priority(),
        clock.status().toLowerCase(Locale.ROOT),
        clock.holder(),
        clock.usedPercent(),
        clock.allowed(),
        clock.left(),
        clock.begun(),
        clock.stopped().orElse(null),
        clock.due().orElse(null),
        clock.breachAfter().orElse(null),
        clock.atRiskPercent(),
        clock.cycle(),
        account.asOf());
  }

  /** What tells clocks apart, and their order on pages. */
  String key() {
    return TicketPages.key(service, incident, agreement + "/" + target + "/" + cycle);
  }
}
