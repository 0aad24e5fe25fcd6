package io.plumbline.publish;

import io.plumbline.publish.Outcome.Reason;
import io.plumbline.publish.Outcome.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Posts to one channel. Every channel has connections of its own, so that a receiver that hangs
 * holds up nobody else, not even a second channel at the same host. Redirects are not followed; of
 * an answer only the status and {@code Retry-After} are read.
 */
final class WebhookSender {

  /** Attempts under way at once. */
  static final int CONCURRENCY = 4;

  /** Time for one attempt, from connecting to the end of the answer. */
  static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** Time for the rest of an answer whose status is known. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final int LARGEST_ANSWER_BYTES = 64 << 10;

  private final Channel channel;
  private final Duration timeout;
  private final HttpClient client;
  private final RequestOptions target;

  WebhookSender(Vertx vertx, Channel channel) {
    this(vertx, channel, TIMEOUT);
  }

  WebhookSender(Vertx vertx, Channel channel, Duration timeout) {
    this.channel = channel;
    this.timeout = timeout;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) timeout.toMillis()),
            new PoolOptions().setHttp1MaxSize(CONCURRENCY));
    this.target =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(channel.url().toString())
            .setFollowRedirects(false);
  }

  /**
   * Makes one attempt. The future never fails.
   *
   * @param id id of the event
   * @param body what to send
   * @param now moment of this attempt
   */
  Future<Outcome> send(String id, String body, Instant now) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    RequestOptions options =
        new RequestOptions(target)
            .putHeader("content-type", "application/json")
            .putHeader("user-agent", "Plumbline")
            .putHeader("webhook-id", id)
            .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
    channel
        .signature()
        .ifPresent(s -> options.putHeader("webhook-signature", s.sign(id, now, bytes)));
    String user = channel.url().getUserInfo();
    if (user != null) {
      String token = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
      options.putHeader("authorization", "Basic " + token);
    }
    return new Attempt(now).run(options, Buffer.buffer(bytes));
  }

  Future<Void> close() {
    return client.close();
  }

  /** One request, which must leave nothing behind when its time is up. */
  private final class Attempt {

    private final Instant now;
    private HttpClientRequest request;
    private Outcome answered;
    private boolean over;
    private long answerBytes;

    Attempt(Instant now) {
      this.now = now;
    }

    Future<Outcome> run(RequestOptions options, Buffer body) {
      return client
          .request(options)
          .compose(opened -> send(opened, body))
          .compose(this::read)
          .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .recover(failure -> Future.succeededFuture(failed(failure)));
    }

    private synchronized Future<HttpClientResponse> send(HttpClientRequest opened, Buffer body) {
      if (over) {
        // The connection came too late; the attempt has been given up.
        return opened.reset().compose(done -> Future.failedFuture(new TimeoutException()));
      }
      request = opened;
      return opened.send(body);
    }

    private synchronized Future<Outcome> read(HttpClientResponse response) {
      HttpClientRequest opened = request;
      Outcome outcome = judge(response);
      answered = outcome;
      response.handler(
          chunk -> {
            answerBytes += chunk.length();
            if (answerBytes > LARGEST_ANSWER_BYTES) {
              opened.reset();
            }
          });
      return response
          .end()
          .timeout(GRACE.toMillis(), TimeUnit.MILLISECONDS)
          .transform(
              ended -> {
                if (ended.failed()) {
                  // The status is known; how the rest of the answer ends does not matter.
                  opened.reset();
                }
                return Future.succeededFuture(outcome);
              });
    }

    private synchronized Outcome failed(Throwable failure) {
      over = true;
      if (request != null) {
        request.reset();
      }
      return answered != null ? answered : broken(failure);
    }

    private Outcome judge(HttpClientResponse response) {
      int status = response.statusCode();
      if (status >= 200 && status < 300) {
        return Outcome.DELIVERED;
      }
      String detail = "answered " + status;
      if (status == 410) {
        return Outcome.of(Verdict.GONE, Reason.GONE, detail);
      }
      Optional<Duration> retryAfter = RetryAfter.parse(response.getHeader("retry-after"), now);
      return new Outcome(Verdict.RETRY, reason(status), retryAfter, detail);
    }
  }

  private static Reason reason(int status) {
    if (status == 429) {
      return Reason.THROTTLED;
    }
    return switch (status / 100) {
      case 3 -> Reason.REDIRECT;
      case 4 -> Reason.REJECTED;
      default -> Reason.SERVER_ERROR;
    };
  }

  // The messages of exceptions may repeat the address, and addresses hold tokens.
  private static Outcome broken(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return Outcome.of(Verdict.RETRY, Reason.TIMEOUT, "did not answer in time");
    }
    String detail =
        failure instanceof ConnectException
            ? "refused the connection"
            : failure instanceof UnknownHostException
                ? "has a name that is not known"
                : failure instanceof SSLException
                    ? "could not agree on TLS"
                    : "broke off the connection";
    return Outcome.of(Verdict.RETRY, Reason.UNREACHABLE, detail);
  }
}
