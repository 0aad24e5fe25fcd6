package io.plumbline.bench;

import io.plumbline.ingest.RemoteWriteEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Scrapes of a fleet as remote-write bodies that are encoded beforehand, so that the sender is
 * never what is measured. Series keep their order, as those of a scraper do, and a lane of requests
 * keeps to its series, as a shard of a sender does.
 */
final class Scrapes {

  /** Distance of two scrapes. */
  static final Duration STEP = Duration.ofSeconds(15);

  private final int batch;
  private final List<byte[]> blocks;
  private final long[] counters;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Duration step;
  private long atMillis;

  /**
   * Prepares scrapes.
   *
   * @param fleet what is scraped
   * @param batch samples of a request
   * @param firstMillis time of the first scrape
   */
  Scrapes(Fleet fleet, int batch, long firstMillis) {
    this(fleet, batch, firstMillis, STEP);
  }

  /** As above, with another distance of two scrapes. */
  Scrapes(Fleet fleet, int batch, long firstMillis, Duration step) {
    this.step = step;
    this.batch = batch;
    this.blocks = fleet.labelBlocks();
    this.counters = new long[blocks.size()];
    this.atMillis = firstMillis;
  }

  /**
   * One request.
   *
   * @param body compressed bytes
   * @param samples samples in it
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Request(byte[] body, int samples) {}

  /**
   * The next scrapes, one list of requests for each lane.
   *
   * @param samples how many samples at least
   */
  List<List<List<Request>>> next(long samples, int lanes) {
    List<List<List<Request>>> scrapes = new ArrayList<>();
    for (long encoded = 0; encoded < samples; encoded += counters.length) {
      scrapes.add(scrape(lanes));
    }
    return scrapes;
  }

  private List<List<Request>> scrape(int lanes) {
    List<List<Request>> requests = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      requests.add(new ArrayList<>());
    }
    int lane = 0;
    for (int from = 0; from < counters.length; from += batch) {
      requests.get(lane++ % lanes).add(request(from, Math.min(counters.length, from + batch)));
    }
    atMillis += step.toMillis();
    return requests;
  }

  private Request request(int from, int to) {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    for (int i = from; i < to; i++) {
      boolean bad = i % 2 == 1;
      counters[i] += bad ? (random.nextInt(100) == 0 ? 1 : 0) : 100 + random.nextInt(100);
      encoder.add(blocks.get(i), atMillis, counters[i]);
    }
    return new Request(encoder.body(), to - from);
  }
}
