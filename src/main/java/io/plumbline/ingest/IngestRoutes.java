package io.plumbline.ingest;

import io.plumbline.http.Calls;
import io.plumbline.journal.JournalWriter;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls by which samples and incident events come in. The event loop collects a body, looks at
 * its headers and queues it; the journal's thread reads it; the answer goes out on the request's
 * own context once the journal has what is kept of it.
 *
 * <p>The HTTP server must not decompress requests by itself: Netty takes {@code snappy} for another
 * format of that name.
 */
public final class IngestRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(IngestRoutes.class);

  private static final String REMOTE_WRITE = "application/x-protobuf";
  private static final String REMOTE_WRITE_1 = "prometheus.WriteRequest";
  private static final String REMOTE_WRITE_2 = "io.prometheus.write.v2.Request";
  private static final String WRITTEN = "X-Prometheus-Remote-Write-%s-Written";
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final String PLAIN = "identity";
  private static final Set<String> ENCODINGS = Set.of(PLAIN, "gzip", "x-gzip");
  private static final int NAMED_ITEMS = 1000;
  private static final int KNOWN_EVENTS = 100_000;

  private final JournalWriter writer;
  private final MetricSubmission.Gate gate;
  private final InstantSource clock;
  private final IngestLimits limits;
  private final RemoteWriteDecoder remoteWrite;
  private final RemoteWrite2Decoder remoteWrite2;
  private final SnappyBody snappy = new SnappyBody();
  private final JsonMetrics jsonMetrics;
  private final KnownEvents knownEvents = new KnownEvents(KNOWN_EVENTS);
  private final AnswerStyle text = new TextAnswers();
  private final AnswerStyle written = new WrittenAnswers(text);
  private final AnswerStyle problem = new ProblemAnswers();

  /**
   * Prepares the calls.
   *
   * @param writer where everything goes
   * @param index the series that the journal has; used on the writer's thread
   * @param clock tells when a request arrived
   */
  public IngestRoutes(
      JournalWriter writer,
      SeriesIndex index,
      InstantSource clock,
      IngestLimits limits,
      IngestMetrics metrics) {
    this.writer = writer;
    this.gate = new MetricSubmission.Gate(index, metrics);
    this.clock = clock;
    this.limits = limits;
    this.remoteWrite = new RemoteWriteDecoder(index, metrics);
    this.remoteWrite2 = new RemoteWrite2Decoder(index, metrics, limits.decompressedBytes());
    this.jsonMetrics = new JsonMetrics(index);
  }

  /** Serves the calls of the contract that take something in. */
  public void mount(Calls calls) {
    route(calls, "remoteWrite", this::remoteWrite, this::remoteWriteStyle);
    route(calls, "metrics", this::metrics, request -> problem);
    route(calls, "incidents", this::incidents, request -> problem);
  }

  private void route(
      Calls calls,
      String operation,
      Handler<RoutingContext> handler,
      Function<RoutingContext, AnswerStyle> style) {
    calls
        .on(operation)
        .handler(BodyHandler.create(false).setBodyLimit(limits.bodyBytes()))
        .handler(handler)
        .failureHandler(failed -> failed(failed, style.apply(failed)));
  }

  /** The message that a request of remote write brings, by its Content-Type alone. */
  private static String message(RoutingContext request) {
    ContentType type = ContentType.of(request.request().getHeader(HttpHeaders.CONTENT_TYPE));
    return type.type().equals(REMOTE_WRITE)
        ? type.parameters().getOrDefault("proto", REMOTE_WRITE_1)
        : "";
  }

  private AnswerStyle remoteWriteStyle(RoutingContext request) {
    return message(request).equals(REMOTE_WRITE_2) ? written : text;
  }

  private void remoteWrite(RoutingContext request) {
    Consumer<Answer> reply = reply(request);
    AnswerStyle style = remoteWriteStyle(request);
    String message = message(request);
    if (!message.equals(REMOTE_WRITE_1) && !message.equals(REMOTE_WRITE_2)) {
      refuse(
          Refusal.MEDIA_TYPE,
          "only remote write is understood; send Content-Type: application/x-protobuf with"
              + " proto="
              + REMOTE_WRITE_2
              + ", or without for 1.0",
          style,
          reply);
      return;
    }
    if (!"snappy".equalsIgnoreCase(request.request().getHeader(HttpHeaders.CONTENT_ENCODING))) {
      refuse(
          Refusal.MEDIA_TYPE,
          "remote write is compressed; send Content-Encoding: snappy (block format)",
          style,
          reply);
      return;
    }
    byte[] body = bytes(request);
    try {
      long claimed = SnappyBody.claim(body);
      if (claimed > limits.decompressedBytes()) {
        refuse(
            Refusal.TOO_LARGE,
            "the body claims %d bytes decompressed; at most %d are accepted, send fewer samples"
                .formatted(claimed, limits.decompressedBytes()),
            style,
            reply);
        return;
      }
      offerRemoteWrite(body, (int) claimed, message, style, reply);
    } catch (MalformedBodyException e) {
      refuse(Refusal.MALFORMED, e.getMessage(), style, reply);
    }
  }

  private void offerRemoteWrite(
      byte[] body, int claimed, String message, AnswerStyle style, Consumer<Answer> reply) {
    TimeBounds bounds = new TimeBounds(clock.millis());
    boolean second = message.equals(REMOTE_WRITE_2);
    MetricSubmission.Body samples =
        refusals -> {
          byte[] bytes = snappy.decompress(body, claimed);
          return second
              ? remoteWrite2.decode(bytes, claimed, bounds, refusals)
              : remoteWrite.decode(bytes, claimed, bounds, refusals);
        };
    offer(
        new MetricSubmission(
            claimed,
            samples,
            gate,
            second ? IngestMetrics.Protocol.REMOTE_WRITE_2 : IngestMetrics.Protocol.REMOTE_WRITE,
            style,
            1,
            reply),
        style,
        reply);
  }

  private void metrics(RoutingContext request) {
    Consumer<Answer> reply = reply(request);
    Optional<JsonBody> sent = json(request, reply);
    if (sent.isPresent()) {
      JsonBody body = sent.get();
      TimeBounds bounds = new TimeBounds(clock.millis());
      offer(
          new MetricSubmission(
              body.bytes(),
              refusals -> jsonMetrics.read(body.plain(), body.lines(), bounds, refusals),
              gate,
              IngestMetrics.Protocol.JSON,
              problem,
              NAMED_ITEMS,
              reply),
          problem,
          reply);
    }
  }

  private void incidents(RoutingContext request) {
    Consumer<Answer> reply = reply(request);
    Optional<JsonBody> sent = json(request, reply);
    if (sent.isPresent()) {
      try {
        JsonIncidents reader = new JsonIncidents(new TimeBounds(clock.millis()), zone(request));
        offer(
            new IncidentSubmission(sent.get(), reader, knownEvents, gate.metrics(), reply),
            problem,
            reply);
      } catch (DateTimeException e) {
        refuse(
            Refusal.MALFORMED,
            "there is no zone \"%s\"; write an IANA name such as Europe/Berlin, or an offset such as +02:00"
                .formatted(request.queryParams().get("zone")),
            problem,
            reply);
      }
    }
  }

  private static Optional<LocalTimes> zone(RoutingContext request) {
    boolean later = "later".equals(request.queryParams().get("overlap"));
    return Optional.ofNullable(request.queryParams().get("zone"))
        .filter(zone -> !zone.isEmpty())
        .map(
            zone ->
                new LocalTimes(
                    ZoneId.of(zone),
                    later ? LocalTimes.Overlap.LATER : LocalTimes.Overlap.EARLIER));
  }

  /** The JSON of a request; empty when it was refused. */
  private Optional<JsonBody> json(RoutingContext request, Consumer<Answer> reply) {
    ContentType type = ContentType.of(request.request().getHeader(HttpHeaders.CONTENT_TYPE));
    String named = request.request().getHeader(HttpHeaders.CONTENT_ENCODING);
    String encoding = named == null ? PLAIN : named.toLowerCase(Locale.ROOT);
    boolean json = (type.type().equals(JSON) || type.type().equals(LINES)) && type.isUtf8();
    if (!json || !ENCODINGS.contains(encoding)) {
      refuse(
          Refusal.MEDIA_TYPE,
          "send Content-Type: application/json or application/x-ndjson in UTF-8, as it is or with"
              + " Content-Encoding: gzip",
          problem,
          reply);
      return Optional.empty();
    }
    try {
      JsonBody body =
          new JsonBody(bytes(request), !encoding.equals(PLAIN), type.type().equals(LINES));
      if (body.claimed() <= limits.bodyBytes()) {
        return Optional.of(body);
      }
      refuse(
          Refusal.TOO_LARGE,
          "the body claims %d bytes inflated; at most %d are accepted, send it in parts"
              .formatted(body.claimed(), limits.bodyBytes()),
          problem,
          reply);
    } catch (MalformedBodyException e) {
      refuse(Refusal.MALFORMED, e.getMessage(), problem, reply);
    }
    return Optional.empty();
  }

  private static byte[] bytes(RoutingContext request) {
    Buffer body = request.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  private void offer(
      JournalWriter.Submission submission, AnswerStyle style, Consumer<Answer> reply) {
    if (!writer.offer(submission)) {
      refuse(Refusal.BUSY, "too much waits to be written; please send this again", style, reply);
    }
  }

  private void refuse(Refusal refusal, String message, AnswerStyle style, Consumer<Answer> reply) {
    gate.metrics().refused(refusal).increment();
    reply.accept(style.refused(refusal, message));
  }

  private void failed(RoutingContext request, AnswerStyle style) {
    if (request.statusCode() == Refusal.TOO_LARGE.status()) {
      refuse(
          Refusal.TOO_LARGE,
          "the body is larger than " + limits.bodyBytes() + " bytes; send it in parts",
          style,
          reply(request));
    } else {
      request.next();
    }
  }

  private static Consumer<Answer> reply(RoutingContext request) {
    Context context = request.vertx().getOrCreateContext();
    return answer -> {
      try {
        context.runOnContext(now -> send(request.response(), answer));
      } catch (RejectedExecutionException e) {
        LOG.info("A sender was not answered, as the HTTP server has stopped already");
      }
    };
  }

  private static void send(HttpServerResponse response, Answer answer) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer
        .retryAfterSeconds()
        .ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, "" + seconds));
    answer
        .written()
        .ifPresent(
            samples ->
                response
                    .putHeader(WRITTEN.formatted("Samples"), "" + samples)
                    .putHeader(WRITTEN.formatted("Histograms"), "0")
                    .putHeader(WRITTEN.formatted("Exemplars"), "0"));
    if (answer.body().isEmpty()) {
      response.end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType()).end(answer.body());
    }
  }
}
