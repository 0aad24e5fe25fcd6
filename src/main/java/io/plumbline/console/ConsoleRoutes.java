package io.plumbline.console;

import gg.jte.models.runtime.JteModel;
import io.plumbline.console.page.StaticTemplates;
import io.plumbline.finding.Finding;
import io.plumbline.http.Calls;
import io.plumbline.report.Board;
import io.plumbline.report.FindingArchive;
import io.plumbline.report.FindingArchive.Position;
import io.plumbline.report.FindingFilter;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The pages of the console: the board at {@code /}, all services, all findings, one finding. */
public final class ConsoleRoutes implements AutoCloseable {

  private static final int SERVICES_PER_PAGE = 100;
  private static final int FINDINGS_PER_PAGE = 50;
  private static final int NONCE_BYTES = 16;

  private final Board board;
  private final FindingArchive archive;
  private final InstantSource clock;
  private final LiveStream stream;
  private final Assets assets = new Assets();
  private final StaticTemplates templates = new StaticTemplates();
  private final SecureRandom random = new SecureRandom();

  /**
   * The pages over these sources. Nothing is served before {@link #mount}.
   *
   * @param clock gives the time from which ages are counted
   */
  public ConsoleRoutes(Vertx vertx, Board board, FindingArchive archive, InstantSource clock) {
    this.board = board;
    this.archive = archive;
    this.clock = clock;
    this.stream = new LiveStream(vertx, board, clock);
  }

  /** Serves the pages, their files and their stream; no call of the contract is among them. */
  public void mount(Calls calls) {
    Router router = calls.router();
    page(router, "/", this::overview);
    page(router, "/services", this::services);
    page(router, "/findings", this::findings);
    page(router, "/findings/:id", this::finding);
    router.get("/assets/*").handler(assets::serve);
    router.get("/stream").handler(stream::open);
  }

  /** Ends the streams to open pages; call it before the server is closed. */
  @Override
  public void close() {
    stream.close();
  }

  /** How many pages are kept up to date. */
  int livePages() {
    return stream.pages();
  }

  private record Question(RoutingContext context, String nonce, Board.View view, Instant now) {
    Times times() {
      return new Times(view.head().judged() ? view.head().asOf() : now);
    }
  }

  private record Answer(int status, JteModel page) {}

  private void page(Router router, String path, Function<Question, Answer> answer) {
    router
        .get(path)
        .handler(
            context -> {
              String nonce = nonce();
              context
                  .vertx()
                  .executeBlocking(
                      () -> {
                        Answer made =
                            answer.apply(
                                new Question(context, nonce, board.view(), clock.instant()));
                        context.response().setStatusCode(made.status());
                        return made.page().render();
                      },
                      false)
                  .onSuccess(html -> send(context, nonce, html))
                  .onFailure(e -> Calls.failed(context, e));
            });
  }

  private Answer overview(Question question) {
    Overview overview = Overview.of(question.view(), question.now());
    Frame frame = frame(question, "Services", "services", true);
    return new Answer(200, templates.overview(frame, overview));
  }

  private Answer services(Question question) {
    int total = question.view().services().size();
    int pages = Math.max(1, (total + SERVICES_PER_PAGE - 1) / SERVICES_PER_PAGE);
    int page = Math.min(pages, pageNumber(question.context()));
    Times times = question.times();
    List<ServiceRow> rows =
        question.view().services().stream()
            .skip((page - 1L) * SERVICES_PER_PAGE)
            .limit(SERVICES_PER_PAGE)
            .map(s -> ServiceRow.of(s, times, false))
            .toList();
    Frame frame = frame(question, "All services", "services", false);
    return new Answer(200, templates.services(frame, rows, total, page, pages));
  }

  private Answer findings(Question question) {
    boolean open = "open".equals(question.context().request().getParam("state"));
    FindingFilter filter =
        open
            ? new FindingFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Finding.State.OPEN))
            : FindingFilter.ALL;
    Optional<Position> after =
        Optional.ofNullable(question.context().request().getParam("after"))
            .flatMap(archive::find)
            .map(Position::of);
    List<Finding> found = archive.page(filter, after, FINDINGS_PER_PAGE + 1);
    List<Finding> shown = found.subList(0, Math.min(FINDINGS_PER_PAGE, found.size()));
    String next = found.size() > shown.size() ? shown.get(shown.size() - 1).id() : "";
    Times times = question.times();
    List<FindingRow> rows =
        shown.stream()
            .map(f -> FindingRow.of(f, Overview.nameOf(question.view(), f.service()), times))
            .toList();
    Frame frame = frame(question, "Findings", "findings", false);
    return new Answer(200, templates.findings(frame, rows, open, next));
  }

  private Answer finding(Question question) {
    String id = question.context().pathParam("id");
    Optional<Finding> found = archive.find(id).or(() -> question.view().finding(id));
    if (found.isEmpty()) {
      Frame frame = frame(question, "No such finding", "findings", false);
      return new Answer(404, templates.missing(frame, "There is no finding " + id + "."));
    }
    Finding finding = found.get();
    String service = Overview.nameOf(question.view(), finding.service());
    Frame frame = frame(question, finding.rule(), "findings", false);
    return new Answer(
        200, templates.finding(frame, FindingPage.of(finding, service, question.times())));
  }

  private Frame frame(Question question, String title, String section, boolean live) {
    return new Frame(title, section, question.nonce(), live, assets);
  }

  private static int pageNumber(RoutingContext context) {
    String page = context.request().getParam("page");
    return page != null && page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1;
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void send(RoutingContext context, String nonce, String html) {
    if (context.response().closed()) {
      return;
    }
    context
        .response()
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("content-security-policy", policy(nonce))
        .end(html);
  }

  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'none'";
  }
}
