package io.plumbline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.catalogue.Service;
import io.plumbline.console.rules.RuleBook;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import io.plumbline.report.Cast;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRoutesTest {

  private static final List<String> PARTS =
      List.of("summary", "services", "clocks", "findings", "capacity", "trust");

  private final Board board = new Board();
  private ConsoleRoutes console;
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        new TestServer(
            0,
            (vertx, router) -> {
              console =
                  new ConsoleRoutes(
                      vertx,
                      new ConsoleSources(
                          board,
                          new OpenFindings(board),
                          new KnownTickets(List.of()),
                          new KeptFacts(),
                          RuleBook.NONE,
                          NoTexts.NONE),
                      InstantSource.fixed(Cast.NOW));
              console.mount(router);
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsTheBoardWithItsHeadline() throws Exception {
    board.update(
        List.of(
            Cast.standing("payments", ServiceState.FINE),
            Cast.standing(
                "checkout", ServiceState.BREACH, finding("Availability is 99.8 %", Map.of()))),
        Cast.head());

    HttpResponse<String> page = server.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<h1>One service breaks its promise.</h1>")
        .contains("22 Nov 2026, 09:12:00 UTC")
        .contains("Availability is 99.8\u00a0%")
        .contains("href=\"/findings/")
        .contains("<turbo-stream-source src=\"/stream\">");
    assertThat(page.body().indexOf("Checkout")).isLessThan(page.body().indexOf("Payments"));
  }

  @Test
  void escapesWhatOthersHaveWritten() throws Exception {
    String evil = "<script>alert('x')</script>\"onload=";
    Finding finding =
        Cast.finding(
            Kind.BREACH, Severity.PAGE, "evil", evil, evil, evil, Cast.NOW, Map.of(evil, evil));
    ServiceStanding standing =
        Cast.standing(
            new Service("evil", evil, evil, evil, evil, Map.of()),
            ServiceState.BREACH,
            Cast.NOW,
            List.of(Cast.objective(Cast.slo("evil", "a", evil, 0.9), 0.5, Map.of(), List.of())),
            List.of(finding));
    board.update(
        List.of(Cast.with(standing, Cast.held("evil", evil, evil, evil, 40))), Cast.head());

    for (String path :
        List.of("/", "/services", "/clocks", "/findings", "/findings/" + finding.id())) {
      assertThat(server.get(path).body())
          .as(path)
          .contains("&lt;script")
          .doesNotContain("<script>")
          .doesNotContainPattern("=\"[^\"<]*/script(>|&gt;)\"onload");
    }
    assertThat(server.get("/findings/%3Cscript%3E").body()).doesNotContain("<script>");
  }

  @Test
  void writesUnknownInsteadOfAFigureAndNeverInGreen() throws Exception {
    board.update(
        List.of(
            Cast.standing(
                "ledger",
                ServiceState.UNKNOWN,
                List.of(
                    Cast.silent(
                        Cast.slo("ledger", "a", "Availability", 0.999),
                        Cast.NOW.minusSeconds(720),
                        List.of())),
                List.of())),
        Cast.head());

    String page = server.get("/").body();

    String services =
        page.substring(page.indexOf("id=\"services\""), page.indexOf("id=\"capacity\""));
    assertThat(services).contains("class=\"promise unknown\"").contains("unknown</p>");
    assertThat(services).doesNotContain("fine").doesNotContain("99.97 %");
  }

  @Test
  void forbidsTheBrowserAllButItsOwnFiles() throws Exception {
    HttpResponse<String> first = server.get("/");
    HttpResponse<String> second = server.get("/");

    String policy = first.headers().firstValue("content-security-policy").orElse("");
    Matcher nonce = Pattern.compile("'nonce-([^']+)'").matcher(policy);
    assertThat(nonce.find()).isTrue();
    assertThat(policy).startsWith("default-src 'none'; script-src 'self'; style-src 'self' ");
    assertThat(first.body()).contains("<meta name=\"csp-nonce\" content=\"" + nonce.group(1));
    assertThat(second.headers().firstValue("content-security-policy").orElse(""))
        .isNotEqualTo(policy);
    assertThat(first.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(first.body()).doesNotContain("style=\"").doesNotContain("http://");
  }

  @Test
  void servesTheFilesOfItsPagesForEver() throws Exception {
    Matcher path =
        Pattern.compile("\"(/assets/[0-9a-f]{16}/[a-z.]+)\"").matcher(server.get("/").body());
    int found = 0;
    for (; path.find(); found++) {
      HttpResponse<String> file = server.get(path.group(1));
      assertThat(file.statusCode()).as(path.group(1)).isEqualTo(200);
      assertThat(file.headers().firstValue("cache-control").orElse("")).contains("immutable");
      assertThat(file.body()).isNotEmpty();
    }
    assertThat(found).isEqualTo(5);
    assertThat(server.get("/assets/0000000000000000/console.css").statusCode()).isEqualTo(404);
  }

  @Test
  void explainsAFinding() throws Exception {
    Finding finding = finding("Availability is low", Map.of("ratioPercent", 99.871, "count", 3));
    board.update(List.of(Cast.standing("checkout", ServiceState.BREACH, finding)), Cast.head());

    HttpResponse<String> page = server.get("/findings/" + finding.id());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("standard/availability.drl:12")
        .contains("clause 8.3.3")
        .contains("ratioPercent")
        .contains("99.871")
        .contains("9f3c1a7e5b20d4c6")
        .contains("href=\"https://wiki.example/runbooks/availability\"");
  }

  @Test
  void answersNotFoundForAFindingThatIsNotThere() throws Exception {
    assertThat(server.get("/findings/none").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/services",
        "/services?page=9",
        "/clocks",
        "/findings",
        "/findings?state=open"
      })
  void showsPagesBeforeTheFirstTick(String path) throws Exception {
    assertThat(server.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void sendsAllPartsOnConnectingAndThenOnlyThoseThatChanged() throws Exception {
    board.update(List.of(Cast.standing("checkout", ServiceState.FINE)), Cast.head());
    try (Lines stream = server.lines("/stream")) {
      await().until(() -> targets(stream).size() == PARTS.size());
      assertThat(targets(stream)).containsExactlyElementsOf(PARTS);
      assertThat(stream.response().headers().firstValue("content-type"))
          .contains("text/event-stream");
      assertThat(stream.read().get(0)).isEqualTo("retry: 2000");

      board.update(List.of(Cast.standing("checkout", ServiceState.AT_RISK)), Cast.head());

      await().until(() -> targets(stream).size() > PARTS.size());
      assertThat(targets(stream).subList(PARTS.size(), targets(stream).size()))
          .containsExactly("summary", "services");
      assertThat(String.join("\n", stream.read())).contains("One service is at risk.");
      assertThat(stream.read())
          .allMatch(line -> line.isEmpty() || line.matches("(data|retry): ?.*"));
    }
  }

  @Test
  void endsTheStreamsWhenClosed() throws Exception {
    try (Lines stream = server.lines("/stream")) {
      await().until(() -> console.livePages() == 1);

      console.close();

      await().until(stream::ended);
      await().until(() -> console.livePages() == 0);
      assertThat(server.get("/stream").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void forgetsAPageThatWentAway() throws Exception {
    Lines stream = server.lines("/stream");
    await().until(() -> console.livePages() == 1);

    stream.close();

    await().until(() -> console.livePages() == 0);
  }

  private static List<String> targets(Lines stream) {
    Pattern target =
        Pattern.compile("<turbo-stream action=\"replace\" method=\"morph\" target=\"([a-z]+)\">");
    return stream.read().stream()
        .map(target::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1))
        .toList();
  }

  private static Finding finding(String text, Map<String, Object> facts) {
    return Cast.finding(
        Kind.BREACH, Severity.PAGE, "checkout", "availability", "Missed", text, Cast.NOW, facts);
  }
}
