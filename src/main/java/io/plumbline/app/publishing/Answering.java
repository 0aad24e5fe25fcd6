package io.plumbline.app.publishing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.plumbline.http.Calls;
import io.plumbline.http.Problem;
import io.plumbline.http.TokenCheck;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionException;

/** Makes an answer off the event loop, and turns what is refused into a problem. */
final class Answering {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private static final int RETRY_SECONDS = 10;

  private Answering() {}

  /**
   * What a call came to.
   *
   * @param status HTTP status
   * @param body written as JSON
   */
  record Answer(int status, Object body) {

    static Answer of(Object body) {
      return new Answer(200, body);
    }
  }

  /** Something that takes its time. */
  @FunctionalInterface
  interface Work {
    Answer work() throws RefusedActException, BusyException, InterruptedException;
  }

  /** Says that a person must show a token. */
  static void nobody(RoutingContext request) {
    boolean none = TokenCheck.token(request.request()).isEmpty();
    request
        .response()
        .putHeader(
            "www-authenticate",
            "Bearer realm=\"plumbline\"" + (none ? "" : ", error=\"invalid_token\""));
    Problem.send(
        request.response(),
        401,
        (none ? "this needs a person's token, also on loopback" : "this token is no person's")
            + "; send Authorization: Bearer and one made by: plumbline token --name NAME --role"
            + " owner:PACK");
  }

  /** Answers with what some work comes to, or with why it is not done. */
  static void answer(RoutingContext request, Work work) {
    request
        .vertx()
        .executeBlocking(
            () -> {
              Answer answer = work.work();
              return new Answer(answer.status(), JSON.writeValueAsBytes(answer.body()));
            },
            false)
        .onSuccess(answer -> send(request, answer))
        .onFailure(e -> refuse(request, e));
  }

  private static void send(RoutingContext request, Answer answer) {
    if (request.response().closed()) {
      return;
    }
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .end(Buffer.buffer((byte[]) answer.body()));
  }

  /** Says why something is not done. */
  static void refuse(RoutingContext request, Throwable e) {
    if (e instanceof RefusedActException refused) {
      int status =
          switch (refused.why()) {
            case WRONG -> 400;
            case FORBIDDEN -> 403;
            case ABSENT -> 404;
            case CONFLICT -> 409;
            case UNSOUND -> 422;
          };
      ObjectNode problem = Problem.of(status, refused.getMessage());
      if (refused.why() == RefusedActException.Why.UNSOUND) {
        ArrayNode problems = problem.putArray("problems");
        refused
            .problems()
            .forEach(p -> problems.add(JSON.<ObjectNode>valueToTree(DraftAnswer.Fault.of(p))));
      }
      Problem.send(request.response(), problem);
    } else if (e instanceof BusyException) {
      later(request, e.getMessage());
    } else if (e instanceof CompletionException) {
      later(request, "the journal could not be written; nothing has changed, try again later");
    } else {
      Calls.failed(request, e);
    }
  }

  /** Says that it can be tried again soon. */
  static void later(RoutingContext request, String detail) {
    request.response().putHeader("retry-after", "" + RETRY_SECONDS);
    Problem.send(request.response(), 503, detail);
  }
}
