package io.plumbline.console.api;

import io.plumbline.finding.ClockAccount;
import io.plumbline.http.Calls;
import io.plumbline.report.Board;
import io.plumbline.report.BoardHead;
import io.plumbline.report.IncidentArchive;
import io.plumbline.report.IncidentArchive.Quarantined;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code GET /api/v1/…} about tickets and their clocks, now and as of earlier. */
public final class IncidentRoutes {

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
    Stream<ClockEntry> clocks =
        now
            ? board.view().clocks().stream().map(ClockEntry::of)
            : archive.all(asOf(query), knownAt(query)).stream()
                .flatMap(
                    account ->
                        account.clocks().stream()
                            .filter(ClockAccount::open)
                            .map(clock -> ClockEntry.of(account, clock)));
    return Page.of(
        now ? newest().orElse(null) : asOf(query),
        clocks
            .filter(c -> query.is("service", c.service()))
            .filter(c -> query.is("state", c.state()))
            .filter(c -> query.is("priority", c.priority()))
            .filter(c -> query.is("target", c.target()))
            .filter(c -> query.is("holder", c.holder()))
            .toList(),
        query,
        ClockEntry::key,
        entry -> entry);
  }

  private Object quarantine(RoutingContext context) {
    Query query = new Query(context.queryParams());
    List<Quarantined> found =
        archive.quarantined().stream().filter(q -> query.is("service", q.service())).toList();
    return Page.of(
        newest().orElse(null),
        found,
        query,
        q -> q.incident() + "/" + q.event().id(),
        QuarantineEntry::of);
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
