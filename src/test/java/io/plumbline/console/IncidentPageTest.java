package io.plumbline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.catalogue.ServiceHours;
import io.plumbline.console.rules.RuleBook;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import io.plumbline.report.Cast;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncidentPageTest {

  private final Board board = new Board();
  private final IncidentAccount ticket = TicketCast.over(Cast.NOW);
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        new TestServer(
            0,
            (vertx, router) ->
                new ConsoleRoutes(
                        vertx,
                        new ConsoleSources(
                            board,
                            new OpenFindings(board),
                            new KnownTickets(List.of(ticket)),
                            new KeptFacts(),
                            RuleBook.NONE,
                            NoTexts.NONE),
                        InstantSource.fixed(Cast.NOW))
                    .mount(router));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theLedgerAddsUpToTheTimeUsedOfTheVerdict() {
    IncidentPage page = IncidentPage.of(ticket, "Checkout", new Times(Cast.NOW));
    ClockLedger ledger = page.clocks().get(0);

    assertThat(page.headline())
        .isEqualTo("INC-4181: resolution, SLA with ACME, is over by 20 min 17 s.");
    assertThat(page.others()).isEqualTo("2 clocks: 1 over, 1 met");
    assertThat(ledger.used()).isEqualTo("4:20:17 used of 4:00:00 allowed for P1");
    assertThat(ledger.sums())
        .extracting(s -> s.use() + " " + s.length() + " (" + s.holders() + ")")
        .containsExactly(
            "counted 4:20:17 (Service Desk 2:00:00, Network 1:30:17, nobody named 0:50:00)",
            "on hold 1:30:00 (Network 1:30:00)",
            "outside hours 14:53:03 (Network 14:53:03)");
    assertThat(ledger.whole()).isEqualTo("20:43:20");
    assertThat(page.clocks().get(1).verdict()).isEqualTo("It was met with 5 min to spare.");
  }

  @Test
  void thePagesOfTicketsAreKeptUpToDateEachByItsOwnStream() throws Exception {
    board.update(List.of(Cast.standing("checkout", ServiceState.BREACH)), Cast.head());
    assertThat(server.get("/incidents/INC-4181").body())
        .contains("<turbo-stream-source src=\"/stream/incidents/INC-4181\">")
        .contains("href=\"/findings\"");
    assertThat(server.get("/clocks?page=7").body())
        .contains("<turbo-stream-source src=\"/stream/clocks?page=7\">");
    assertThat(server.get("/incidents/INC-9").body()).doesNotContain("turbo-stream-source");

    try (Lines ticketStream = server.lines("/stream/incidents/INC-4181");
        Lines clocks = server.lines("/stream/clocks?page=1")) {
      await().until(() -> said(ticketStream).contains("is over by 20 min 17 s."));
      await().until(() -> said(clocks).contains("Open clocks"));
      assertThat(said(ticketStream)).contains("target=\"main\"").doesNotContain("Open clocks");
      assertThat(said(clocks)).doesNotContain("INC-4181");
    }
  }

  private static String said(Lines stream) {
    return String.join("\n", stream.read());
  }

  @Test
  void showsEachStretchAndEachEventOfATicket() throws Exception {
    board.update(List.of(Cast.standing("checkout", ServiceState.BREACH)), Cast.head());

    HttpResponse<String> page = server.get("/incidents/INC-4181");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Checkout · incident · P1 · In Progress · Network")
        .contains("<td role=\"cell\">on hold</td>")
        .contains("<td role=\"cell\">outside hours</td>")
        .contains("14:53:03")
        .contains("corrected to ")
        .contains("does not count: dated before the ticket's opening")
        .contains("href=\"/api/v1/incidents/INC-4181\"");
    assertThat(server.get("/incidents/INC-1").statusCode()).isEqualTo(404);
  }

  @Test
  void listsClocksByWhatBreaksNextAndThoseOnHoldLast() throws Exception {
    board.update(
        List.of(
            Cast.with(
                Cast.standing("checkout", ServiceState.FINE),
                Cast.held("checkout", "INC-3", "resolution", "4", 75),
                Cast.clock("checkout", "INC-2", "response", "2", 82, Duration.ofSeconds(324)),
                Cast.clock("checkout", "INC-1", "resolution", "1", 108, Duration.ofSeconds(-1217)),
                closed(Cast.clock("checkout", "INC 4/x", "update", "3", 5, Duration.ofHours(9))))),
        Cast.head());

    String page = server.get("/clocks").body();

    assertThat(page)
        .containsSubsequence(
            "href=\"/incidents/INC-1\"",
            "SLA with ACME",
            "over by 21 min",
            "was due 22 Nov, 08:51:43",
            "running",
            "nobody named",
            "href=\"/incidents/INC-2\"",
            "5 min left",
            "due 22 Nov, 09:17:24",
            "href=\"/incidents/INC%204%2Fx\"",
            "9 h 00 min left",
            "outside hours",
            "href=\"/incidents/INC-3\"",
            "1 h 00 min left",
            "if resumed now, due 22 Nov, 10:12:00",
            "on hold");
  }

  @Test
  void aBrokenClockOnHoldSaysBoth() {
    ClockStanding usual =
        Cast.clock("checkout", "INC-1", "resolution", "1", 108, Duration.ofMinutes(-20));

    OpenClock clock = OpenClock.of(with(usual, usual.hours(), true), "Checkout", later());

    assertThat(clock.left()).isEqualTo("over by 20 min");
    assertThat(clock.on()).isEqualTo("on hold");
    assertThat(OpenClock.of(usual, "Checkout", later()).left()).isEqualTo("over by 25 min");
  }

  private static Times later() {
    return new Times(Cast.NOW.plus(Duration.ofMinutes(5)));
  }

  private static ClockStanding closed(ClockStanding clock) {
    return with(clock, new ServiceHours("never", ZoneOffset.UTC, Map.of(), Map.of()), false);
  }

  private static ClockStanding with(ClockStanding c, ServiceHours hours, boolean paused) {
    return new ClockStanding(
        c.progress(),
        c.due(),
        c.breachAfter(),
        c.opened(),
        c.atRiskPercent(),
        c.asOf(),
        c.left(),
        hours,
        c.holdings(),
        paused);
  }
}
