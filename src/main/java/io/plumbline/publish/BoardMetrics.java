package io.plumbline.publish;

import io.plumbline.fact.Attainment;
import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.PeriodResult;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import io.plumbline.report.BoardHead;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stands, for Prometheus: read off the board when it scrapes, so that a service that is gone
 * leaves no series behind and a tick costs nothing. Register it with the Prometheus registry of
 * Micrometer's. What is not known has no series, and no ticket is named in a label.
 */
public final class BoardMetrics implements MultiCollector {

  /** Improvements on the board; what became of them is the register's. */
  private static final String PROPOSED = "proposed";

  private static final List<String> CLOCK_STATES =
      List.of("running", "at_risk", "paused", "breached");

  private static final String PERIOD = "period";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Board board;
  private final Figures figures;

  /**
   * Makes the collector.
   *
   * @param board what stands
   * @param figures the rest
   */
  public BoardMetrics(Board board, Figures figures) {
    this.board = board;
    this.figures = figures;
  }

  /** The metrics, so that another of one name is refused when it is registered. */
  @Override
  public List<String> getPrometheusNames() {
    return Arrays.stream(MetricDefinition.values()).map(MetricDefinition::clientName).toList();
  }

  @Override
  public MetricSnapshots collect() {
    Scrape scrape = new Scrape();
    Board.View view = board.view();
    view.services().forEach(scrape::service);
    view.findings().forEach(scrape::finding);
    figures.raised().forEach((of, count) -> scrape.once(view, of, count));
    figures.standing().keySet().forEach(of -> scrape.promised(view, of));
    scrape.head(view.head());
    scrape.figures(figures);
    return scrape.snapshots();
  }

  /** How an open clock stands: running, at_risk, paused or breached. */
  static String clockState(TargetProgress progress) {
    boolean atRisk = progress.status().equals("RUNNING") && progress.reachedPercent() > 0;
    return atRisk ? "at_risk" : progress.status().toLowerCase(Locale.ROOT);
  }

  private static int badness(ServiceState state) {
    return switch (state) {
      case FINE -> 0;
      case UNKNOWN -> 1;
      case AT_RISK -> 2;
      case BREACH -> 3;
    };
  }

  /** The values of one scrape. */
  private static final class Scrape {

    private final Map<MetricDefinition, Family> families = new EnumMap<>(MetricDefinition.class);

    private Family of(MetricDefinition definition) {
      return families.computeIfAbsent(definition, Family::new);
    }

    void service(ServiceStanding standing) {
      String service = standing.service().name();
      of(MetricDefinition.STATE).set(badness(standing.state()), service);
      of(MetricDefinition.SERVICE)
          .set(1, service, standing.service().owner(), standing.service().tier());
      standing.objectives().forEach(objective -> objective(service, objective));
      standing
          .facts(Attainment.class)
          .forEach(a -> attained(service, a.objective(), a.window(), a.ratio()));
      standing.capacities().forEach(capacity -> capacity(service, capacity));
      standing.clocks().forEach(clock -> clock(service, clock.progress()));
      of(MetricDefinition.IMPROVEMENTS).set(0, service, PROPOSED);
    }

    private void objective(String service, ObjectiveStanding standing) {
      String name = standing.slo().name();
      of(MetricDefinition.TARGET).set(standing.slo().target(), service, name);
      of(MetricDefinition.WINDOW)
          .set((double) standing.terms().length(standing.slo()).toSeconds(), service, name);
      of(MetricDefinition.UNKNOWN).set(standing.unknownRatio(), service, name);
      of(MetricDefinition.EXCLUDED)
          .set((double) standing.terms().excluded().toSeconds(), service, name);
      standing.terms().closed().stream()
          .findFirst()
          .ifPresent(period -> closed(service, name, period));
      standing.attainment().ifPresent(ratio -> attained(service, name, PERIOD, ratio));
      standing
          .budgetRemaining()
          .ifPresent(left -> of(MetricDefinition.BUDGET).set(left, service, name));
      standing
          .burnRates()
          .forEach((window, rate) -> of(MetricDefinition.BURN).set(rate, service, name, window));
    }

    private void closed(String service, String objective, PeriodResult period) {
      of(MetricDefinition.CLOSED_TARGET).set(period.target(), service, objective);
      of(MetricDefinition.CLOSED_END)
          .set((double) period.to().getEpochSecond(), service, objective);
      period
          .attainment()
          .ifPresent(
              ratio -> {
                of(MetricDefinition.CLOSED_ATTAINMENT).set(ratio, service, objective);
                of(MetricDefinition.CLOSED_KEPT)
                    .set(ratio >= period.target() ? 1 : 0, service, objective);
              });
    }

    private void attained(String service, String objective, String window, double ratio) {
      of(MetricDefinition.ATTAINMENT).set(ratio, service, objective, window);
    }

    private void capacity(String service, CapacityStanding standing) {
      String resource = standing.target().resource();
      standing
          .utilisation()
          .ifPresent(used -> of(MetricDefinition.UTILISATION).set(used, service, resource));
      standing.days().ifPresent(days -> of(MetricDefinition.DAYS).set(days, service, resource));
    }

    private void clock(String service, TargetProgress progress) {
      String state = clockState(progress);
      of(MetricDefinition.CLOCKS)
          .add(
              1,
              service,
              progress.type(),
              progress.kind(),
              progress.priority(),
              progress.target(),
              state);
    }

    // Whatever may end may be open: a promise without a clock is known to have none.
    void promised(Board.View view, Figures.Ended of) {
      if (view.service(of.service()).isPresent()) {
        CLOCK_STATES.forEach(
            state ->
                of(MetricDefinition.CLOCKS)
                    .add(
                        0,
                        of.service(),
                        of.agreementType(),
                        of.kind(),
                        of.priority(),
                        of.target(),
                        state));
      }
    }

    private void finding(Finding finding) {
      of(MetricDefinition.OPEN)
          .add(
              1,
              finding.service(),
              finding.kind().wireName(),
              finding.severity().wireName(),
              finding.rule());
      switch (finding.kind()) {
        case IMPROVEMENT -> of(MetricDefinition.IMPROVEMENTS).add(1, finding.service(), PROPOSED);
        case BREACH, AT_RISK -> {}
      }
    }

    // What stood and stands no longer is known to be 0: a graph falls instead of breaking off.
    void once(Board.View view, Figures.Raised of, long count) {
      if (count > 0 && view.service(of.service()).isPresent()) {
        of(MetricDefinition.OPEN)
            .add(0, of.service(), of.kind().wireName(), of.severity().wireName(), of.rule());
      }
    }

    void head(BoardHead head) {
      of(MetricDefinition.LAG).set(head.lag().toNanos() / NANOS_PER_SECOND);
      head.newestSample()
          .ifPresent(at -> of(MetricDefinition.NEWEST).set(at.toEpochMilli() / MILLIS_PER_SECOND));
    }

    void figures(Figures figures) {
      figures
          .raised()
          .forEach(
              (of, count) ->
                  of(MetricDefinition.RAISED)
                      .add(
                          count,
                          of.service(),
                          of.kind().wireName(),
                          of.severity().wireName(),
                          of.rule()));
      ended(MetricDefinition.TARGETS, figures.ended());
      ended(MetricDefinition.VERDICTS, figures.standing());
      for (Figures.RuleCost cost : figures.rules()) {
        of(MetricDefinition.FIRINGS).add((double) cost.firings(), cost.rule());
        of(MetricDefinition.SECONDS).add(cost.seconds(), cost.rule());
        of(MetricDefinition.ERRORS).add((double) cost.errors(), cost.rule());
      }
      for (Figures.Pack pack : figures.packs()) {
        of(MetricDefinition.RELOAD).set(pack.reloadOk() ? 1 : 0, pack.pack());
        if (!pack.hash().isEmpty()) {
          of(MetricDefinition.PACK).set(1, pack.pack(), pack.hash());
        }
      }
    }

    private void ended(MetricDefinition metric, Map<Figures.Ended, Long> clocks) {
      clocks.forEach(
          (of, count) ->
              of(metric)
                  .add(
                      count,
                      of.service(),
                      of.agreementType(),
                      of.kind(),
                      of.priority(),
                      of.target(),
                      of.verdict()));
    }

    MetricSnapshots snapshots() {
      MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
      families.values().stream()
          .filter(family -> !family.isEmpty())
          .forEach(family -> snapshots.metricSnapshot(family.snapshot()));
      return snapshots.build();
    }
  }
}
