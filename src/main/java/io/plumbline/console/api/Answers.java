package io.plumbline.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an answer off the event loop, and turns what goes wrong into problem+json. */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private Answers() {}

  /** RFC 9457. */
  private record Problem(String type, String title, int status, String detail) {}

  static void answer(RoutingContext context, Callable<?> question) {
    context
        .vertx()
        .executeBlocking(() -> json(question.call()), false)
        .onSuccess(body -> send(context, 200, JSON, body))
        .onFailure(e -> refuse(context, e));
  }

  private static void refuse(RoutingContext context, Throwable e) {
    if (e instanceof BadQueryException) {
      problem(context, 400, "Bad request", e.getMessage());
    } else if (e instanceof HttpException undecodable && undecodable.getStatusCode() == 400) {
      problem(context, 400, "Bad request", "the query cannot be decoded; write % as %25");
    } else if (e instanceof AbsentException) {
      problem(context, 404, "Not found", e.getMessage());
    } else {
      LOG.error("cannot answer {}", context.request().path(), e);
      problem(context, 500, "Internal error", "the answer could not be made; the log says why");
    }
  }

  static void problem(RoutingContext context, int status, String title, String detail) {
    send(context, status, PROBLEM, json(new Problem("about:blank", title, status, detail)));
  }

  private static void send(RoutingContext context, int status, String type, Buffer body) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("content-type", type)
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .end(body);
  }

  /** A value as JSON. */
  static Buffer json(Object value) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
    }
  }
}
