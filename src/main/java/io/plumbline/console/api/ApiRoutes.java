package io.plumbline.console.api;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceState;
import io.plumbline.http.Calls;
import io.plumbline.report.Board;
import io.plumbline.report.FindingArchive;
import io.plumbline.report.FindingArchive.Position;
import io.plumbline.report.FindingFeed;
import io.plumbline.report.FindingFilter;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** {@code GET /api/v1/…}: what stands now and what was found, read only. */
public final class ApiRoutes implements AutoCloseable {

  private final Board board;
  private final FindingArchive archive;
  private final Supplier<LiveRules> rules;
  private final DeliveryLog deliveries;
  private final EventStream stream;

  /**
   * The routes over these sources.
   *
   * @param rules gives the rule set in force at any time
   */
  public ApiRoutes(
      Board board,
      FindingArchive archive,
      FindingFeed feed,
      Supplier<LiveRules> rules,
      DeliveryLog deliveries) {
    this.board = board;
    this.archive = archive;
    this.rules = rules;
    this.deliveries = deliveries;
    this.stream = new EventStream(feed);
  }

  /** Serves the calls of the contract that read. */
  public void mount(Calls calls) {
    get(calls, "services", this::services);
    get(calls, "service", this::service);
    get(calls, "objectives", this::objectives);
    get(calls, "capacity", this::capacity);
    get(calls, "findings", this::findings);
    get(calls, "finding", c -> FindingEntry.of(find(c, "finding", f -> true)));
    get(calls, "improvements", this::improvements);
    get(
        calls,
        "improvement",
        c -> ImprovementEntry.of(find(c, "improvement", f -> f.kind() == Kind.IMPROVEMENT)));
    get(calls, "problems", this::problems);
    get(calls, "deliveries", this::deliveries);
    calls.on("stream").handler(stream::open);
  }

  private static void get(
      Calls calls, String operation, Function<RoutingContext, Object> question) {
    calls.on(operation).handler(context -> Answers.answer(context, () -> question.apply(context)));
  }

  /** Ends the streams; call it before the server is closed. */
  @Override
  public void close() {
    stream.close();
  }

  private Object services(RoutingContext context) {
    Query query = new Query(context.queryParams());
    Optional<ServiceState> state = query.oneOf("state", ServiceState.class);
    Board.View view = board.view();
    return Page.of(
        asOf(view),
        view.services().stream().filter(s -> state.isEmpty() || state.get() == s.state()).toList(),
        query,
        s -> s.service().name(),
        ServiceEntry::of);
  }

  private Object service(RoutingContext context) {
    String name = context.pathParam("id");
    return board
        .view()
        .service(name)
        .map(ServiceEntry.Detail::of)
        .orElseThrow(() -> new AbsentException("there is no service \"" + name + "\""));
  }

  private Object objectives(RoutingContext context) {
    Query query = new Query(context.queryParams());
    Board.View view = board.view();
    return Page.of(
        asOf(view),
        view.services().stream()
            .filter(s -> query.is("service", s.service().name()))
            .flatMap(s -> s.objectives().stream())
            .toList(),
        query,
        o -> o.slo().name(),
        ObjectiveEntry::of);
  }

  private Object capacity(RoutingContext context) {
    Query query = new Query(context.queryParams());
    Board.View view = board.view();
    return Page.of(
        asOf(view),
        view.capacities().stream().filter(c -> query.is("service", c.target().service())).toList(),
        query,
        c -> c.target().name(),
        CapacityEntry::of);
  }

  private Object findings(RoutingContext context) {
    Query query = new Query(context.queryParams());
    return found(query, query.oneOf("kind", Kind.class), FindingEntry::of);
  }

  private Object improvements(RoutingContext context) {
    Query query = new Query(context.queryParams());
    return found(query, Optional.of(Kind.IMPROVEMENT), ImprovementEntry::of);
  }

  private <T> Page<T> found(Query query, Optional<Kind> kind, Function<Finding, T> item) {
    FindingFilter filter =
        new FindingFilter(
            query.text("service"),
            kind,
            query.oneOf("severity", Severity.class),
            query.oneOf("state", Finding.State.class));
    List<Finding> found =
        archive.page(filter, query.after().map(ApiRoutes::position), query.limit() + 1);
    return Page.cut(asOf(board.view()), found, query.limit(), ApiRoutes::key, item);
  }

  private static String key(Finding finding) {
    return finding.detected() + " " + finding.id();
  }

  private static Position position(String key) {
    int space = key.indexOf(' ');
    try {
      return new Position(
          Instant.parse(key.substring(0, Math.max(space, 0))), key.substring(space + 1));
    } catch (DateTimeException e) {
      throw Query.badCursor(Query.cursor(key));
    }
  }

  private Finding find(RoutingContext context, String what, Predicate<Finding> wanted) {
    String id = context.pathParam("id");
    return archive
        .find(id)
        .filter(wanted)
        .orElseThrow(() -> new AbsentException("there is no " + what + " \"" + id + "\""));
  }

  private Object problems(RoutingContext context) {
    LiveRules live = rules.get();
    Query query = new Query(context.queryParams());
    return Page.of(
        null,
        live.problems(),
        query,
        p -> "%s:%06d: %s".formatted(p.path(), p.line(), p.what()),
        p -> p);
  }

  private Object deliveries(RoutingContext context) {
    Query query = new Query(context.queryParams());
    return Page.cut(
        null,
        deliveries.page(query.text("channel"), query.after(), query.limit() + 1),
        query.limit(),
        DeliveryLog.Delivery::id,
        d -> d);
  }

  private static Instant asOf(Board.View view) {
    return view.head().judged() ? view.head().asOf() : null;
  }
}
