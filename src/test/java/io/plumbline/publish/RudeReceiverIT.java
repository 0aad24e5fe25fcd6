package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.publish.Outcome.Reason;
import io.plumbline.publish.Outcome.Verdict;
import io.plumbline.testing.RudeReceiver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Receivers that misbehave below the level of HTTP: each attempt ends, and leaves nothing behind.
 */
class RudeReceiverIT {

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final Duration TIMEOUT = Duration.ofMillis(400);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** More attempts than there may be connections: one that stays would stop the rest. */
  private void attempts(RudeReceiver receiver, Verdict verdict, Reason reason) {
    Channel channel =
        new Channel("ops", receiver.url(), Optional.empty(), PayloadFormat.PLUMBLINE, List.of());
    WebhookSender sender = new WebhookSender(vertx, channel, TIMEOUT);
    for (int i = 0; i < WebhookSender.CONCURRENCY + 2; i++) {
      Outcome outcome = sender.send("a-" + i, "{}", Events.START).await();
      assertThat(outcome.verdict()).isEqualTo(verdict);
      assertThat(outcome.reason()).isEqualTo(reason);
    }
    sender.close().await();
  }

  @Test
  void oneThatNeverReadsNorAnswersTimesOut() throws IOException {
    try (RudeReceiver receiver = RudeReceiver.start(connection -> {})) {
      attempts(receiver, Verdict.RETRY, Reason.TIMEOUT);
      assertThat(receiver.connections()).isEqualTo(WebhookSender.CONCURRENCY + 2);
    }
  }

  @Test
  void oneThatStallsWithinItsHeadTimesOut() throws IOException {
    try (RudeReceiver receiver = RudeReceiver.start(RudeReceiver.saying(OK + "content-le"))) {
      attempts(receiver, Verdict.RETRY, Reason.TIMEOUT);
    }
  }

  @Test
  void oneThatTricklesItsHeadTimesOut() throws IOException {
    try (RudeReceiver receiver =
        RudeReceiver.start(
            connection -> {
              RudeReceiver.head(connection);
              for (int i = 0; i < 10_000; i++) {
                RudeReceiver.say(connection, "H");
                Thread.sleep(20);
              }
            })) {
      attempts(receiver, Verdict.RETRY, Reason.TIMEOUT);
    }
  }

  @Test
  void oneThatStallsAfterItsHeadHasAnswered() throws IOException {
    try (RudeReceiver receiver =
        RudeReceiver.start(RudeReceiver.saying(OK + "content-length: 5\r\n\r\nab"))) {
      attempts(receiver, Verdict.DELIVERED, Reason.OK);
    }
  }

  @Test
  void oneThatClosesWithinItsBodyHasAnswered() throws IOException {
    try (RudeReceiver receiver =
        RudeReceiver.start(
            connection -> {
              RudeReceiver.head(connection);
              RudeReceiver.say(connection, OK + "content-length: 5\r\n\r\nab");
              connection.close();
            })) {
      attempts(receiver, Verdict.DELIVERED, Reason.OK);
    }
  }

  @Test
  void oneThatClosesWithoutAWordIsUnreachable() throws IOException {
    try (RudeReceiver receiver =
        RudeReceiver.start(
            connection -> {
              RudeReceiver.head(connection);
              connection.close();
            })) {
      attempts(receiver, Verdict.RETRY, Reason.UNREACHABLE);
    }
  }

  @Test
  void oneWhoseAnswerHasNoEndIsCutOff() throws IOException {
    AtomicLong said = new AtomicLong();
    AtomicInteger cutOff = new AtomicInteger();
    String flood = "x".repeat(16 << 10);
    try (RudeReceiver receiver =
        RudeReceiver.start(
            connection -> {
              RudeReceiver.head(connection);
              RudeReceiver.say(connection, OK + "content-length: 9999999999\r\n\r\n");
              try {
                while (true) {
                  RudeReceiver.say(connection, flood);
                  said.addAndGet(flood.length());
                }
              } finally {
                cutOff.incrementAndGet();
              }
            })) {
      attempts(receiver, Verdict.DELIVERED, Reason.OK);
      await().until(cutOff::get, ended -> ended == WebhookSender.CONCURRENCY + 2);
      // What the sockets' buffers took is not what anybody read.
      assertThat(said.get()).isLessThan((WebhookSender.CONCURRENCY + 2) * (16L << 20));
    }
  }
}
