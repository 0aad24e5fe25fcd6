package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.FindingEvent;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import io.plumbline.testing.MovableClock;
import io.plumbline.testing.WebhookReceiver;
import io.plumbline.testing.WebhookReceiver.Answer;
import io.plumbline.testing.WebhookReceiver.Received;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox against a real receiver and a real store; only the clock is the test's own. */
class OutboxIT {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

  @TempDir Path directory;
  private final MovableClock clock = new MovableClock(Events.START);
  private final Vertx vertx = Vertx.vertx();
  private final WebhookReceiver receiver = WebhookReceiver.start(vertx);
  private SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Store store;
  private Outbox outbox;

  @BeforeEach
  void openStore() {
    store = Store.open(directory);
  }

  @AfterEach
  void closeEverything() {
    if (outbox != null) {
      outbox.close();
    }
    store.close();
    receiver.close();
    vertx.close().await();
  }

  private Channel channel(String name, String path, String... events) {
    return new Channel(
        name,
        receiver.url(path),
        Optional.of(WebhookSignature.of("whsec_" + KEY)),
        PayloadFormat.PLUMBLINE,
        List.of(events));
  }

  private void start(Channel... channels) {
    load(channels);
    outbox.start();
  }

  private void load(Channel... channels) {
    registry = new SimpleMeterRegistry();
    outbox =
        new Outbox(store, List.of(channels), "", vertx, registry, clock, new SplittableRandom(11));
  }

  private void tell(FindingEvent... events) {
    Batch batch = new Batch();
    outbox.enqueue(batch, List.of(events));
    store.write(batch, true);
    outbox.wake();
  }

  /** As after a kill: the old outbox is gone, nothing but the store is left. */
  private void restart(Channel... channels) {
    outbox.close();
    store.close();
    store = Store.open(directory);
    start(channels);
  }

  private void arrived(String... ids) {
    await().untilAsserted(() -> assertThat(receiver.ids()).containsExactly(ids));
  }

  private void settled(String channel) {
    await().untilAsserted(() -> assertThat(outbox.pending(channel)).isZero());
  }

  private void attempted(int attempts) {
    await()
        .untilAsserted(
            () ->
                assertThat(outbox.deliveries("", 10))
                    .singleElement()
                    .satisfies(d -> assertThat(d.attempts()).isEqualTo(attempts)));
  }

  private void pass(Duration time) {
    clock.advance(time);
    outbox.wake();
  }

  private double count(String channel, String outcome, String reason) {
    return registry
        .get("plumbline.deliveries")
        .tags("channel", channel, "outcome", outcome, "reason", reason)
        .counter()
        .count();
  }

  @Test
  void deliversSignedBytesUnderTheEventsId() throws Exception {
    FindingEvent event = Events.raised("checkout");
    start(channel("ops", "/hook?token=x"));
    tell(event);

    settled("ops");
    Received received = receiver.received().get(0);
    assertThat(received.path()).isEqualTo("/hook?token=x");
    assertThat(received.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("webhook-id", event.id())
        .containsEntry("webhook-timestamp", Long.toString(Events.START.getEpochSecond()))
        .containsEntry("webhook-signature", signature(received));
    assertThat(received.body()).isEqualTo(PayloadFormat.PLUMBLINE.body(event, "ops", ""));
    assertThat(count("ops", "delivered", "ok")).isEqualTo(1);
    assertThat(outbox.deliveries("", 10)).isEmpty();
  }

  /** What a receiver computes; written out again from the standard. */
  private static String signature(Received received) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
    String signed =
        received.headers().get("webhook-id")
            + "."
            + received.headers().get("webhook-timestamp")
            + "."
            + received.body();
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void triesAgainOnScheduleWithTheSameIdAndBytes() {
    AtomicInteger failures = new AtomicInteger(3);
    receiver.answering(r -> Answer.status(failures.getAndDecrement() > 0 ? 503 : 200));
    FindingEvent event = Events.raised("checkout");
    start(channel("ops", "/"));
    tell(event);

    attempted(1);
    pass(Duration.ofMillis(900));
    assertThat(receiver.received()).hasSize(1);
    pass(Duration.ofMillis(200));
    attempted(2);
    pass(Duration.ofMillis(5_500));
    attempted(3);
    pass(Duration.ofSeconds(330));
    settled("ops");

    arrived(event.id(), event.id(), event.id(), event.id());
    assertThat(receiver.received().stream().map(Received::body).distinct()).hasSize(1);
    assertThat(receiver.received().stream().map(r -> r.headers().get("webhook-timestamp")))
        .doesNotHaveDuplicates();
    assertThat(count("ops", "retry", "server_error")).isEqualTo(3);
    assertThat(count("ops", "delivered", "ok")).isEqualTo(1);
  }

  @Test
  void goesOnAfterARestartWhereItStopped() {
    receiver.answering(r -> Answer.status(500));
    FindingEvent event = Events.raised("checkout");
    start(channel("ops", "/"));
    tell(event);
    attempted(1);
    pass(Duration.ofSeconds(2));
    attempted(2);

    receiver.answering(r -> Answer.status(204));
    restart(channel("ops", "/"));
    assertThat(outbox.pending("ops")).isEqualTo(1);
    pass(Duration.ofSeconds(4));
    assertThat(receiver.received()).hasSize(2);
    pass(Duration.ofSeconds(2));

    settled("ops");
    arrived(event.id(), event.id(), event.id());
  }

  @Test
  void deliversWhatWasCommittedJustBeforeAKill() {
    FindingEvent event = Events.raised("checkout");
    start(channel("ops", "/"));
    Batch batch = new Batch();
    outbox.enqueue(batch, List.of(event));
    store.write(batch, true);

    restart(channel("ops", "/"));
    arrived(event.id());
    settled("ops");
  }

  @Test
  void keepsEverythingToItselfUntilItIsStarted() {
    FindingEvent event = Events.raised("checkout");
    load(channel("ops", "/"));
    tell(event);
    await().until(() -> outbox.pending("ops") == 1);
    assertThat(receiver.received()).isEmpty();

    outbox.start();
    arrived(event.id());
  }

  @Test
  void tellsNothingThatWasNotCommitted() {
    start(channel("ops", "/"));
    outbox.enqueue(new Batch(), List.of(Events.raised("lost")));
    FindingEvent kept = Events.raised("kept");
    tell(kept);

    arrived(kept.id());
    settled("ops");
  }

  @Test
  void queuesAnEventOnceHoweverOftenItIsReplayed() {
    receiver.answering(r -> Answer.status(500));
    FindingEvent event = Events.raised("checkout");
    start(channel("ops", "/"));
    tell(event);
    attempted(1);
    receiver.answering(r -> Answer.status(204));
    tell(event, event);

    pass(Duration.ofSeconds(2));
    settled("ops");
    assertThat(receiver.ids()).containsOnly(event.id());
    assertThat(outbox.deliveries("", 10)).isEmpty();
  }

  @Test
  void tellsTheEventsOfAFindingInOrderAndLetsOthersPass() {
    FindingEvent raised = Events.raised("checkout");
    FindingEvent cleared = Events.cleared(raised);
    FindingEvent other = Events.raised("search");
    AtomicInteger refusals = new AtomicInteger(1);
    receiver.answering(
        r ->
            Answer.status(
                r.id().equals(raised.id()) && refusals.getAndDecrement() > 0 ? 500 : 204));
    start(channel("ops", "/"));
    tell(raised, cleared);
    await().until(() -> receiver.ids().size() == 1);
    tell(other);

    arrived(raised.id(), other.id());
    await().until(() -> outbox.pending("ops") == 2);
    pass(Duration.ofSeconds(2));
    arrived(raised.id(), other.id(), raised.id(), cleared.id());
  }

  @Test
  void aReceiverThatHangsDelaysNobodyElse() {
    receiver.answering(r -> r.path().equals("/stuck") ? Answer.hang() : Answer.status(204));
    start(channel("stuck", "/stuck"), channel("well", "/well"));
    List<FindingEvent> events =
        IntStream.range(0, 20).mapToObj(i -> Events.raised("service-" + i)).toList();
    tell(events.toArray(FindingEvent[]::new));

    settled("well");
    assertThat(outbox.pending("stuck")).isEqualTo(20);
    assertThat(receiver.received().stream().filter(r -> r.path().equals("/stuck")))
        .hasSizeLessThanOrEqualTo(WebhookSender.CONCURRENCY);
  }

  @Test
  void leavesAReceiverAloneForAsLongAsItAsks() {
    receiver.answering(r -> r.path().equals("/") ? Answer.busy(429, "120") : Answer.status(204));
    start(channel("ops", "/"), channel("other", "/other"));
    FindingEvent first = Events.raised("checkout");
    tell(first);
    settled("other");
    attempted(1);

    receiver.answering(r -> Answer.status(204));
    FindingEvent second = Events.raised("search");
    clock.advance(Duration.ofSeconds(119));
    tell(second);
    settled("other");
    assertThat(told("/")).containsExactly(first.id());
    pass(Duration.ofSeconds(14));
    settled("ops");
    assertThat(told("/")).containsExactlyInAnyOrder(first.id(), first.id(), second.id());
    assertThat(count("ops", "retry", "throttled")).isEqualTo(1);
  }

  private List<String> told(String path) {
    return receiver.received().stream()
        .filter(r -> r.path().equals(path))
        .map(Received::id)
        .toList();
  }

  @Test
  void stopsForGoodWhenTheReceiverIsGone() {
    receiver.answering(r -> Answer.status(410));
    start(channel("ops", "/old"));
    tell(Events.raised("checkout"));
    settled("ops");
    receiver.answering(r -> Answer.status(204));
    tell(Events.raised("search"));
    settled("ops");
    restart(channel("ops", "/old"));
    tell(Events.raised("basket"));
    settled("ops");

    assertThat(receiver.received()).hasSize(1);
    assertThat(outbox.deliveries("", 10))
        .hasSize(3)
        .allSatisfy(d -> assertThat(d.state()).isEqualTo(Delivery.State.DEAD))
        .allSatisfy(d -> assertThat(d.nextAttempt()).isEmpty());
    assertThat(registry.get("plumbline.channel.disabled").gauge().value()).isEqualTo(1);

    restart(channel("ops", "/new"));
    FindingEvent event = Events.raised("profile");
    tell(event);
    settled("ops");
    assertThat(receiver.received()).hasSize(2).last().extracting(Received::path).isEqualTo("/new");
  }

  @Test
  void keepsWhatItGaveUpWithItsLastError() {
    receiver.answering(r -> Answer.status(400));
    FindingEvent raised = Events.raised("checkout");
    start(channel("ops", "/"));
    tell(raised);
    for (int attempts = 1; attempts < RetrySchedule.ATTEMPTS; attempts++) {
      attempted(attempts);
      pass(Duration.ofHours(27));
    }
    settled("ops");

    assertThat(outbox.deliveries("", 10))
        .containsExactly(
            new Delivery(
                "dead/ops/" + raised.finding().id() + "/0000000001",
                raised.id(),
                "ops",
                "plumbline.breach.raised",
                Delivery.State.DEAD,
                11,
                Events.START,
                Optional.empty(),
                "answered 400"));
    assertThat(count("ops", "retry", "rejected")).isEqualTo(10);
    assertThat(count("ops", "dead", "rejected")).isEqualTo(1);
    assertThat(registry.get("plumbline.outbox.dead").gauge().value()).isEqualTo(1);
  }

  @Test
  void doesNotFollowRedirects() {
    receiver.answering(
        r ->
            r.path().equals("/")
                ? new Answer(303, Map.of("location", receiver.url("/else").toString()))
                : Answer.status(204));
    start(channel("ops", "/"));
    tell(Events.raised("checkout"));

    attempted(1);
    assertThat(receiver.received()).hasSize(1);
    assertThat(count("ops", "retry", "redirect")).isEqualTo(1);
  }

  @Test
  void tellsEachChannelOnlyWhatItAsksFor() {
    start(
        channel("breaches", "/breaches", "plumbline.breach"),
        channel("raised", "/raised", "plumbline.breach.raised", "plumbline.at_risk.raised"));
    FindingEvent breach = Events.raised("checkout");
    FindingEvent risk = Events.raised("search", Kind.AT_RISK, Severity.TICKET);
    tell(breach, risk, Events.cleared(breach), Events.cleared(risk));

    settled("breaches");
    settled("raised");
    List<String> told = new ArrayList<>();
    receiver.received().forEach(r -> told.add(r.path() + " " + r.id()));
    assertThat(told)
        .containsExactlyInAnyOrder(
            "/breaches " + breach.id(),
            "/breaches " + Events.cleared(breach).id(),
            "/raised " + breach.id(),
            "/raised " + risk.id());
  }

  @Test
  void saysThatNobodyIsThereWithoutTellingTheAddress() {
    URI nobody;
    try (WebhookReceiver closed = WebhookReceiver.start(vertx)) {
      nobody =
          URI.create(closed.url("/T0/secret?token=x").toString().replace("//", "//user:pass@"));
    }
    start(new Channel("ops", nobody, Optional.empty(), PayloadFormat.ALERTMANAGER, List.of()));
    tell(Events.raised("checkout"));

    attempted(1);
    assertThat(outbox.deliveries("", 1).get(0).lastError()).isEqualTo("refused the connection");
    assertThat(count("ops", "retry", "unreachable")).isEqualTo(1);
  }

  @Test
  void givesUpAnAttemptThatIsNotAnsweredInTime() {
    receiver.answering(r -> Answer.hang());
    WebhookSender sender = new WebhookSender(vertx, channel("ops", "/"), Duration.ofMillis(200));

    Outcome outcome = sender.send("a-1", "{}", Events.START).await();
    assertThat(outcome.verdict()).isEqualTo(Outcome.Verdict.RETRY);
    assertThat(outcome.reason()).isEqualTo(Outcome.Reason.TIMEOUT);
    receiver.answering(r -> Answer.status(204));
    for (int i = 0; i < 8; i++) {
      assertThat(sender.send("a-" + i, "{}", Events.START).await()).isEqualTo(Outcome.DELIVERED);
    }
    sender.close().await();
  }

  @Test
  void everySeriesOfAChannelExistsFromTheStart() {
    start(channel("ops", "/"));

    assertThat(registry.get("plumbline.deliveries").counters()).hasSize(15);
    assertThat(count("ops", "dead", "timeout")).isZero();
    assertThat(registry.get("plumbline.outbox.pending").gauge().value()).isZero();
  }
}
