package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.finding.FindingEvent;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import io.plumbline.testing.MovableClock;
import io.plumbline.testing.WebhookReceiver;
import io.plumbline.testing.WebhookReceiver.Answer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that was away, refused for good or missed something, and is used again. */
class RecoveryIT {

  @TempDir Path directory;
  private final MovableClock clock = new MovableClock(Events.START);
  private final Vertx vertx = Vertx.vertx();
  private final WebhookReceiver receiver = WebhookReceiver.start(vertx);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Store store;
  private Outbox outbox;

  @BeforeEach
  void start() {
    store = Store.open(directory);
    Channel ops =
        new Channel("ops", receiver.url("/"), Optional.empty(), PayloadFormat.PLUMBLINE, List.of());
    outbox = new Outbox(store, List.of(ops), "", vertx, registry, clock, new SplittableRandom(11));
    outbox.start();
  }

  @AfterEach
  void close() {
    outbox.close();
    store.close();
    receiver.close();
    vertx.close().await();
  }

  private void tell(FindingEvent... events) {
    Batch batch = new Batch();
    outbox.enqueue(batch, List.of(events));
    store.write(batch, true);
    outbox.wake();
  }

  private void tell(int number) {
    tell(
        IntStream.range(0, number)
            .mapToObj(i -> Events.raised("service-" + i))
            .toArray(FindingEvent[]::new));
  }

  private void pass(Duration time) {
    clock.advance(time);
    outbox.wake();
  }

  private void attempts(int number) {
    await().untilAsserted(() -> assertThat(receiver.received()).hasSize(number));
    await().untilAsserted(() -> assertThat(tried()).isEqualTo(number));
  }

  private int tried() {
    return outbox.deliveries("", 100).stream().mapToInt(Delivery::attempts).sum();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @Test
  void aReceiverThatIsAwayIsProbedByOneAndGetsAllAtOnceWhenItIsBack() {
    receiver.answering(r -> Answer.status(503));
    tell(20);
    // Up to four are under way when the fifth failure in a row comes.
    await().untilAsserted(() -> assertThat(gauge("plumbline.channel.breaker")).isEqualTo(2));
    await().untilAsserted(() -> assertThat(tried()).isEqualTo(receiver.received().size()));
    int before = receiver.received().size();
    assertThat(before).isBetween(Breaker.FAILURES, Breaker.FAILURES + WebhookSender.CONCURRENCY);
    assertThat(outbox.standing("ops").state()).isEqualTo(ChannelStanding.State.AWAY);

    pass(Duration.ofSeconds(5));
    attempts(before + 1);
    pass(Duration.ofSeconds(14));
    attempts(before + 1);
    receiver.answering(r -> Answer.status(204));
    pass(Duration.ofSeconds(1));
    await().untilAsserted(() -> assertThat(outbox.pending("ops")).isZero());
    assertThat(gauge("plumbline.channel.breaker")).isZero();
    assertThat(receiver.received()).hasSize(before + 1 + 20);
    assertThat(outbox.standing("ops").state()).isEqualTo(ChannelStanding.State.ACTIVE);
  }

  @Test
  void whatWaitsLongerGoesToo() {
    receiver.answering(r -> Answer.status(503));
    tell(1);
    attempts(1);
    pass(Duration.ofSeconds(2));
    attempts(2);
    pass(Duration.ofSeconds(6));
    attempts(3);
    tell(Events.raised("another"), Events.raised("a-third"));
    attempts(Breaker.FAILURES);
    assertThat(outbox.standing("ops").state()).isEqualTo(ChannelStanding.State.AWAY);

    receiver.answering(r -> Answer.status(204));
    pass(Duration.ofSeconds(6));
    await().untilAsserted(() -> assertThat(outbox.pending("ops")).isZero());
  }

  private void kill(int number) {
    receiver.answering(r -> Answer.status(400));
    tell(number);
    for (int attempts = 1; attempts <= RetrySchedule.ATTEMPTS; attempts++) {
      attempts(attempts * number);
      pass(Duration.ofHours(27));
    }
    await().untilAsserted(() -> assertThat(gauge("plumbline.outbox.dead")).isEqualTo(number));
  }

  @Test
  void aDeadLetterIsSentAgainWhenAsked() {
    kill(3);
    receiver.answering(r -> Answer.status(204));
    Delivery letter = outbox.deliveries("", 1).get(0);
    assertThat(outbox.replay(letter.cursor())).isEqualTo(1);
    await().untilAsserted(() -> assertThat(outbox.pending("ops")).isZero());
    assertThat(receiver.received())
        .last()
        .satisfies(r -> assertThat(r.id()).isEqualTo(letter.id()));
    assertThat(gauge("plumbline.outbox.dead")).isEqualTo(2);
    assertThat(outbox.replay(letter.cursor())).isZero();

    assertThat(outbox.replayAll("ops")).isEqualTo(2);
    await().untilAsserted(() -> assertThat(outbox.deliveries("", 10)).isEmpty());
    assertThat(outbox.replayAll("ops")).isZero();
    assertThat(outbox.replay("pending/ops/x/0000000001")).isZero();
    assertThat(outbox.replay("dead/nobody/x/0000000001")).isZero();
    assertThat(outbox.replay("no such thing")).isZero();
  }

  @Test
  void aDeadLetterThatFailsAgainHasAllItsAttemptsAgain() {
    kill(1);
    outbox.replayAll("ops");
    await()
        .untilAsserted(() -> assertThat(receiver.received()).hasSize(RetrySchedule.ATTEMPTS + 1));
    await().untilAsserted(() -> assertThat(tried()).isEqualTo(1));
    assertThat(outbox.deliveries("", 1).get(0).state()).isEqualTo(Delivery.State.PENDING);
  }

  @Test
  void oneThatAnswered410IsUsedAgainWhenAPersonSaysSo() {
    receiver.answering(r -> Answer.status(410));
    tell(2);
    await().untilAsserted(() -> assertThat(gauge("plumbline.outbox.dead")).isEqualTo(2));
    assertThat(outbox.standing("ops").state()).isEqualTo(ChannelStanding.State.DISABLED);
    assertThatThrownBy(() -> outbox.replayAll("ops"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("enable it first");

    receiver.answering(r -> Answer.status(204));
    outbox.enable("ops");
    assertThat(outbox.replayAll("ops")).isEqualTo(2);
    tell(Events.raised("another"));
    await().untilAsserted(() -> assertThat(outbox.deliveries("", 10)).isEmpty());
    assertThat(outbox.standing("ops"))
        .isEqualTo(
            new ChannelStanding(
                "ops",
                "plumbline",
                ChannelStanding.State.ACTIVE,
                0,
                0,
                Optional.empty(),
                Optional.empty()));
  }
}
