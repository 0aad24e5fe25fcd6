package io.plumbline.console;

import gg.jte.models.runtime.JteModel;
import io.plumbline.http.Calls;
import io.plumbline.report.Board;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.Function;

/** Draws pages off the event loop and forbids the browser all but their own files. */
final class Pages {

  private static final int NONCE_BYTES = 16;

  private final Board board;
  private final InstantSource clock;
  private final Assets assets;
  private final SecureRandom random = new SecureRandom();

  Pages(Board board, InstantSource clock, Assets assets) {
    this.board = board;
    this.clock = clock;
    this.assets = assets;
  }

  /** What is asked for, the board as it stands, and the time. */
  record Question(RoutingContext context, String nonce, Board.View view, Instant now) {

    /** Moments seen from the newest tick. */
    Times times() {
      return Pages.times(view, now);
    }

    /** The number of the page of a list, from 1; 1 when none is asked for. */
    int pageNumber() {
      return Pages.pageNumber(context);
    }
  }

  static Times times(Board.View view, Instant now) {
    return new Times(view.head().judged() ? view.head().asOf() : now);
  }

  static int pageNumber(RoutingContext context) {
    String page = context.request().getParam("page");
    return page != null && page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1;
  }

  /** A page and its HTTP status. */
  record Answer(int status, JteModel page) {}

  void on(Router router, String path, Function<Question, Answer> answer) {
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

  /** The frame of a page that stays as it is. */
  Frame frame(Question question, String title, String section) {
    return frame(question, title, section, "");
  }

  /** The frame of a page that a stream keeps up to date. */
  Frame frame(Question question, String title, String section, String stream) {
    return new Frame(title, section, question.nonce(), stream, assets);
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
