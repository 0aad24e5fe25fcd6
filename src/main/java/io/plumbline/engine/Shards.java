package io.plumbline.engine;

import io.plumbline.engine.portfolio.Portfolio;
import io.plumbline.finding.ObjectiveStanding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The shards of one process. A service belongs to the shard that the CRC-32 of its name in UTF-8,
 * modulo their number, names; so its place depends on nothing but its name and that number.
 */
final class Shards implements AutoCloseable {

  private final List<ShardEngine> shards = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Makes empty shards.
   *
   * @param number how many, at least 1; one needs no thread of its own
   */
  Shards(int number) {
    if (number < 1) {
      throw new IllegalArgumentException(number + " shards; there must be at least one");
    }
    for (int i = 0; i < number; i++) {
      shards.add(new ShardEngine());
    }
    threads =
        Executors.newFixedThreadPool(
            Math.max(1, number - 1),
            task -> {
              Thread thread = new Thread(task, "shard");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The place of a service among some shards, from 0. */
  static int place(String service, int shards) {
    CRC32 crc = new CRC32();
    crc.update(service.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % shards);
  }

  /** The shard of a service. */
  ShardEngine of(String service) {
    return shards.size() == 1 ? shards.get(0) : shards.get(place(service, shards.size()));
  }

  /** The desks of all services, by name. */
  Map<String, ServiceDesk> desks() {
    Map<String, ServiceDesk> all = new TreeMap<>();
    shards.forEach(shard -> all.putAll(shard.desks()));
    return all;
  }

  /** Puts other desks in the place of all before. */
  void replace(Map<String, ServiceDesk> desks) {
    shards.forEach(shard -> shard.desks().clear());
    desks.forEach((name, desk) -> of(name).desks().put(name, desk));
  }

  /** Has every service judged at the next tick. */
  void touchAll(Instant at) {
    shards.forEach(shard -> shard.touchAll(at));
  }

  /** Has everybody concerned know how others stand when judged as of an instant or later. */
  void tell(Portfolio.Round round, Instant at) {
    round.evidence().forEach((service, how) -> of(service).tell(service, at, how));
  }

  /** What objectives and resources took since they were judged, as of an instant. */
  List<Step> takeNotes(Instant now) {
    return desks().values().stream()
        .map(desk -> new Step(desk.service().name(), now, desk.takeNotes()))
        .filter(step -> !step.taken().isEmpty())
        .toList();
  }

  /** How the objectives stand that were passed over since they were last read. */
  List<ObjectiveStanding> passedOver() {
    return desks().values().stream().flatMap(desk -> desk.passedOver().stream()).toList();
  }

  /** Goes on where the desks were kept. */
  void resume(Instant at) {
    shards.forEach(shard -> shard.resume(at));
  }

  /** Forgets what came since the last tick for some services. */
  void untouch(Predicate<String> services) {
    shards.forEach(shard -> shard.touched().keySet().removeIf(services));
  }

  /**
   * Does the same in all shards at once; the first in the calling thread. Returns when all have.
   */
  <T> List<T> each(Function<ShardEngine, T> work) {
    List<Future<T>> others = new ArrayList<>();
    for (ShardEngine shard : shards.subList(1, shards.size())) {
      others.add(threads.submit(() -> work.apply(shard)));
    }
    List<T> results = new ArrayList<>();
    results.add(work.apply(shards.get(0)));
    others.forEach(other -> results.add(result(other)));
    return results;
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the shards judged", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a shard failed: " + e.getCause(), e.getCause());
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
