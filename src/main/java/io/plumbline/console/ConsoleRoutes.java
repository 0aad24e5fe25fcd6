package io.plumbline.console;

import io.plumbline.console.Pages.Answer;
import io.plumbline.console.Pages.Question;
import io.plumbline.console.page.StaticTemplates;
import io.plumbline.console.rules.RuleBook;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.http.Calls;
import io.plumbline.report.Explanations;
import io.plumbline.report.FindingArchive;
import io.plumbline.report.FindingArchive.Position;
import io.plumbline.report.FindingFilter;
import io.plumbline.report.NamedFinding;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The pages of the console: the board at {@code /}, all services, one service, all findings, one
 * finding, all clocks, one ticket, all rules, one rule.
 */
public final class ConsoleRoutes implements AutoCloseable {

  private static final int SERVICES_PER_PAGE = 100;
  private static final int FINDINGS_PER_PAGE = 50;

  private final FindingArchive archive;
  private final Explanations explanations;
  private final LiveStream stream;
  private final Pages pages;
  private final IncidentPages incidents;
  private final RulePages rules;
  private final RuleBook ruleBook;
  private final Assets assets = new Assets();
  private final Fragments fragments = new Fragments();
  private final StaticTemplates templates = new StaticTemplates();

  /**
   * The pages over these sources. Nothing is served before {@link #mount}.
   *
   * @param clock gives the time from which ages are counted
   */
  public ConsoleRoutes(Vertx vertx, ConsoleSources sources, InstantSource clock) {
    this.archive = sources.findings();
    this.explanations = sources.explanations();
    this.pages = new Pages(sources.board(), clock, assets);
    this.incidents = new IncidentPages(pages, sources.tickets());
    this.ruleBook = sources.rules();
    this.rules = new RulePages(pages, sources);
    this.stream = new LiveStream(vertx, sources.board(), clock);
  }

  /** Serves the pages, their files and their stream; no call of the contract is among them. */
  public void mount(Calls calls) {
    Router router = calls.router();
    pages.on(router, "/", this::overview);
    pages.on(router, "/services", this::services);
    pages.on(router, "/services/:name", this::service);
    pages.on(router, "/findings", this::findings);
    pages.on(router, "/findings/:id", this::finding);
    incidents.mount(router, stream);
    rules.mount(router);
    router.get("/assets/*").handler(assets::serve);
    router.get(Frame.BOARD).handler(c -> stream.open(c, Frame.BOARD, fragments::render));
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

  private Answer overview(Question question) {
    Overview overview = Overview.of(question.view(), question.now());
    Frame frame = pages.frame(question, "Services", "services", Frame.BOARD);
    return new Answer(200, templates.overview(frame, overview));
  }

  private Answer services(Question question) {
    int total = question.view().services().size();
    int last = Math.max(1, (total + SERVICES_PER_PAGE - 1) / SERVICES_PER_PAGE);
    int page = Math.min(last, question.pageNumber());
    Times times = question.times();
    List<ServiceRow> rows =
        question.view().services().stream()
            .skip((page - 1L) * SERVICES_PER_PAGE)
            .limit(SERVICES_PER_PAGE)
            .map(s -> ServiceRow.of(s, times, false))
            .toList();
    Frame frame = pages.frame(question, "All services", "services");
    return new Answer(200, templates.services(frame, rows, total, page, last));
  }

  private Answer service(Question question) {
    String name = question.context().pathParam("name");
    Optional<ServiceStanding> standing = question.view().service(name);
    if (standing.isEmpty()) {
      Frame frame = pages.frame(question, "No such service", "services");
      return new Answer(404, templates.missing(frame, "There is no service " + name + "."));
    }
    Frame frame = pages.frame(question, standing.get().service().displayName(), "services");
    return new Answer(
        200,
        templates.service(
            frame, ServicePage.of(standing.get(), ruleBook.exclusions(name), question.times())));
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
    Frame frame = pages.frame(question, "Findings", "findings");
    return new Answer(200, templates.findings(frame, rows, open, next));
  }

  private Answer finding(Question question) {
    String id = question.context().pathParam("id");
    NamedFinding named = NamedFinding.of(archive, id);
    Optional<Finding> found = named.finding().or(() -> question.view().finding(id));
    if (found.isEmpty()) {
      Frame frame = pages.frame(question, "No such finding", "findings");
      String why = named.ambiguous() ? named.why() : "There is no finding " + id;
      return new Answer(404, templates.missing(frame, why + "."));
    }
    Finding finding = found.get();
    String service = Overview.nameOf(question.view(), finding.service());
    Frame frame = pages.frame(question, finding.rule(), "findings");
    return new Answer(
        200,
        templates.finding(
            frame, FindingPage.of(explanations.explain(finding), service, question.times())));
  }
}
