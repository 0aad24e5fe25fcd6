package io.plumbline.engine.sli;

import io.plumbline.engine.sli.Pipeline.Role;
import io.plumbline.signal.MetricBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A fleet of instances and the senders that scrape it, second by second. What each counter has
 * really counted is known, restarts or not; what a sender makes of it is a stream of samples:
 * split, shuffled, delayed, repeated, interrupted.
 */
final class RandomStream {

  /** Counters of an instance that make up the total, then those of the good or bad events. */
  private static final int TOTALS = 3;

  private static final int COUNTERS = 5;

  /** A sample on its way; {@code truth} is all that its counter ever counted, restarts or not. */
  record Sample(int series, int second, long bits, long start, double truth) {
    boolean ends() {
      return bits == MetricBatch.STALE_MARKER;
    }
  }

  /** A series of the fleet. */
  static final class Series {
    final int id;
    final String target;
    final Role role;

    /** What its first sample counts from; NaN where that is only a baseline. */
    final double zero;

    private double truth;
    private double begun;
    private double scraped;

    private Series(int id, String target, Role role, double zero) {
      this.id = id;
      this.target = target;
      this.role = role;
      this.zero = zero;
    }
  }

  private record Request(int at, long order, List<Sample> samples) {}

  private static final class Instance {
    String name = "";
    final List<Series> series = new ArrayList<>();
    final int[] phase = new int[2];
    final int[][] free = new int[2][3];
    boolean starts;
    boolean twoSenders;
    int start;
    int lastScrape;
    int downUntil;
    int heldUntil;
    int underway;
    boolean marked;
  }

  private final Random random;
  private final Pipeline pipeline;
  private final boolean good;
  private final int size;
  private final int senders;
  private final int longestDelay;
  private final List<Series> all = new ArrayList<>();
  private final List<Instance> fleet = new ArrayList<>();
  private final PriorityQueue<Request> underway =
      new PriorityQueue<>(
          (a, b) -> a.at() != b.at() ? a.at() - b.at() : Long.compare(a.order(), b.order()));
  private final Deque<Sample> sent = new ArrayDeque<>();
  private final List<Instance> owner = new ArrayList<>();
  private long orders;
  private int names;
  private int second;
  private boolean quiet;

  /**
   * A fleet.
   *
   * @param random where chance comes from
   * @param pipeline learns of new series
   * @param good whether the events are the good ones
   * @param size how many requests an instance has between two scrapes, at most
   * @param senders how many may scrape the same instance, 1 or 2
   * @param longestDelay of a part of a scrape, seconds
   */
  RandomStream(
      Random random, Pipeline pipeline, boolean good, int size, int senders, int longestDelay) {
    this.random = random;
    this.pipeline = pipeline;
    this.good = good;
    this.size = size;
    this.senders = senders;
    this.longestDelay = longestDelay;
    for (int i = 0; i < 6; i++) {
      fleet.add(new Instance());
      begin(fleet.get(i), false);
    }
  }

  List<Series> series() {
    return all;
  }

  /** Whether nothing is underway. */
  boolean quiet() {
    return underway.isEmpty();
  }

  /** No scrape begins any more. */
  void stop() {
    quiet = true;
  }

  // A new name, and with it new series; the first of the fleet has one sender that never fails.
  private void begin(Instance instance, boolean later) {
    instance.name = "i" + names++;
    instance.series.clear();
    instance.twoSenders = senders > 1 && names > 1 && random.nextInt(3) == 0;
    instance.starts = random.nextBoolean();
    instance.start = second - (later ? 1 + random.nextInt(40) : 10_000);
    boolean counted = later && instance.starts;
    for (int c = 0; c < COUNTERS; c++) {
      add(instance, c < TOTALS ? Role.TOTAL : Role.EVENTS, counted ? 0 : Double.NaN);
    }
    instance.phase[0] = random.nextInt(15);
    instance.phase[1] = (instance.phase[0] + 1 + random.nextInt(14)) % 15;
    instance.lastScrape = instance.start;
    instance.marked = false;
    scrape(instance, 0, true);
  }

  private Series add(Instance instance, Role role, double zero) {
    int id = pipeline.add("c" + instance.series.size(), instance.name, role);
    Series series = new Series(id, instance.name, role, zero);
    instance.series.add(series);
    all.add(series);
    owner.add(instance);
    return series;
  }

  /** What arrives within the next second, in order. */
  List<Sample> next() {
    second++;
    for (Instance instance : fleet) {
      for (int sender = 0; sender < (instance.twoSenders ? 2 : 1) && !quiet; sender++) {
        if (second % 15 == instance.phase[sender]) {
          scrape(instance, sender, false);
        }
      }
    }
    List<Sample> arrived = new ArrayList<>();
    while (!underway.isEmpty() && underway.peek().at() <= second) {
      for (Sample sample : underway.poll().samples()) {
        owner.get(sample.series()).underway--;
        arrived.add(sample);
        sent.add(sample);
      }
      if (random.nextInt(8) == 0 && !sent.isEmpty()) {
        // Sent again, long after it was counted.
        arrived.add(sent.peek());
      }
      while (sent.size() > 400) {
        sent.poll();
      }
    }
    return arrived;
  }

  private void scrape(Instance instance, int sender, boolean first) {
    boolean anchor = instance == fleet.get(0);
    boolean settled = instance.underway == 0 && !first;
    if (!first && second < instance.downUntil) {
      if (instance.marked) {
        send(instance, sender, markers(instance), false);
      }
      return;
    }
    if (!anchor && !first && random.nextInt(150) == 0) {
      instance.downUntil = second + 10 + random.nextInt(random.nextInt(4) == 0 ? 1_500 : 200);
      // A marker of one sender would hide what the other has underway, and nobody knew its truth.
      instance.marked = !instance.twoSenders && random.nextBoolean();
      return;
    }
    if (!anchor && settled && random.nextInt(400) == 0) {
      instance.heldUntil = second + random.nextInt(3_600);
    }
    if (!anchor
        && settled
        && second > Math.max(60, instance.heldUntil)
        && random.nextInt(300) == 0) {
      begin(instance, true);
      return;
    }
    boolean soon = settled && second - instance.lastScrape <= 60;
    if (soon && instance.series.size() < 12 && random.nextInt(100) == 0) {
      add(instance, Role.BOTH, 0);
    }
    boolean restarts = settled && !first && random.nextInt(60) == 0;
    if (restarts && second - instance.lastScrape > 1) {
      instance.start = instance.lastScrape + 1;
    } else {
      restarts = false;
    }
    boolean mustFall = restarts && (!instance.starts || instance.twoSenders);
    happen(instance, restarts, mustFall);
    instance.lastScrape = second;
    List<Sample> samples = new ArrayList<>();
    // Of two senders the second never tells since when a counter counts.
    long start = instance.starts && sender == 0 ? at(instance.start) : 0;
    for (Series series : instance.series) {
      series.scraped = series.truth - series.begun;
      samples.add(
          new Sample(
              series.id, second, Double.doubleToRawLongBits(series.scraped), start, series.truth));
    }
    // With a second sender the fallen value could be overtaken by one that has risen again.
    send(instance, sender, samples, first || (mustFall && instance.twoSenders));
  }

  static long at(int second) {
    return Scrapes.START + second * 1_000L;
  }

  // What happened since the last scrape. A restart shows by the value alone only if the value
  // falls.
  private void happen(Instance instance, boolean restarts, boolean mustFall) {
    double[] most = new double[instance.series.size()];
    Arrays.fill(most, size);
    for (int i = 0; i < most.length; i++) {
      Series series = instance.series.get(i);
      if (mustFall && series.scraped > 0) {
        most[i] = Math.min(size, series.scraped - 1);
      }
      if (restarts) {
        series.begun = series.truth;
      }
    }
    // Requests of the counters c0 to c2; c3 and c4 count those of c1 and c2 again, as the events.
    double[] added = new double[most.length];
    added[0] = amount(most[0]);
    added[1] = amount(Math.min(most[1], most[3]));
    added[2] = amount(Math.min(most[2], most[4]));
    added[3] = good || random.nextInt(3) == 0 ? added[1] : 0;
    added[4] = random.nextInt((int) added[2] + 1);
    for (int i = COUNTERS; i < most.length; i++) {
      added[i] = amount(most[i]);
    }
    for (int i = 0; i < most.length; i++) {
      instance.series.get(i).truth += added[i];
    }
  }

  private double amount(double most) {
    return random.nextInt(5) == 0 ? 0 : random.nextInt((int) most + 1);
  }

  private List<Sample> markers(Instance instance) {
    List<Sample> markers = new ArrayList<>();
    for (Series series : instance.series) {
      markers.add(new Sample(series.id, second, MetricBatch.STALE_MARKER, 0, Double.NaN));
    }
    return markers;
  }

  // Each queue of a sender keeps its order; the first scrape of an instance comes whole.
  private void send(Instance instance, int sender, List<Sample> samples, boolean whole) {
    instance.underway += samples.size();
    int queues = whole ? 1 : 1 + random.nextInt(3);
    List<List<Sample>> parts = new ArrayList<>();
    for (int q = 0; q < queues; q++) {
      parts.add(new ArrayList<>());
    }
    int[] free = instance.free[sender];
    for (Sample sample : samples) {
      parts.get(sample.series() % queues).add(sample);
    }
    if (queues != 3) {
      // The number of queues changes only once they are empty.
      Arrays.fill(free, Arrays.stream(free).max().orElseThrow());
    }
    int held = Math.max(second, instance.heldUntil);
    for (int q = 0; q < queues; q++) {
      Collections.shuffle(parts.get(q), random);
      int at = Math.max(held + (whole ? 0 : random.nextInt(longestDelay + 1)), free[q]);
      free[q] = at;
      if (!parts.get(q).isEmpty()) {
        underway.add(new Request(at, orders++, parts.get(q)));
      }
    }
    if (queues != 3) {
      Arrays.fill(free, Arrays.stream(free).max().orElseThrow());
    }
  }
}
