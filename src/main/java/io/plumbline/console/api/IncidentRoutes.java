package io.plumbline.console.api;

import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.ClockAccount;
import io.plumbline.http.Calls;
import io.plumbline.report.Board;
import io.plumbline.report.BoardHead;
import io.plumbline.report.IncidentArchive;
import io.plumbline.report.IncidentArchive.Place;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET /api/v1/…} about tickets and their clocks, now and as of earlier. */
public final class IncidentRoutes {

  /** Tickets that are computed for one page; some tens of milliseconds. */
  private static final int LOOKED_AT = 1_000;

  private final Board board;
  private final IncidentArchive archive;

  /** The routes over these sources. */
  public IncidentRoutes(Board board, IncidentArchive archive) {
    this.board = board;
    this.archive = archive;
  }

  /** Serves the calls of the contract that read tickets. */
  public void mount(Calls calls) {
    get(calls, "clocks", this::clocks);
    get(calls, "incident", this::incident);
    get(calls, "quarantine", this::quarantine);
  }

  private static void get(
      Calls calls, String operation, Function<RoutingContext, Object> question) {
    calls.on(operation).handler(context -> Answers.answer(context, () -> question.apply(context)));
  }

  private Object incident(RoutingContext context) {
    Query query = new Query(context.queryParams());
    String number = context.pathParam("id");
    return archive
        .find(number, asOf(query), knownAt(query))
        .map(IncidentEntry::of)
        .orElseThrow(
            () ->
                new AbsentException(
                    "nothing is known of a ticket \"%s\" then; numbers are spelt as they were sent"
                        .formatted(number)));
  }

  private Object clocks(RoutingContext context) {
    Query query = new Query(context.queryParams());
    boolean now = query.text("asOf").isEmpty() && query.text("knownAt").isEmpty();
    return now ? clocksNow(query) : clocksThen(query, asOf(query), knownAt(query));
  }

  private Page<ClockEntry> clocksNow(Query query) {
    TicketPages pages = new TicketPages(newest().orElse(null), query, Integer.MAX_VALUE);
    return pages.page(
        archive.open(pages.from()),
        clocks -> place(clocks.get(0).progress()),
        clocks -> clocks.stream().map(ClockEntry::of).filter(c -> wanted(query, c)),
        ClockEntry::key);
  }

  private Page<ClockEntry> clocksThen(Query query, Instant asOf, Instant knownAt) {
    TicketPages pages = new TicketPages(asOf, query, LOOKED_AT);
    return pages.page(
        archive.open(pages.from(), asOf, knownAt),
        account -> new Place(account.service(), account.incident()),
        account ->
            account.clocks().stream()
                .filter(ClockAccount::open)
                .map(clock -> ClockEntry.of(account, clock))
                .filter(c -> wanted(query, c)),
        ClockEntry::key);
  }

  private static Place place(TargetProgress clock) {
    return new Place(clock.service(), clock.incident());
  }

  private static boolean wanted(Query query, ClockEntry clock) {
    return query.is("state", clock.state())
        && query.is("priority", clock.priority())
        && query.is("target", clock.target())
        && query.is("holder", clock.holder());
  }

  private Object quarantine(RoutingContext context) {
    TicketPages pages =
        new TicketPages(newest().orElse(null), new Query(context.queryParams()), Integer.MAX_VALUE);
    return pages.page(
        archive.quarantined(pages.from()),
        events -> new Place(events.get(0).service(), events.get(0).incident()),
        events -> events.stream().map(QuarantineEntry::of),
        QuarantineEntry::key);
  }

  private Optional<Instant> newest() {
    return Optional.of(board.view().head()).filter(BoardHead::judged).map(BoardHead::asOf);
  }

  private Instant asOf(Query query) {
    return moment(query, "asOf").orElse(board.view().head().asOf());
  }

  private static Instant knownAt(Query query) {
    return moment(query, "knownAt").orElse(Instant.MAX);
  }

  private static Optional<Instant> moment(Query query, String name) {
    return query
        .text(name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeException e) {
                throw new BadQueryException(
                    "%s is \"%s\"; write a time with its offset, such as 2026-11-22T10:00:00Z"
                        .formatted(name, text));
              }
            });
  }
}
