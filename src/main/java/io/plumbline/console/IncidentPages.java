package io.plumbline.console;

import gg.jte.models.runtime.JteModel;
import io.plumbline.console.Pages.Answer;
import io.plumbline.console.Pages.Question;
import io.plumbline.console.page.StaticTemplates;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.report.Board;
import io.plumbline.report.IncidentArchive;
import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages about tickets: every open clock, and one ticket with where its time went. */
final class IncidentPages {

  private static final int CLOCKS_PER_PAGE = 100;
  private static final String CLOCKS = "/stream/clocks";
  private static final String TICKETS = "/stream/incidents/";

  private final Pages pages;
  private final IncidentArchive archive;
  private final StaticTemplates templates = new StaticTemplates();

  IncidentPages(Pages pages, IncidentArchive archive) {
    this.pages = pages;
    this.archive = archive;
  }

  void mount(Router router, LiveStream stream) {
    pages.on(router, "/clocks", this::clocks);
    pages.on(router, "/incidents/:id", this::incident);
    router
        .get(CLOCKS)
        .handler(
            context -> {
              int page = Pages.pageNumber(context);
              stream.open(
                  context, CLOCKS + page, (view, now) -> main(clocks(view, now, page).render()));
            });
    router
        .get(TICKETS + ":id")
        .handler(
            context -> {
              String number = context.pathParam("id");
              stream.open(
                  context,
                  TICKETS + number,
                  (view, now) ->
                      account(number, view, now)
                          .map(account -> main(ticket(account, view, now).render()))
                          .orElse(Map.of()));
            });
  }

  private static Map<String, String> main(String html) {
    return Map.of("main", html);
  }

  private Answer clocks(Question question) {
    int page = question.pageNumber();
    Frame frame = pages.frame(question, "Clocks", "clocks", CLOCKS + "?page=" + page);
    return new Answer(200, templates.clocks(frame, clocks(question.view(), question.now(), page)));
  }

  private JteModel clocks(Board.View view, Instant now, int wanted) {
    List<ClockStanding> clocks = view.clocks();
    int last = Math.max(1, (clocks.size() + CLOCKS_PER_PAGE - 1) / CLOCKS_PER_PAGE);
    int page = Math.min(last, wanted);
    Times times = new Times(now);
    List<OpenClock> rows =
        clocks.stream()
            .skip((page - 1L) * CLOCKS_PER_PAGE)
            .limit(CLOCKS_PER_PAGE)
            .map(c -> OpenClock.of(c, Overview.nameOf(view, c.progress().service()), times))
            .toList();
    return templates.partOpenclocks(rows, clocks.size(), page, last, now);
  }

  private Answer incident(Question question) {
    String number = question.context().pathParam("id");
    Optional<IncidentAccount> found = account(number, question.view(), question.now());
    if (found.isEmpty()) {
      Frame frame = pages.frame(question, "No such ticket", "clocks");
      String sentence = "Nothing is known of a ticket " + number + ".";
      return new Answer(404, templates.missing(frame, sentence));
    }
    Frame frame =
        pages.frame(
            question,
            found.get().incident(),
            "clocks",
            TICKETS + URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20"));
    JteModel ticket = ticket(found.get(), question.view(), question.now());
    return new Answer(200, templates.incident(frame, ticket));
  }

  private Optional<IncidentAccount> account(String number, Board.View view, Instant now) {
    return archive.find(number, Pages.times(view, now).now(), Instant.MAX);
  }

  private JteModel ticket(IncidentAccount account, Board.View view, Instant now) {
    String service = Overview.nameOf(view, account.service());
    IncidentPage page = IncidentPage.of(account, service, Pages.times(view, now));
    return templates.partTicket(page, now);
  }
}
