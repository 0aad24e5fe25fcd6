package io.plumbline.console;

import io.plumbline.catalogue.Service;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the first page shows, in its words and its order, short enough to be drawn every
 * second.
 *
 * @param summary the headline and what stands beside it
 * @param services services, worst first
 * @param moreServices services left out
 * @param clocks clocks, next due first
 * @param moreClocks clocks left out
 * @param findings open findings, worst first
 * @param moreFindings open findings left out
 * @param capacity resources, nearest limit first
 * @param moreCapacity resources left out
 * @param trust how far it can be trusted
 */
public record Overview(
    Summary summary,
    List<ServiceRow> services,
    int moreServices,
    List<ClockRow> clocks,
    int moreClocks,
    List<FindingRow> findings,
    int moreFindings,
    List<CapacityCard> capacity,
    int moreCapacity,
    TrustStrip trust) {

  /** Up to so many services are all shown at length. */
  private static final int SERVICES = 30;

  private static final int NOT_FINE = 60;
  private static final int FINE_LINES = 12;
  private static final int CLOCKS = 12;
  private static final int FINDINGS = 20;
  private static final int RESOURCES = 9;

  static Overview of(Board.View view, Instant now) {
    Times times = new Times(view.head().judged() ? view.head().asOf() : now);
    List<ServiceRow> services = services(view, times);
    // The browser counts clocks down from the server's time, not from the last tick.
    Times clock = new Times(now);
    return new Overview(
        Summary.of(view, now),
        services,
        view.services().size() - services.size(),
        view.clocks().stream()
            .limit(CLOCKS)
            .map(c -> ClockRow.of(c, nameOf(view, c.progress().service()), clock))
            .toList(),
        Math.max(0, view.clocks().size() - CLOCKS),
        findings(view, view.findings(), times),
        Math.max(0, view.findings().size() - FINDINGS),
        view.capacities().stream()
            .limit(RESOURCES)
            .map(
                c ->
                    CapacityCard.of(
                        c,
                        nameOf(view, c.target().service()),
                        openOf(view, c.target().service()),
                        times.now()))
            .toList(),
        Math.max(0, view.capacities().size() - RESOURCES),
        TrustStrip.of(view));
  }

  private static List<ServiceRow> services(Board.View view, Times times) {
    boolean many = view.services().size() > SERVICES;
    List<ServiceRow> rows = new ArrayList<>();
    int atLength = 0;
    int lines = 0;
    for (ServiceStanding s : view.services()) {
      boolean brief = many && s.state() == ServiceState.FINE;
      if (brief ? lines++ < FINE_LINES : atLength++ < NOT_FINE) {
        rows.add(ServiceRow.of(s, times, brief));
      }
    }
    return List.copyOf(rows);
  }

  private static List<FindingRow> findings(Board.View view, List<Finding> all, Times times) {
    return all.stream()
        .limit(FINDINGS)
        .map(f -> FindingRow.of(f, nameOf(view, f.service()), times))
        .toList();
  }

  /** The name of a service for people; its plain name when the board does not have it. */
  static String nameOf(Board.View view, String service) {
    return view.service(service)
        .map(ServiceStanding::service)
        .map(Service::displayName)
        .orElse(service);
  }

  private static List<Finding> openOf(Board.View view, String service) {
    return Optional.of(service).flatMap(view::service).map(ServiceStanding::open).orElse(List.of());
  }
}
