package io.plumbline.app;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Outcome;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.publish.Outbox;
import io.plumbline.report.Board;
import io.plumbline.report.BoardHead;
import io.plumbline.report.FindingFeed;
import io.plumbline.report.FindingStore;
import io.plumbline.runner.Audience;
import io.plumbline.store.Batch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Carries what the engine found to everyone who shows, keeps or sends it. */
final class Announcer implements Audience {

  /** Bounds of its buckets; 1.2 s is what is promised. */
  private static final double[] LAGS = {0.1, 0.25, 0.5, 0.75, 1, 1.2, 2.5, 5, 10, 60};

  private final FindingStore findings;
  private final Outbox outbox;
  private final FindingFeed feed;
  private final Board board;
  private final InstantSource clock;
  private final LiveFigures figures;
  private final TicketShelf tickets;
  private final Acceptance acceptance;
  private final DistributionSummary detectionLag;
  private Optional<Instant> newestSample = Optional.empty();

  Announcer(
      FindingStore findings,
      Outbox outbox,
      FindingFeed feed,
      Board board,
      LiveFigures figures,
      TicketShelf tickets,
      Acceptance acceptance,
      InstantSource clock,
      MeterRegistry registry) {
    this.findings = findings;
    this.outbox = outbox;
    this.feed = feed;
    this.board = board;
    this.figures = figures;
    this.tickets = tickets;
    this.acceptance = acceptance;
    this.clock = clock;
    this.detectionLag =
        DistributionSummary.builder("plumbline.detection.lag")
            .description("From acceptance, or a deadline, until a finding goes to its receivers")
            .baseUnit("seconds")
            .serviceLevelObjectives(LAGS)
            .register(registry);
  }

  @Override
  public void commit(Batch batch, List<FindingEvent> events) {
    events.forEach(event -> findings.put(batch, event.finding()));
    outbox.enqueue(batch, events);
  }

  @Override
  public void committed(List<FindingEvent> events, long seq) {
    outbox.wake();
    Instant now = clock.instant();
    feed.publish(events);
    for (FindingEvent event : events) {
      acceptance
          .knowable(seq, event.at())
          .map(since -> Duration.between(since, now))
          .ifPresent(lag -> detectionLag.record(Math.max(0, lag.toMillis() / 1000.0)));
    }
  }

  @Override
  public void judged(Engine engine, Outcome outcome, long seq) {
    acceptance.judged(seq);
    figures.update(engine, outcome);
    tickets.put(outcome.tickets());
    for (ServiceStanding standing : outcome.standings()) {
      standing.objectives().stream()
          .map(ObjectiveStanding::newestSample)
          .flatMap(Optional::stream)
          .forEach(
              at ->
                  newestSample = newestSample.filter(n -> n.isAfter(at)).or(() -> Optional.of(at)));
    }
    Duration lag = Duration.between(outcome.tick(), clock.instant());
    board.update(
        outcome.standings(),
        outcome.gone(),
        new BoardHead(
            outcome.tick(),
            newestSample,
            lag.isNegative() ? Duration.ZERO : lag,
            engine.activated().map(a -> a.version()).orElse(0L),
            engine.activated().map(a -> a.hash()).orElse(""),
            engine.rules().map(r -> r.rules().size()).orElse(0),
            figures.refused(),
            outbox.pending()));
  }
}
