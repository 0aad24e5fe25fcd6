package io.plumbline.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.plumbline.http.Calls;
import io.plumbline.http.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/** Makes an answer off the event loop, and turns what goes wrong into a problem. */
final class Answers {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private Answers() {}

  static void answer(RoutingContext context, Callable<?> question) {
    context
        .vertx()
        .executeBlocking(() -> json(question.call()), false)
        .onSuccess(body -> send(context, body))
        .onFailure(e -> refuse(context, e));
  }

  private static void refuse(RoutingContext context, Throwable e) {
    if (e instanceof BadQueryException) {
      Problem.send(context.response(), 400, e.getMessage());
    } else if (e instanceof AbsentException) {
      Problem.send(context.response(), 404, e.getMessage());
    } else if (e instanceof ConflictException) {
      Problem.send(context.response(), 409, e.getMessage());
    } else {
      Calls.failed(context, e);
    }
  }

  private static void send(RoutingContext context, Buffer body) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return;
    }
    response
        .putHeader("content-type", "application/json")
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
