package io.plumbline.console.api;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import io.plumbline.report.FindingArchive;
import io.plumbline.report.FindingArchive.Position;
import io.plumbline.report.FindingFeed;
import io.plumbline.report.FindingFilter;
import io.vertx.ext.web.Router;
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

  private static final String BASE = "/api/v1/";

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

  /** Adds the routes to a router. */
  public void mount(Router router) {
    get(router, "services", this::services);
    get(router, "services/:id", this::service);
    get(router, "objectives", this::objectives);
    get(router, "clocks", this::clocks);
    get(router, "capacity", this::capacity);
    get(router, "findings", this::findings);
    get(router, "findings/:id", c -> FindingEntry.of(find(c, "finding", f -> true)));
    get(router, "improvements", this::improvements);
    get(
        router,
        "improvements/:id",
        c -> ImprovementEntry.of(find(c, "improvement", f -> f.kind() == Kind.IMPROVEMENT)));
    get(router, "rules", c -> RulesEntry.of(rules.get()));
    get(router, "problems", this::problems);
    get(router, "deliveries", this::deliveries);
    router.get(BASE + "stream").handler(stream::open);
  }

  private static void get(Router router, String path, Function<RoutingContext, Object> question) {
    router
        .get(BASE + path)
        .handler(context -> Answers.answer(context, () -> question.apply(context)));
  }

  /** Ends the streams; call it before the server is closed. */
  @Override
  public void close() {
    stream.close();
  }

  private Object services(RoutingContext context) {
    Query query = new Query(context.queryParams(), "state");
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
    Query query = new Query(context.queryParams(), "service");
    Board.View view = board.view();
    return Page.of(
        asOf(view),
        view.services().stream()
            .filter(s -> is(query, "service", s.service().name()))
            .flatMap(s -> s.objectives().stream())
            .toList(),
        query,
        o -> o.slo().name(),
        ObjectiveEntry::of);
  }

  private Object clocks(RoutingContext context) {
    Query query = new Query(context.queryParams(), "service", "state", "priority");
    Board.View view = board.view();
    return Page.of(
        asOf(view),
        view.clocks().stream()
            .filter(c -> is(query, "service", c.progress().service()))
            .filter(c -> is(query, "state", c.progress().status()))
            .filter(c -> is(query, "priority", c.progress().priority()))
            .toList(),
        query,
        c -> c.progress().service() + "/" + c.progress().subject(),
        ClockEntry::of);
  }

  private Object capacity(RoutingContext context) {
    Query query = new Query(context.queryParams(), "service");
    Board.View view = board.view();
    return Page.of(
        asOf(view),
        view.capacities().stream().filter(c -> is(query, "service", c.target().service())).toList(),
        query,
        c -> c.target().name(),
        CapacityEntry::of);
  }

  private Object findings(RoutingContext context) {
    Query query = new Query(context.queryParams(), "service", "kind", "severity", "state");
    return found(query, query.oneOf("kind", Kind.class), FindingEntry::of);
  }

  private Object improvements(RoutingContext context) {
    Query query = new Query(context.queryParams(), "service", "severity", "state");
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
    Query query = new Query(context.queryParams(), "channel");
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

  private static boolean is(Query query, String name, String value) {
    return query.text(name).map(wanted -> wanted.equalsIgnoreCase(value)).orElse(true);
  }
}
