package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import io.plumbline.report.Cast;
import io.plumbline.testing.MovableClock;
import io.plumbline.testing.VictoriaMetricsProcess;
import io.plumbline.testing.WebhookReceiver;
import io.plumbline.testing.WebhookReceiver.Answer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The InfluxDB client's writes against VictoriaMetrics, which takes them at {@code /api/v2/write};
 * InfluxDB 1.6, which distributions carry, has no such path. VictoriaMetrics keeps numbers only and
 * joins measurement and field to one name. How failures are met is shown against a server that
 * answers as told.
 */
class InfluxWriterIT {

  private final Vertx vertx = Vertx.vertx();
  private final WebhookReceiver receiver = WebhookReceiver.start(vertx);
  private final MovableClock clock = new MovableClock(Events.START);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Board board = new Board();

  @AfterEach
  void closeEverything() {
    receiver.close();
    vertx.close().await();
  }

  private InfluxWriter writer(String url, int capacityLines) {
    return new InfluxWriter(
        new InfluxTarget(url, "secret", "plumbline", "plumbline"),
        board,
        registry,
        clock,
        capacityLines);
  }

  private InfluxWriter writer(int capacityLines) {
    return writer(receiver.url("").toString(), capacityLines);
  }

  private double count(String name) {
    return registry.get(name).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Test
  void aDatabaseHoldsTheBoardAndItsEvents(@TempDir Path folder) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    board.update(List.of(ExampleBoard.checkout(now)), Cast.head(now));
    try (VictoriaMetricsProcess database = VictoriaMetricsProcess.start(folder)) {
      InfluxWriter writer = writer(database.url().toString(), 1_000);
      writer.start();
      writer.tell(Events.raised("checkout"));
      writer.close();

      List<String> series = database.export();
      assertThat(series)
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "\"plumbline_objective_budget_remaining_ratio\"",
                          "\"service\":\"checkout\"",
                          "\"objective\":\"checkout-availability\"",
                          "\"values\":[-0.2]",
                          "\"timestamps\":[" + now.toEpochMilli() + "]"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("\"plumbline_capacity_days_to_threshold\"", "\"values\":[12.5]"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "\"plumbline_clock_running\"", "\"priority\":\"1\"", "\"values\":[2]"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "\"plumbline_finding_revision\"",
                          "\"change\":\"raised\"",
                          "\"timestamps\":[" + Events.START.toEpochMilli() + "]"));
      assertThat(count("plumbline.influxdb.dropped")).isZero();
      assertThat(count("plumbline.influxdb.points")).isEqualTo(6);
    }
  }

  @Test
  void aServiceIsWrittenAtMostEveryTenSecondsAndNotAgainUnlessJudged() {
    board.update(List.of(quiet(Cast.NOW)), Cast.head());
    try (InfluxWriter writer = writer(1_000)) {
      writer.start();
      await().untilAsserted(() -> assertThat(count("plumbline.influxdb.points")).isEqualTo(1));

      board.update(List.of(quiet(Cast.NOW.plusSeconds(1))), Cast.head());
      twoEvents(writer, 1);
      board.update(List.of(quiet(Cast.NOW.plusSeconds(2))), Cast.head());
      clock.advance(InfluxWriter.LOOK_EVERY);
      await().untilAsserted(() -> assertThat(count("plumbline.influxdb.points")).isEqualTo(4));
      clock.advance(InfluxWriter.LOOK_EVERY);
      twoEvents(writer, 4);
    }
    assertThat(receiver.received().get(0).headers()).containsEntry("authorization", "Token secret");
  }

  /** Whoever writes the second has begun a round after now, and has looked at the board. */
  private void twoEvents(InfluxWriter writer, int before) {
    for (int written = before + 1; written <= before + 2; written++) {
      int expected = written;
      writer.tell(Events.raised("checkout"));
      await()
          .untilAsserted(() -> assertThat(count("plumbline.influxdb.points")).isEqualTo(expected));
    }
  }

  private static ServiceStanding quiet(Instant asOf) {
    ServiceStanding s = Cast.standing("mail", ServiceState.FINE);
    return new ServiceStanding(
        s.service(),
        s.state(),
        s.since(),
        asOf,
        s.facts(),
        s.objectives(),
        s.clocks(),
        s.capacities(),
        s.open());
  }

  @Test
  void pointsWaitWhileTheDatabaseIsAwayAndGoInOrderAfterwards() {
    receiver.answering(r -> Answer.status(503));
    try (InfluxWriter writer = writer(1_000)) {
      writer.start();
      writer.tell(Events.raised("checkout"));
      await().until(() -> receiver.received().size() == 1);
      writer.tell(Events.raised("search"));
      receiver.answering(r -> Answer.status(204));
      clock.advance(Duration.ofSeconds(1));
      await().untilAsserted(() -> assertThat(count("plumbline.influxdb.points")).isEqualTo(2));
    }
    assertThat(count("plumbline.influxdb.dropped")).isZero();
  }

  @Test
  void theOldestPointsGiveWayWhenTheDatabaseHangsAndNobodyWaits() {
    receiver.answering(r -> Answer.hang());
    InfluxWriter writer = writer(10);
    writer.start();
    writer.tell(Events.raised("first"));
    await().until(() -> receiver.received().size() == 1);

    for (int i = 0; i < 100; i++) {
      writer.tell(Events.raised("service-" + i));
    }

    assertThat(count("plumbline.influxdb.dropped")).isEqualTo(91);
    assertThat(receiver.received()).hasSize(1);
    receiver.answering(r -> Answer.status(204));
    writer.close();
  }

  @Test
  void pointsThatAreNotWantedDoNotHoldUpTheNext() {
    receiver.answering(r -> Answer.status(400));
    try (InfluxWriter writer = writer(1_000)) {
      writer.start();
      writer.tell(Events.raised("checkout"));
      await().untilAsserted(() -> assertThat(count("plumbline.influxdb.dropped")).isEqualTo(1));
      receiver.answering(r -> Answer.status(204));
      writer.tell(Events.raised("search"));
      await().untilAsserted(() -> assertThat(count("plumbline.influxdb.points")).isEqualTo(1));
    }
  }
}
