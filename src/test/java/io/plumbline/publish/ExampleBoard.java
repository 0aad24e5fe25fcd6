package io.plumbline.publish;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plumbline.catalogue.Slo;
import io.plumbline.fact.Attainment;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import io.plumbline.report.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A board with a service that has everything and one of which nothing is known. */
final class ExampleBoard {

  /** The figures of a daemon that has just begun. */
  static final Figures NONE = new Known(Map.of(), Map.of(), List.of(), List.of());

  private static final String RULE = "Availability missed";

  private ExampleBoard() {}

  record Known(
      Map<Raised, Long> raised, Map<Ended, Long> ended, List<RuleCost> rules, List<Pack> packs)
      implements Figures {
    @Override
    public Map<Ended, Long> standing() {
      return ended;
    }
  }

  /** What Prometheus reads. */
  static String exposition() {
    return registry().scrape();
  }

  static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.getPrometheusRegistry().register(new BoardMetrics(board(), figures()));
    return registry;
  }

  static Board board() {
    Board board = new Board();
    board.update(List.of(checkout(Cast.NOW), mail()), Cast.head());
    return board;
  }

  private static Figures figures() {
    return new Known(
        Map.of(
            new Figures.Raised("checkout", Kind.BREACH, Severity.PAGE, RULE), 4L,
            new Figures.Raised("mail", Kind.BREACH, Severity.PAGE, RULE), 0L),
        Map.of(new Figures.Ended("checkout", "SLA", "incident", "1", "resolution", "met"), 12L),
        List.of(new Figures.RuleCost(RULE, 40, 0.25, 0)),
        List.of(
            new Figures.Pack("standard", "9f3c1a7e", true),
            new Figures.Pack("till", "77aa01cc", false)));
  }

  /** In breach, judged at a tick. */
  static ServiceStanding checkout(Instant asOf) {
    Slo slo = Cast.slo("checkout", "availability", "Availability", 0.999);
    ObjectiveStanding objective =
        new ObjectiveStanding(
            slo,
            true,
            Optional.of(asOf),
            OptionalDouble.of(0.9988),
            OptionalDouble.of(-0.2),
            0,
            Map.of("1h", 5.0, "5m", 0.0),
            List.of());
    Duration hour = Duration.ofHours(1);
    return new ServiceStanding(
        Cast.service("checkout", "Team checkout", "gold"),
        ServiceState.BREACH,
        asOf,
        asOf,
        List.of(new Attainment("checkout", "gold", slo.name(), "1h", 0.995, 0.999, 0)),
        List.of(objective),
        List.of(
            Cast.clock("checkout", "INC1", "resolution", "1", 20, hour),
            Cast.clock("checkout", "INC2", "resolution", "1", 30, hour),
            Cast.clock("checkout", "INC3", "resolution", "1", 80, hour),
            Cast.clock("checkout", "INC4", "response", "2", 120, hour.negated()),
            Cast.held("checkout", "INC5", "response", "2", 80)),
        List.of(
            Cast.capacity(
                "checkout", "cpu", 0.71, 0.8, OptionalDouble.of(12.5), List.of(), List.of()),
            Cast.capacity(
                "checkout", "disk", 0.3, 0.8, OptionalDouble.empty(), List.of(), List.of())),
        List.of(
            Events.raised("checkout").finding(), improvement("network"), improvement("database")));
  }

  private static Finding improvement(String measure) {
    return Cast.finding(
        Kind.IMPROVEMENT,
        Severity.INFO,
        "checkout",
        measure,
        "Breach recurs",
        "recurs",
        Events.START,
        Map.of());
  }

  static ServiceStanding mail() {
    ObjectiveStanding objective =
        new ObjectiveStanding(
            slo(),
            false,
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            1,
            Map.of(),
            List.of());
    return Cast.standing("mail", ServiceState.UNKNOWN, List.of(objective), List.of());
  }

  private static Slo slo() {
    return Cast.slo("mail", "delivery", "Delivery", 0.995);
  }
}
