package io.plumbline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.plumbline.console.rules.RuleBook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The board in a real browser. Pictures of it are left in {@code target/console}. */
class ConsoleIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path profile;

  private PreviewBoard preview;
  private ConsoleRoutes console;
  private TestServer server;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    Optional<String> program = Browser.program();
    if (program.isEmpty()) {
      String missing = "Chromium is not installed; .ci/run installs it";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
    preview = new PreviewBoard(Instant.now());
    server =
        new TestServer(
            0,
            (vertx, router) -> {
              console =
                  new ConsoleRoutes(
                      vertx,
                      new ConsoleSources(
                          preview.board(),
                          new OpenFindings(preview.board()),
                          new KnownTickets(List.of(TicketCast.over(Instant.now()))),
                          new KeptFacts(),
                          RuleBook.NONE,
                          NoTexts.NONE),
                      InstantSource.system());
              console.mount(router);
              vertx.setPeriodic(500, t -> preview.tick(Instant.now()));
            });
    browser = new Browser(program.get(), profile);
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest(name = "{0} pixels wide, dark: {1}")
  @CsvSource({"1440,false", "1440,true", "390,false", "390,true"})
  void isLiveFitsAndAsksNobodyElse(int width, boolean dark) throws Exception {
    browser.open(server.uri("/"), width, width < 800 ? 844 : 1400, width < 800 ? 2 : 1, dark);
    awaitLive();

    assertThat(browser.evaluate("document.documentElement.scrollWidth"))
        .isEqualTo(browser.evaluate("innerWidth"));
    assertThat(browser.hosts()).containsExactly(server.uri("/").getAuthority());
    assertThat(browser.messages()).isEmpty();
    browser.picture(
        Path.of("target", "console", "%s-%d.png".formatted(dark ? "dark" : "light", width)));
  }

  @Test
  void keepsFocusWhileThePageChanges() throws Exception {
    browser.open(server.uri("/"), 1440, 1400, 1, false);
    awaitLive();
    browser.evaluate("document.querySelector('#findings a').focus()");
    Object before = browser.evaluate("document.querySelector('.asof time').textContent");

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                !before.equals(
                    browser.evaluate("document.querySelector('.asof time').textContent")));

    assertThat(browser.evaluate("document.activeElement.closest('#findings') !== null"))
        .isEqualTo(true);
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  void doesNotLookLiveOnceTheStreamHasEnded() throws Exception {
    browser.open(server.uri("/"), 1440, 1400, 1, false);
    awaitLive();

    console.close();

    await().atMost(PATIENCE).until(() -> "reconnecting".equals(badge()));
  }

  @Test
  void showsWhyAFindingWasConcluded() throws Exception {
    browser.open(server.uri("/"), 390, 844, 2, false);
    awaitLive();

    browser.evaluate("document.querySelector('#findings .by a').click()");

    await().atMost(PATIENCE).until(() -> "Why?".equals(text("#why-title")));
    assertThat(text("h1").toString().replace('\u00a0', ' '))
        .isEqualTo("Availability is 99.871 % over 30 days; 99.9 % was promised to ACME.");
    assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    browser.picture(Path.of("target", "console", "finding-390.png"));
  }

  @ParameterizedTest(name = "{0}, {1} pixels wide, dark: {2}")
  @CsvSource({
    "clocks,1440,false",
    "clocks,1440,true",
    "clocks,390,false",
    "clocks,390,true",
    "incidents/INC-4181,1440,false",
    "incidents/INC-4181,1440,true",
    "incidents/INC-4181,390,false",
    "incidents/INC-4181,390,true"
  })
  void tellsOfTicketsWithoutScrollingSideways(String page, int width, boolean dark)
      throws Exception {
    browser.open(
        server.uri("/" + page), width, width < 800 ? 844 : 1400, width < 800 ? 2 : 1, dark);
    awaitLive();

    assertThat(text("table")).isNotNull();
    assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(browser.messages()).isEmpty();
    String name = page.contains("/") ? "incident" : page;
    browser.picture(
        Path.of(
            "target", "console", "%s-%s-%d.png".formatted(name, dark ? "dark" : "light", width)));
  }

  private void awaitLive() {
    await().atMost(PATIENCE).until(() -> "live".equals(badge()));
  }

  private Object badge() {
    return browser.evaluate("document.getElementById('live')?.dataset.state");
  }

  private Object text(String selector) {
    return browser.evaluate("document.querySelector('" + selector + "')?.textContent");
  }
}
