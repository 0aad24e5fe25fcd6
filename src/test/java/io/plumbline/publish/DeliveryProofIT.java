package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.finding.FindingEvent;
import io.plumbline.testing.WebhookReceiver;
import io.plumbline.testing.WebhookReceiver.Answer;
import io.plumbline.testing.WebhookReceiver.Received;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Findings through receivers that are well, fail, hang, throttle, and die and come back, while the
 * process that sends them is killed again and again. Every event arrives everywhere, under its one
 * id, those of a finding in order.
 *
 * <p>{@code -Dplumbline.findings=10000 -Dplumbline.kills=50} is the long run.
 */
class DeliveryProofIT {

  private static final int FINDINGS = Integer.getInteger("plumbline.findings", 300);
  private static final int KILLS = Integer.getInteger("plumbline.kills", 4);
  private static final Duration PATIENCE = Duration.ofSeconds(120L + FINDINGS / 10);

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final Random random = new Random(7);
  private final Map<String, WebhookReceiver> receivers = new TreeMap<>();

  /** Ids that a receiver has answered with 2xx, in the order of the first answers. */
  private final Map<String, List<String>> confirmed = new ConcurrentHashMap<>();

  @AfterEach
  void close() {
    receivers.values().forEach(WebhookReceiver::close);
    vertx.close().await();
  }

  private void receiver(String name, Function<Received, Answer> manner) {
    WebhookReceiver receiver = WebhookReceiver.start(vertx);
    List<String> seen = confirmed.computeIfAbsent(name, n -> new ArrayList<>());
    receiver.answering(
        request -> {
          Answer answer = manner.apply(request);
          if (answer.status() / 100 == 2) {
            synchronized (seen) {
              seen.add(request.id());
            }
          }
          return answer;
        });
    receivers.put(name, receiver);
  }

  private synchronized boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  @Test
  void everyEventArrivesEverywhereUnderItsOneId() throws Exception {
    receiver("well", r -> Answer.status(204));
    receiver("well-too", r -> Answer.status(200));
    receiver("failing", r -> Answer.status(oneIn(4) ? 500 : 204));
    receiver("hanging", r -> oneIn(60) ? Answer.hang() : Answer.status(204));
    receiver("throttling", r -> oneIn(200) ? Answer.busy(429, "1") : Answer.status(204));
    // For a fifth of the time it is not there.
    long start = System.nanoTime();
    receiver(
        "dying",
        r ->
            (System.nanoTime() - start) / 1_000_000_000 % 5 == 0
                ? Answer.drop()
                : Answer.status(204));
    List<URI> addresses = new ArrayList<>();
    receivers.forEach((name, receiver) -> addresses.add(receiver.url("/" + name)));

    Instant began = Instant.now();
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = SendingProcess.start(folder.resolve("data"), FINDINGS, addresses);
      int before = answered();
      int enough = 1 + random.nextInt(Math.max(1, 2 * FINDINGS * receivers.size() / KILLS));
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(PATIENCE)
          .until(() -> answered() >= before + enough || allAnswered());
      kill(process);
    }
    Path data = folder.resolve("data");
    Process last = SendingProcess.start(data, FINDINGS, addresses);
    try {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(SendingProcess.confirmed(data))
                      .as(Files.readString(SendingProcess.log(data)))
                      .exists());
    } finally {
      kill(last);
    }
    report(Duration.between(began, Instant.now()));
    confirmed.forEach(DeliveryProofIT::check);
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private int answered() {
    int sum = 0;
    for (List<String> ids : confirmed.values()) {
      synchronized (ids) {
        sum += ids.size();
      }
    }
    return sum;
  }

  private boolean allAnswered() {
    return answered() >= receivers.size() * events().size();
  }

  private static Set<String> events() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < FINDINGS; i++) {
      SendingProcess.life(i).stream().map(FindingEvent::id).forEach(ids::add);
    }
    return ids;
  }

  private static void check(String receiver, List<String> ids) {
    assertThat(new HashSet<>(ids)).as(receiver).isEqualTo(events());
    // Nothing is told before what came before it; a repetition says nothing new.
    Map<String, Integer> newest = new HashMap<>();
    for (String id : ids) {
      int dash = id.lastIndexOf('-');
      int revision = Integer.parseInt(id.substring(dash + 1));
      int known = newest.merge(id.substring(0, dash), 0, Integer::sum);
      assertThat(revision).as("%s: %s", receiver, id).isLessThanOrEqualTo(known + 1);
      newest.put(id.substring(0, dash), Math.max(known, revision));
    }
  }

  private void report(Duration took) {
    StringBuilder text =
        new StringBuilder(
            "%d findings, %d events, %d kills, %d s:"
                .formatted(FINDINGS, events().size(), KILLS, took.toSeconds()));
    confirmed.forEach(
        (name, ids) ->
            text.append(
                " %s %d requests, %d confirmed, %d twice;"
                    .formatted(
                        name,
                        receivers.get(name).received().size(),
                        ids.size(),
                        ids.size() - new HashSet<>(ids).size())));
    System.out.println(text);
  }
}
