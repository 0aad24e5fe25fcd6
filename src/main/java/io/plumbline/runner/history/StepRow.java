package io.plumbline.runner.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.plumbline.engine.Step;
import io.plumbline.engine.sli.Scrape;
import io.plumbline.engine.sli.Taken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * The kept form of a judgement.
 *
 * @param service number of the service's name
 * @param agoMillis time from the instant of which it was judged to the tick
 * @param parts what was taken
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record StepRow(int service, long agoMillis, List<Part> parts) {

  static StepRow of(Step step, long tick, ToIntFunction<String> numbers) {
    List<Part> parts = new ArrayList<>();
    step.taken()
        .forEach((part, taken) -> parts.add(Part.of(numbers.applyAsInt(part), taken, tick)));
    return new StepRow(
        numbers.applyAsInt(step.service()), tick - step.asOf().toEpochMilli(), parts);
  }

  Step step(long tick, IntFunction<String> names) {
    SortedMap<String, Taken> taken = new TreeMap<>();
    parts.forEach(part -> taken.put(names.apply(part.name()), part.taken(tick)));
    return new Step(names.apply(service), Instant.ofEpochMilli(tick - agoMillis), taken);
  }

  /**
   * What one objective or resource took.
   *
   * @param name number of the name of its kept part
   * @param scrapes of each scrape the time from it to the one before, at first the tick, and the
   *     span that it covers, or −1 where no total arrived
   * @param counts of each scrape the total and the events
   * @param samples of each sample the time from it to the one before, at first the tick, and its
   *     series
   * @param values of each sample its value
   */
  @SuppressWarnings("ArrayRecordComponent")
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record Part(
      int name,
      long[] scrapes,
      @JsonSerialize(using = ShortNumbers.class) double[] counts,
      long[] samples,
      @JsonSerialize(using = ShortNumbers.class) double[] values) {

    private static final int ABSENT = -1;

    static Part of(int name, Taken taken, long tick) {
      int size = taken.scrapes().size();
      Part part =
          new Part(
              name,
              new long[2 * size],
              new double[2 * size],
              new long[2 * taken.samples().size()],
              new double[taken.samples().size()]);
      long before = tick;
      for (int i = 0; i < size; i++) {
        Scrape.State scrape = taken.scrapes().get(i);
        part.scrapes[2 * i] = before - scrape.time();
        part.scrapes[2 * i + 1] = scrape.arrived() ? scrape.time() - scrape.from() : ABSENT;
        part.counts[2 * i] = scrape.total();
        part.counts[2 * i + 1] = scrape.events();
        before = scrape.time();
      }
      before = tick;
      for (int i = 0; i < part.values.length; i++) {
        Taken.Sample sample = taken.samples().get(i);
        part.samples[2 * i] = before - sample.time();
        part.samples[2 * i + 1] = sample.series();
        part.values[i] = sample.value();
        before = sample.time();
      }
      return part;
    }

    Taken taken(long tick) {
      List<Scrape.State> all = new ArrayList<>();
      long time = tick;
      for (int i = 0; i < scrapes.length; i += 2) {
        time -= scrapes[i];
        boolean arrived = scrapes[i + 1] != ABSENT;
        long from = arrived ? time - scrapes[i + 1] : time;
        all.add(new Scrape.State(time, Scrape.UNSEEN, from, arrived, counts[i], counts[i + 1]));
      }
      List<Taken.Sample> measured = new ArrayList<>();
      time = tick;
      for (int i = 0; i < values.length; i++) {
        time -= samples[2 * i];
        measured.add(new Taken.Sample((int) samples[2 * i + 1], time, values[i]));
      }
      return new Taken(all, measured);
    }
  }
}
