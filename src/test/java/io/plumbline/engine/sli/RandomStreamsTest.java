package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.engine.sli.Pipeline.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is counted is what happened, to the event, whatever the senders do. {@code
 * -Dplumbline.proof.days=100} makes a day of the default into as many.
 */
class RandomStreamsTest {

  private static final int DAY = 86_400;
  private static final int DAYS = Integer.getInteger("plumbline.proof.days", 1);
  private static final int SECONDS = DAYS * DAY;
  private static final int STALE_AFTER = 300;
  private static final Duration PERIOD = Duration.ofHours(20);

  /** What was accepted of a series. */
  private static final class Seen {
    int last = -1;
    int ended = -1;
    double truth;
  }

  private record Span(String target, int from, int to) {}

  private final double[] total = new double[SECONDS + 2 * DAY];
  private final double[] events = new double[SECONDS + 2 * DAY];
  private final boolean[] covered = new boolean[SECONDS + 2 * DAY];
  private final List<Seen> seen = new ArrayList<>();
  private List<Span> spans = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"1,BAD,1,8", "2,GOOD,1,8", "3,BAD,2,8", "4,GOOD,2,40", "5,BAD,1,40"})
  void everyEventIsCountedOnceInItsBucket(
      long seed, RatioSli.Counts counts, int senders, int longestDelay) {
    Random random = new Random(seed);
    Pipeline pipeline = new Pipeline(Pipeline.slo(counts, PERIOD), Scrapes.START);
    boolean good = counts == RatioSli.Counts.GOOD;
    RandomStream stream = new RandomStream(random, pipeline, good, 200, senders, longestDelay);
    // Requests that come too late are not waited for, and two senders may each tell a part.
    boolean whole = senders == 1 && longestDelay * 1_000 < Feed.PATIENCE;
    int second = 0;
    for (; second < SECONDS; second++) {
      for (RandomStream.Sample sample : stream.next()) {
        deliver(pipeline, stream, sample);
        if (random.nextInt(50) == 0) {
          check(pipeline, pipeline.tick(RandomStream.at(second)), whole, 2);
        }
      }
      pipeline.tick(RandomStream.at(second + 1));
      if (random.nextInt(2_000) == 0) {
        pipeline.restart();
      }
      if (random.nextInt(600) == 0) {
        check(pipeline, pipeline.tick(RandomStream.at(second + 1)), whole, 8);
      }
    }
    stream.stop();
    while (!stream.quiet()) {
      for (RandomStream.Sample sample : stream.next()) {
        deliver(pipeline, stream, sample);
      }
      pipeline.tick(RandomStream.at(++second));
    }
    pipeline.tick(RandomStream.at(second + 20));
    long end = pipeline.tick(RandomStream.at(second + 40));
    assertThat(waiting(pipeline)).isEmpty();
    check(pipeline, end, whole, 8);
    double all = 0;
    for (double counted : total) {
      all += counted;
    }
    assertThat(all).isGreaterThan(1e7 * DAYS);
  }

  private void deliver(Pipeline pipeline, RandomStream stream, RandomStream.Sample sample) {
    double truth = happened(stream, sample);
    double adds =
        pipeline.deliver(
            sample.series(), RandomStream.at(sample.second()), sample.bits(), sample.start());
    assertThat(adds).as(sample.toString()).isEqualTo(Double.valueOf(truth));
  }

  /** What a sample adds in truth; NaN when its span is covered already, or it is none. */
  private double happened(RandomStream stream, RandomStream.Sample sample) {
    while (seen.size() < stream.series().size()) {
      seen.add(new Seen());
    }
    Seen before = seen.get(sample.series());
    RandomStream.Series series = stream.series().get(sample.series());
    if (sample.second() <= Math.max(before.last, before.ended)) {
      return Double.NaN;
    }
    if (sample.ends()) {
      before.ended = before.last < 0 ? before.ended : sample.second();
      return Double.NaN;
    }
    double from = before.last < 0 ? series.zero : before.truth;
    double delta = Double.isNaN(from) ? 0 : sample.truth() - from;
    if (series.role != Role.EVENTS) {
      total[sample.second()] += delta;
      boolean whole = before.last >= 0 && before.ended < before.last;
      if (whole && sample.second() - before.last <= STALE_AFTER) {
        spans.add(new Span(series.target, before.last, sample.second()));
      }
    }
    if (series.role != Role.TOTAL) {
      events[sample.second()] += delta;
    }
    before.last = sample.second();
    before.truth = sample.truth();
    return delta;
  }

  /** What is not counted yet, by second: total and events. */
  private static Map<Integer, double[]> waiting(Pipeline pipeline) {
    Map<Integer, double[]> waiting = new HashMap<>();
    for (Feed.State feed : pipeline.feeds().state().byTarget().values()) {
      for (Scrape.State open : feed.open()) {
        double[] amounts = waiting.computeIfAbsent(second(open.time()), s -> new double[2]);
        amounts[0] += open.total();
        amounts[1] += open.events();
      }
    }
    for (SliTracker.Waiting ahead : pipeline.tracker().state().waiting()) {
      waiting.computeIfAbsent(second(ahead.time()), s -> new double[2])[1] += ahead.increment();
    }
    return waiting;
  }

  private static int second(long time) {
    return (int) ((time - Scrapes.START) / 1_000);
  }

  private void check(Pipeline pipeline, long end, boolean whole, int windows) {
    cover(pipeline);
    Map<Integer, double[]> waiting = waiting(pipeline);
    for (Window window : List.of(Window.values()).subList(0, windows)) {
      Sums sums = pipeline.tracker().sums(window);
      assertThat(sums).as(window + " at " + second(end)).isEqualTo(expected(window, end, waiting));
      assertThat(pipeline.tracker().bad(sums)).isBetween(0.0, sums.total());
      if (whole) {
        assertThat(sums.events()).isLessThanOrEqualTo(sums.total());
      }
    }
    if (whole && windows == 8) {
      for (BucketRing.State ring : pipeline.tracker().state().rings()) {
        for (int i = 0; i < ring.total().length; i++) {
          assertThat(ring.events()[i]).isBetween(0.0, ring.total()[i]);
        }
      }
    }
  }

  // Time is covered with the scrape whose samples cover it.
  private void cover(Pipeline pipeline) {
    Map<String, Feed.State> feeds = pipeline.feeds().state().byTarget();
    List<Span> open = new ArrayList<>();
    for (Span span : spans) {
      if (RandomStream.at(span.to()) > feeds.get("shop\n" + span.target()).counted()) {
        open.add(span);
      } else {
        java.util.Arrays.fill(covered, span.from(), span.to(), true);
      }
    }
    spans = open;
  }

  /** The definition, word for word: the buckets that end in (T − w, T], and the open one. */
  private Sums expected(Window window, long end, Map<Integer, double[]> waiting) {
    long width = window.bucket().toMillis();
    long length = window.length(PERIOD).toMillis();
    double sum = 0;
    double some = 0;
    long coveredMillis = 0;
    int first = Math.max(0, second(end - length - 2 * width));
    for (int s = first; s <= second(end + width); s++) {
      long begin = Math.floorDiv(RandomStream.at(s), width) * width;
      boolean closed = begin + width > end - length && begin + width <= end;
      boolean open = begin <= end && end < begin + width;
      if (closed || open) {
        double[] not = waiting.getOrDefault(s, new double[2]);
        sum += total[s] - not[0];
        some += events[s] - not[1];
        coveredMillis += covered[s] ? 1_000 : 0;
      }
    }
    return new Sums(some, sum, coveredMillis);
  }
}
