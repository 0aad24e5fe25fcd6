package io.plumbline.console;

import io.plumbline.console.Pages.Answer;
import io.plumbline.console.Pages.Question;
import io.plumbline.console.page.StaticTemplates;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.report.IncidentArchive;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The pages about tickets: every open clock, and one ticket with where its time went. */
final class IncidentPages {

  private static final int CLOCKS_PER_PAGE = 100;

  private final Pages pages;
  private final IncidentArchive archive;
  private final StaticTemplates templates = new StaticTemplates();

  IncidentPages(Pages pages, IncidentArchive archive) {
    this.pages = pages;
    this.archive = archive;
  }

  void mount(Router router) {
    pages.on(router, "/clocks", this::clocks);
    pages.on(router, "/incidents/:id", this::incident);
  }

  private Answer clocks(Question question) {
    List<ClockStanding> clocks = question.view().clocks();
    int last = Math.max(1, (clocks.size() + CLOCKS_PER_PAGE - 1) / CLOCKS_PER_PAGE);
    int page = Math.min(last, question.pageNumber());
    Times times = new Times(question.now());
    List<OpenClock> rows =
        clocks.stream()
            .skip((page - 1L) * CLOCKS_PER_PAGE)
            .limit(CLOCKS_PER_PAGE)
            .map(
                c ->
                    OpenClock.of(
                        c, Overview.nameOf(question.view(), c.progress().service()), times))
            .toList();
    Frame frame = pages.frame(question, "Clocks", "clocks", false);
    return new Answer(200, templates.clocks(frame, rows, clocks.size(), page, last));
  }

  private Answer incident(Question question) {
    String number = question.context().pathParam("id");
    Times times = question.times();
    Optional<IncidentAccount> found = archive.find(number, times.now(), Instant.MAX);
    if (found.isEmpty()) {
      Frame frame = pages.frame(question, "No such ticket", "clocks", false);
      String sentence = "Nothing is known of a ticket " + number + ".";
      return new Answer(404, templates.missing(frame, sentence));
    }
    IncidentAccount account = found.get();
    String service = Overview.nameOf(question.view(), account.service());
    Frame frame = pages.frame(question, account.incident(), "clocks", false);
    return new Answer(200, templates.incident(frame, IncidentPage.of(account, service, times)));
  }
}
