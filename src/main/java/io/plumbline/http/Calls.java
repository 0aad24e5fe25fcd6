package io.plumbline.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener's router as the contract says it: paths, methods and queries come from there, and what
 * is not in it is refused with a problem.
 */
public final class Calls {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
  private static final int[] REFUSED = {400, 404, 405, 413, 415, 417, 500, 503};
  private static final int RETRY_SECONDS = 10;
  private static final String UNDECODABLE = "the address cannot be decoded; write % as %25";

  private final Router router;
  private final Map<String, Operation> missing = new HashMap<>();
  private final Set<String> served = new HashSet<>();

  /** The calls of one listener on its router, which has no routes yet. */
  public Calls(Contract contract, Listener listener, Router router) {
    this.router = router;
    contract.operations().stream()
        .filter(operation -> operation.listener() == listener)
        .forEach(operation -> missing.put(operation.id(), operation));
    for (int status : REFUSED) {
      router.errorHandler(status, request -> refuse(request, status));
    }
    router.route().handler(Calls::decode).failureHandler(Calls::unlessGone);
  }

  /**
   * The route of a call, whose query is checked already when the handlers that are added come.
   *
   * @throws IllegalStateException if the contract has no such call on this listener, or its route
   *     was asked for before
   */
  public Route on(String operationId) {
    Operation operation = missing.remove(operationId);
    if (operation == null) {
      throw new IllegalStateException(
          "the contract has no operation %s here, or it is mounted twice".formatted(operationId));
    }
    served.add(operationId);
    // A route of its own, as a body handler must be the first on its route.
    router
        .route(operation.method(), operation.path())
        .setName(operationId)
        .handler(request -> check(operation, request));
    return router.route(operation.method(), operation.path()).setName(operationId);
  }

  /** For what the contract does not list: pages and their files. */
  public Router router() {
    return router;
  }

  /**
   * Sees to it that nothing is documented and not served, or served below /api/ and not documented.
   *
   * @throws IllegalStateException naming what is
   */
  public void complete() {
    List<String> stray =
        router.getRoutes().stream()
            .filter(route -> String.valueOf(route.getPath()).startsWith("/api/"))
            .map(Route::getName)
            .filter(name -> !served.contains(name))
            .toList();
    if (!missing.isEmpty() || !stray.isEmpty()) {
      throw new IllegalStateException(
          "in the contract but not served: %s; served but not in the contract: %s"
              .formatted(missing.keySet(), stray));
    }
  }

  private static void check(Operation operation, RoutingContext request) {
    Optional<String> wrong = operation.wrong(request.queryParams());
    if (wrong.isPresent()) {
      Problem.send(request.response(), 400, wrong.get());
    } else {
      request.next();
    }
  }

  // Whoever reads a parameter later would fail, each in its own way.
  private static void decode(RoutingContext request) {
    boolean readable = true;
    try {
      request.queryParams();
      request.request().params();
    } catch (HttpException | IllegalArgumentException e) {
      readable = false;
    }
    if (readable) {
      request.next();
    } else {
      Problem.send(request.response(), 400, UNDECODABLE);
    }
  }

  // That somebody hung up is no failure, and as many may do so as like.
  private static void unlessGone(RoutingContext request) {
    if (!request.response().closed()) {
      request.next();
    }
  }

  private void refuse(RoutingContext request, int status) {
    HttpServerResponse response = request.response();
    String path = QueryParameter.clip(String.valueOf(request.request().path()));
    switch (status) {
      case 400 -> Problem.send(response, 400, UNDECODABLE);
      case 404 ->
          Problem.send(
              response,
              404,
              "there is nothing at %s; /api/v1/openapi.yaml lists every call".formatted(path));
      case 405 -> {
        String allowed = allowed(request.request().path());
        response.putHeader(HttpHeaders.ALLOW, allowed);
        Problem.send(
            response,
            405,
            "%s does not go with %s; send %s".formatted(request.request().method(), path, allowed));
      }
      case 413 -> Problem.send(response, 413, "the body is too large; send less at once");
      case 415 ->
          Problem.send(
              response,
              415,
              "this media type is not taken here; send the one that /api/v1/openapi.yaml names");
      case 417 ->
          Problem.send(response, 417, "only Expect: 100-continue is understood; leave it out");
      default -> failed(request, request.failure());
    }
  }

  private String allowed(String path) {
    return router.getRoutes().stream()
        .filter(route -> route.methods() != null && leadsTo(route, path))
        .flatMap(route -> route.methods().stream())
        .map(HttpMethod::name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean leadsTo(Route route, String path) {
    String[] pattern = String.valueOf(route.getPath()).split("/", -1);
    String[] steps = path.split("/", -1);
    return pattern.length == steps.length
        && IntStream.range(0, steps.length)
            .allMatch(i -> pattern[i].startsWith(":") || pattern[i].equals(steps[i]));
  }

  /** Answers what is no HTTP request that could be routed, and ends its connection. */
  public static void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    HttpServerResponse response = request.response().putHeader(HttpHeaders.CONNECTION, "close");
    if (cause instanceof TooLongHttpLineException) {
      Problem.send(response, 414, "the first line is too long; put less into the address");
    } else if (cause instanceof TooLongHttpHeaderException) {
      Problem.send(response, 431, "the headers are too long; send fewer or shorter ones");
    } else {
      Problem.send(response, 400, "this is not HTTP/1.1; send a request as RFC 9112 describes");
    }
    request.connection().close();
  }

  /**
   * Answers a call that failed for a reason that is not the caller's and that the log tells. Trying
   * again may help.
   */
  public static void failed(RoutingContext request, Throwable cause) {
    LOG.error("{} {} failed", request.request().method(), request.request().path(), cause);
    HttpServerResponse response = request.response();
    if (!response.headWritten()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, "" + RETRY_SECONDS);
    }
    Problem.send(response, 503, "this failed here and the log says why; try again later");
  }
}
