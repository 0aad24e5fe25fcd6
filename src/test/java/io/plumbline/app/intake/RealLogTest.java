package io.plumbline.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.engine.incident.ClockReading;
import io.plumbline.engine.incident.ClockStatus;
import io.plumbline.engine.incident.IncidentClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published numbers of the log, to the incident and the minute. */
class RealLogTest {

  private static final Instant AFTERWARDS = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "false, 10260, 5740, '38, 92, 9735, 395', 107426082",
    "true, 13029, 2971, '49, 122, 12397, 461', 32650438"
  })
  void theEventsOfTheExportGiveThePublishedVerdicts(
      boolean office, int met, int missed, String metByPriority, long minutes) throws Exception {
    IncidentTarget target =
        new IncidentTarget(
            "resolution",
            RealLog.hours(office),
            Stop.LAST,
            Set.of("Resolved", "Closed"),
            Set.of(
                "Awaiting User Info", "Awaiting Vendor", "Awaiting Problem", "Awaiting Evidence"),
            Map.of(
                "1", new Allowance.Counted(Duration.ofHours(4)),
                "2", new Allowance.Counted(Duration.ofHours(8)),
                "3", new Allowance.Counted(Duration.ofHours(40)),
                "4", new Allowance.Counted(Duration.ofHours(80))),
            PriorityChange.RETROACTIVE,
            true,
            Reopen.RESUME,
            List.of(75, 90));
    Map<String, Integer> verdicts = new TreeMap<>();
    Map<String, Integer> met4 = new TreeMap<>();
    Duration counted = Duration.ZERO;
    for (List<TicketEvents.Event> ticket : RealLog.sent(new Oddities()).values()) {
      ClockReading reading =
          IncidentClock.evaluate(RealLog.events(ticket), target, AFTERWARDS, Instant.MAX)
              .orElseThrow();
      verdicts.merge(reading.status().name(), 1, Integer::sum);
      if (reading.status() == ClockStatus.MET) {
        met4.merge(reading.priority(), 1, Integer::sum);
      }
      counted = counted.plus(reading.elapsed());
    }
    assertThat(verdicts).isEqualTo(Map.of("MET", met, "MISSED", missed));
    assertThat(String.join(", ", met4.values().stream().map(String::valueOf).toList()))
        .isEqualTo(metByPriority);
    assertThat(counted.toMinutes()).isEqualTo(minutes);
  }
}
