package io.plumbline.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** A refusal as {@code application/problem+json}, RFC 9457. */
public final class Problem {

  /** Its media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper JSON = new JsonMapper();

  private Problem() {}

  /**
   * The members that every problem has; others may be added.
   *
   * @param status HTTP status, 400 to 599
   * @param detail what is wrong and what to send instead
   */
  public static ObjectNode of(int status, String detail) {
    return JSON.createObjectNode()
        .put("type", "about:blank")
        .put("title", title(status))
        .put("status", status)
        .put("detail", detail);
  }

  /** Answers with a problem, unless the caller has gone or has an answer already. */
  public static void send(HttpServerResponse response, int status, String detail) {
    send(response, of(status, detail));
  }

  /** As {@link #send(HttpServerResponse, int, String)}, with what was added to {@link #of}. */
  public static void send(HttpServerResponse response, ObjectNode problem) {
    if (response.ended() || response.closed() || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(problem.get("status").asInt())
        .putHeader("content-type", MEDIA_TYPE)
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .end(Buffer.buffer(problem.toString()));
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 417 -> "Expectation Failed";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> throw new IllegalArgumentException("no problem of ours has the status " + status);
    };
  }
}
