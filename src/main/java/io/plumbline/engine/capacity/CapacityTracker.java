package io.plumbline.engine.capacity;

import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.engine.Evidence;
import io.plumbline.fact.CapacityForecast;
import io.plumbline.fact.CapacityUse;
import io.plumbline.finding.CapacityStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Follows the use of one resource: what is used now and when the trend of its daily 95th percentile
 * will reach the threshold. Days are UTC days. Not thread-safe.
 */
public final class CapacityTracker {

  /** How old the newest sample may be for the use to count as known. */
  static final Duration STALE_AFTER = Duration.ofMinutes(5);

  /** How long after the newest day with data its trend still counts as a forecast. */
  static final Duration TREND_LAPSES_AFTER = Duration.ofDays(7);

  /**
   * Magnitude above which a sample is no value: below it no difference, slope or extrapolation can
   * leave the range of a double.
   */
  private static final double MAX_MAGNITUDE = 1e100;

  private final CapacityTarget target;
  private final String tier;
  private final NewestSamples samples;
  private final DailyPeaks peaks;
  private Optional<Course> course = Optional.empty();

  /**
   * A tracker that goes on from a kept state.
   *
   * @param target the threshold
   * @param tier tier of the service
   * @param state where to go on from, {@link State#EMPTY} at first
   */
  public CapacityTracker(CapacityTarget target, String tier, State state) {
    this.target = target;
    this.tier = tier;
    samples = new NewestSamples(state.samples());
    peaks = new DailyPeaks(state.sketches(), state.closedDays(), state.closedPeaks());
  }

  /** The threshold it follows. */
  public CapacityTarget target() {
    return target;
  }

  /**
   * Counts one sample of the gauge. Samples may come late and in any order: one that is older than
   * its series' newest still counts for its day while that is among the newest 35. One at exactly
   * the time of its series' newest is a repeat and ignored; older repeats are not recognised and
   * count again, which moves a percentile by no more than their share. Values that are not finite
   * (stale markers among them) or beyond ±1e100 are no values.
   *
   * @param seriesId id of the series
   * @param timeMillis time of the sample, milliseconds since the epoch
   * @param value utilisation as a ratio
   */
  public void add(int seriesId, long timeMillis, double value) {
    if (!(Math.abs(value) <= MAX_MAGNITUDE) || !samples.accept(seriesId, timeMillis, value)) {
      return;
    }
    long day = DailyPeak.dayOf(timeMillis);
    peaks.add(day, value);
    if (course.isPresent() && day < course.get().before()) {
      course = Optional.empty();
    }
  }

  /**
   * How the resource stands. Use is known while the newest sample is at most 5 min old, a trend
   * once there are 7 complete days with data and while the newest of them ended at most 7 days ago.
   *
   * @param asOf the instant looked from, not before the previous one
   */
  public Reading read(Instant asOf) {
    long today = DailyPeak.dayOf(asOf.toEpochMilli());
    if (course.isEmpty() || course.get().before() != today) {
      course = Optional.of(Course.of(peaks, today, target.threshold()));
    }
    Course full = course.get();
    Optional<Instant> lapse =
        full.trendKnown()
            ? full.end().map(end -> afterwards(end, TREND_LAPSES_AFTER))
            : Optional.empty();
    Course now = lapse.isPresent() && !lapse.get().isAfter(asOf) ? full.withoutTrend() : full;

    OptionalLong newestMillis = samples.newestMillis();
    Optional<Instant> newest =
        newestMillis.isPresent()
            ? Optional.of(Instant.ofEpochMilli(newestMillis.getAsLong()))
            : Optional.empty();
    Optional<Instant> stale = newest.map(at -> afterwards(at, STALE_AFTER));
    OptionalDouble utilisation =
        stale.isPresent() && stale.get().isAfter(asOf)
            ? OptionalDouble.of(samples.highest())
            : OptionalDouble.empty();

    OptionalLong openDay = peaks.firstFrom(today);
    Optional<Instant> dayEnd =
        openDay.isPresent() ? Optional.of(DailyPeak.end(openDay.getAsLong())) : Optional.empty();
    Optional<Instant> nextDue =
        Stream.of(lapse, stale, dayEnd)
            .flatMap(Optional::stream)
            .filter(due -> due.isAfter(asOf))
            .min(Instant::compareTo);
    CapacityStanding standing =
        new CapacityStanding(
            target,
            utilisation,
            newest,
            now.days(),
            now.trendKnown(),
            now.dailyPeak(),
            now.trend());
    return new Reading(evidence(standing, now.end()), standing, nextDue);
  }

  private List<Evidence> evidence(CapacityStanding standing, Optional<Instant> dayEnd) {
    List<Evidence> evidence = new ArrayList<>(2);
    if (standing.utilisation().isPresent()) {
      CapacityUse use =
          new CapacityUse(
              target.service(),
              tier,
              target.resource(),
              standing.utilisation().getAsDouble(),
              target.threshold());
      evidence.add(new Evidence(use, standing.newestSample().orElseThrow()));
    }
    if (standing.days().isPresent()) {
      CapacityForecast forecast =
          new CapacityForecast(
              target.service(),
              tier,
              target.resource(),
              standing.days().getAsDouble(),
              target.notice().toDays(),
              target.threshold());
      evidence.add(new Evidence(forecast, dayEnd.orElseThrow()));
    }
    return evidence;
  }

  /** The first millisecond at which something is older than an age. */
  private static Instant afterwards(Instant at, Duration age) {
    return at.plus(age).plusMillis(1);
  }

  /** Everything needed to go on later. */
  public State state() {
    return new State(samples.samples(), peaks.sketches(), peaks.closedDays(), peaks.closedPeaks());
  }

  /**
   * How the resource stands at one instant.
   *
   * @param evidence use and forecast, each only if known
   * @param standing the same for people, with the course for charts
   * @param nextDue next instant at which the reading changes by time alone: a day ends, the newest
   *     sample or the trend grows too old
   */
  public record Reading(
      List<Evidence> evidence, CapacityStanding standing, Optional<Instant> nextDue) {

    /** Copies the evidence. */
    public Reading {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * What a tracker keeps between runs, for Jackson. Bounded by 10,000 series, 35 sketches of at
   * most 2,048 bins per sign and 365 closed days.
   *
   * @param samples the newest sample of each series
   * @param sketches the days that late samples still correct
   * @param closedDays older days, days since 1970-01-01, ascending
   * @param closedPeaks the 95th percentile of each of them
   */
  // Columns are arrays because a year of days as objects would treble a state that is often
  // written.
  @SuppressWarnings("ArrayRecordComponent")
  public record State(
      List<Newest> samples, List<Sketch> sketches, long[] closedDays, double[] closedPeaks) {

    /** The state before the first sample. */
    public static final State EMPTY = new State(List.of(), List.of(), new long[0], new double[0]);

    /** Copies the lists and checks that the columns have one length. */
    public State {
      samples = List.copyOf(samples);
      sketches = List.copyOf(sketches);
      if (closedDays.length != closedPeaks.length) {
        throw new IllegalArgumentException("columns of different length");
      }
    }

    /**
     * The newest sample of a series.
     *
     * @param series id of the series
     * @param timeMillis its time, milliseconds since the epoch
     * @param value its value
     */
    public record Newest(int series, long timeMillis, double value) {}

    /**
     * One day's distribution.
     *
     * @param day days since 1970-01-01
     * @param bins its DDSketch, encoded without the index mapping
     */
    // The library's own encoding is bytes.
    @SuppressWarnings("ArrayRecordComponent")
    public record Sketch(long day, byte[] bins) {}
  }
}
