package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.finding.ServiceStanding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service in the read API.
 *
 * @param state {@code breach}, {@code at_risk}, {@code unknown} or {@code fine}
 * @param since data time since which the state has held
 * @param why text of the worst finding; absent when none stands
 * @param openFindings how many findings stand
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ServiceEntry(
    String name,
    String displayName,
    String description,
    String tier,
    String owner,
    Map<String, String> labels,
    String state,
    Instant since,
    Instant asOf,
    String why,
    int openFindings) {

  static ServiceEntry of(ServiceStanding s) {
    return new ServiceEntry(
        s.service().name(),
        s.service().displayName(),
        s.service().description(),
        s.service().tier(),
        s.service().owner(),
        new TreeMap<>(s.service().labels()),
        Query.wireName(s.state()),
        s.since(),
        s.asOf(),
        s.open().isEmpty() ? null : s.open().get(0).text(),
        s.open().size());
  }

  /** A service with everything that stands for it. */
  record Detail(
      @JsonUnwrapped ServiceEntry service,
      List<ObjectiveEntry> objectives,
      List<ClockEntry> clocks,
      List<CapacityEntry> capacities,
      List<FindingEntry> findings) {

    static Detail of(ServiceStanding s) {
      return new Detail(
          ServiceEntry.of(s),
          s.objectives().stream().map(ObjectiveEntry::withCourse).toList(),
          s.clocks().stream().map(ClockEntry::of).toList(),
          s.capacities().stream().map(CapacityEntry::of).toList(),
          s.open().stream().map(FindingEntry::of).toList());
    }
  }
}
