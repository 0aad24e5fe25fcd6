package io.plumbline.console;

import io.plumbline.console.api.ApiRoutes;
import io.plumbline.console.api.DeliveryLog;
import io.plumbline.console.api.IncidentRoutes;
import io.plumbline.console.api.LiveRules;
import io.plumbline.console.rules.RuleBook;
import io.plumbline.report.FindingFeed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Serves a board of six services for looking at while the pages are worked on. */
public final class ConsolePreview {

  private ConsolePreview() {}

  public static void main(String[] args) {
    int port = args.length == 0 ? 8090 : Integer.parseInt(args[0]);
    PreviewBoard preview = new PreviewBoard(Instant.now());
    OpenFindings archive = new OpenFindings(preview.board());
    KnownTickets tickets =
        new KnownTickets(
            List.of(TicketCast.over(Instant.now())), () -> preview.board().view().clocks());
    ApiRoutes api =
        new ApiRoutes(
            preview.board(), archive, new FindingFeed(), () -> LiveRules.NONE, DeliveryLog.NONE);
    TestServer server =
        new TestServer(
            port,
            (vertx, router) -> {
              api.mount(router);
              new IncidentRoutes(preview.board(), tickets).mount(router);
              new ConsoleRoutes(
                      vertx,
                      new ConsoleSources(
                          preview.board(),
                          archive,
                          tickets,
                          new KeptFacts(),
                          RuleBook.NONE,
                          NoTexts.NONE),
                      InstantSource.system())
                  .mount(router);
              vertx.setPeriodic(500, t -> preview.tick(Instant.now()));
            });
    System.out.println("Look at " + server.uri("/"));
  }
}
