package io.plumbline.engine.sli;

import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.RatioSli;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An objective's counts as they were read at some ticks, to which everything is added that comes
 * later but belongs before them. So it can be told what would have been read then, had all been
 * known that is known now. What was not late changes nothing: at a mark, the instant up to which
 * its counts had been judged bounds what belongs to it.
 *
 * @param <T> what counts
 * @param <S> what is kept of it
 */
final class Marks<T extends ObjectiveTracker, S> {

  private final List<Mark<T>> marks = new ArrayList<>();

  Marks(List<Kept<S>> kept, Function<S, T> resume) {
    for (Kept<S> k : kept) {
      T counts = resume.apply(k.state());
      // A state kept by an older version knows only marks that end with their newest total.
      long until = k.until() == null ? counts.newestTotal() : k.until();
      Mark<T> mark = new Mark<>(k.tick(), until, counts);
      mark.late = k.late();
      mark.total = k.total();
      mark.events = k.events();
      marks.add(mark);
    }
  }

  /** Takes what one target counted. */
  void take(Scrape scrape, Consumer<T> taking) {
    for (Mark<T> mark : marks) {
      if (scrape.time() <= mark.until) {
        taking.accept(mark.counts);
        mark.late = true;
        mark.total += scrape.total();
        mark.events += scrape.events();
      }
    }
  }

  /** Takes a measured value. */
  void take(long time, Consumer<T> taking) {
    for (Mark<T> mark : marks) {
      if (time <= mark.until) {
        taking.accept(mark.counts);
        mark.late = true;
      }
    }
  }

  /** From now on these spans are excluded, and no others. */
  void exclude(List<Exclusion> exclusions) {
    marks.forEach(mark -> mark.counts.exclude(exclusions));
  }

  /**
   * Keeps these marks and drops others; one of the present tick is made if it is wanted.
   *
   * @param until the instant up to which the present counts are judged
   * @param copy makes a copy of the present counts
   */
  void keep(Set<Long> wanted, long tick, long until, Supplier<T> copy) {
    marks.removeIf(mark -> !wanted.contains(mark.tick));
    if (wanted.contains(tick) && past(tick).isEmpty()) {
      marks.add(new Mark<>(tick, until, copy.get()));
    }
  }

  /** The counts of a marked tick, with what came late. */
  Optional<Past> past(long tick) {
    return marks.stream()
        .filter(mark -> mark.tick == tick)
        .findFirst()
        .map(mark -> new Past(mark.counts, mark.late()));
  }

  List<Kept<S>> state(Function<T, S> state) {
    return marks.stream()
        .map(m -> new Kept<>(m.tick, m.until, m.late, m.total, m.events, state.apply(m.counts)))
        .toList();
  }

  /**
   * What is kept of a mark.
   *
   * @param tick the tick, milliseconds since the epoch
   * @param until the instant up to which its counts had been judged; null in an older state
   * @param late whether anything came late
   * @param total how many events in all came late
   * @param events how many good or bad ones
   * @param state the counts
   */
  record Kept<S>(long tick, Long until, boolean late, double total, double events, S state) {}

  private static final class Mark<T extends ObjectiveTracker> {
    private final long tick;
    private final long until;
    private final T counts;
    private boolean late;
    private double total;
    private double events;

    Mark(long tick, long until, T counts) {
      this.tick = tick;
      this.until = until;
      this.counts = counts;
    }

    String late() {
      if (total != 0 || events != 0) {
        String counted = counts.slo().indicator() instanceof RatioSli ratio ? name(ratio) : "";
        return "%.0f events in all and %.0f %s ones".formatted(total, events, counted);
      }
      // A sample that counts nothing may still tell that a slice has data.
      return late && counts instanceof SliceTracker ? "samples" : "";
    }

    private static String name(RatioSli ratio) {
      return ratio.counts().name().toLowerCase(Locale.ROOT);
    }
  }
}
