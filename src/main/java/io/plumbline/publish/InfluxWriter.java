package io.plumbline.publish;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.report.Board;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what stands and what happened to InfluxDB: {@code plumbline_objective}, {@code
 * plumbline_capacity} and {@code plumbline_clock} of each service that was judged, at most every 10
 * s, and {@code plumbline_finding} for each event. Figures here are a copy for dashboards: while
 * the database is away they wait in bounded memory, the oldest give way and are counted, and nobody
 * else waits.
 *
 * <p>Alert on {@code increase(plumbline_influxdb_dropped_total[10m]) > 0}.
 */
public final class InfluxWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InfluxWriter.class);

  /** A service is written at most this often. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private static final Duration ROUND = Duration.ofMillis(500);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
  private static final int CAPACITY_LINES = 250_000;
  private static final int BATCH_LINES = 5_000;

  private record Written(Instant asOf, Set<InfluxPoints.Clocks> clocks) {}

  private final InfluxTarget target;
  private final Board board;
  private final InstantSource clock;
  private final InfluxDBClient client;
  private final WriteApiBlocking api;
  private final LineBuffer buffer;
  private final Counter written;
  private final Counter overflowed;
  private final Counter rejected;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(InfluxWriter::thread);
  private final Map<String, Written> services = new HashMap<>();
  private Instant nextLook = Instant.MIN;
  private Instant nextWrite = Instant.MIN;
  private Duration wait = FIRST_WAIT;
  private boolean failing;
  private Future<?> rounds = CompletableFuture.completedFuture(null);

  /**
   * Prepares to write; nothing happens before {@link #start}.
   *
   * @param target where to
   * @param board what stands
   * @param registry where {@code plumbline_influxdb_points_total}, {@code
   *     plumbline_influxdb_dropped_total} and {@code plumbline_influxdb_pending} appear
   * @param clock present time
   */
  public InfluxWriter(
      InfluxTarget target, Board board, MeterRegistry registry, InstantSource clock) {
    this(target, board, registry, clock, CAPACITY_LINES);
  }

  InfluxWriter(
      InfluxTarget target,
      Board board,
      MeterRegistry registry,
      InstantSource clock,
      int capacityLines) {
    this.target = target;
    this.board = board;
    this.clock = clock;
    this.buffer = new LineBuffer(capacityLines);
    this.client =
        InfluxDBClientFactory.create(
                target.url(), target.token().toCharArray(), target.org(), target.bucket())
            .enableGzip();
    this.api = client.getWriteApiBlocking();
    this.written =
        Counter.builder("plumbline.influxdb.points")
            .description("Points the database took")
            .register(registry);
    this.overflowed = dropped(registry, "overflow");
    this.rejected = dropped(registry, "rejected");
    Gauge.builder("plumbline.influxdb.pending", buffer, LineBuffer::size)
        .description("Points that wait to be written")
        .register(registry);
  }

  private static Counter dropped(MeterRegistry registry, String reason) {
    return Counter.builder("plumbline.influxdb.dropped")
        .description("Points lost: the database was away too long or did not want them")
        .tag("reason", reason)
        .register(registry);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "plumbline-influxdb");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to write. */
  public void start() {
    rounds = thread.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes an event, from any thread; returns at once. */
  public void tell(FindingEvent event) {
    add(List.of(InfluxPoints.event(event)));
  }

  private void add(List<String> lines) {
    overflowed.increment(buffer.add(lines));
  }

  private void round() {
    try {
      Instant now = clock.instant();
      if (!now.isBefore(nextLook)) {
        look();
        nextLook = now.plus(LOOK_EVERY);
      }
      if (!now.isBefore(nextWrite)) {
        write();
      }
    } catch (RuntimeException e) {
      LOG.error("Figures for InfluxDB ({}) could not be prepared", target, e);
    }
  }

  /** Queues the figures of services that were judged since they were last written. */
  private void look() {
    List<ServiceStanding> standings = board.view().services();
    for (ServiceStanding standing : standings) {
      String name = standing.service().name();
      Written before = services.get(name);
      if (before == null || standing.asOf().isAfter(before.asOf())) {
        Set<InfluxPoints.Clocks> open = new LinkedHashSet<>();
        standing.clocks().forEach(c -> open.add(InfluxPoints.Clocks.of(c)));
        // A target whose last clock ended must be seen to have none.
        Set<InfluxPoints.Clocks> known = new LinkedHashSet<>(open);
        if (before != null) {
          known.addAll(before.clocks());
        }
        add(InfluxPoints.figures(standing));
        add(InfluxPoints.clocks(standing, known));
        services.put(name, new Written(standing.asOf(), open));
      }
    }
    if (services.size() > standings.size()) {
      services.keySet().removeIf(name -> board.view().service(name).isEmpty());
    }
  }

  private void write() {
    for (LineBuffer.Group group = buffer.oldest(BATCH_LINES);
        !group.lines().isEmpty();
        group = buffer.oldest(BATCH_LINES)) {
      try {
        api.writeRecords(WritePrecision.NS, group.lines());
        written.increment(group.lines().size());
        recovered();
      } catch (InfluxException e) {
        if (worthAnotherTry(e.status())) {
          failed(e);
          return;
        }
        rejected.increment(group.lines().size());
        LOG.error(
            "InfluxDB ({}) rejected {} points with status {}; they are dropped",
            target,
            group.lines().size(),
            e.status());
      }
      buffer.done(group);
    }
  }

  /** Malformed points stay malformed; a wrong token or a missing bucket can be put right. */
  private static boolean worthAnotherTry(int status) {
    return switch (status) {
      case 400, 413, 422 -> false;
      default -> true;
    };
  }

  private void failed(InfluxException e) {
    nextWrite = clock.instant().plus(wait);
    wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    if (!failing) {
      failing = true;
      LOG.warn(
          "InfluxDB ({}) does not take points ({}); they wait. Said once until it does",
          target,
          e.status() == 0 ? "no answer" : "status " + e.status());
    }
  }

  private void recovered() {
    wait = FIRST_WAIT;
    if (failing) {
      failing = false;
      LOG.info("InfluxDB ({}) takes points again", target);
    }
  }

  /** Writes what waits, once, and stops. */
  @Override
  public void close() {
    rounds.cancel(false);
    thread.execute(
        () -> {
          nextLook = Instant.MIN;
          nextWrite = Instant.MIN;
          round();
        });
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    if (buffer.size() > 0) {
      LOG.warn("{} points for InfluxDB ({}) were not written", buffer.size(), target);
    }
    client.close();
  }
}
