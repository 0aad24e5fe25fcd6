package io.plumbline.engine.sli;

import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An objective's counts as they were read at some ticks, to which everything is added that comes
 * later but belongs before them. So it can be told what would have been read then, had all been
 * known that is known now. What was not late changes nothing: at a mark, the newest total that had
 * arrived bounds what belongs to it.
 */
final class Marks {

  private final List<Mark> marks = new ArrayList<>();

  Marks(Slo slo, List<Kept> kept) {
    kept.forEach(
        k -> marks.add(new Mark(k.tick(), new SliTracker(slo, k.state()), k.total(), k.events())));
  }

  /** Takes what one target counted. */
  void take(Scrape scrape) {
    for (Mark mark : marks) {
      if (scrape.time() <= mark.counts.newestTotal()) {
        mark.counts.take(scrape);
        mark.total += scrape.total();
        mark.events += scrape.events();
      }
    }
  }

  /** From now on these spans are excluded, and no others. */
  void exclude(List<Exclusion> exclusions) {
    marks.forEach(mark -> mark.counts.exclude(exclusions));
  }

  /** Keeps these marks and drops others; one of the present tick is made if it is wanted. */
  void keep(Set<Long> wanted, long tick, SliTracker present) {
    marks.removeIf(mark -> !wanted.contains(mark.tick));
    if (wanted.contains(tick) && past(tick).isEmpty()) {
      marks.add(new Mark(tick, present.copy(), 0, 0));
    }
  }

  /** The counts of a marked tick, with what came late. */
  Optional<Past> past(long tick) {
    return marks.stream()
        .filter(mark -> mark.tick == tick)
        .findFirst()
        .map(mark -> new Past(mark.counts, mark.late()));
  }

  List<Kept> state() {
    return marks.stream()
        .map(mark -> new Kept(mark.tick, mark.total, mark.events, mark.counts.state()))
        .toList();
  }

  /** What is kept of a mark. */
  record Kept(long tick, double total, double events, SliTracker.State state) {}

  private static final class Mark {
    private final long tick;
    private final SliTracker counts;
    private double total;
    private double events;

    Mark(long tick, SliTracker counts, double total, double events) {
      this.tick = tick;
      this.counts = counts;
      this.total = total;
      this.events = events;
    }

    String late() {
      String counted = counts.slo().indicator() instanceof RatioSli ratio ? name(ratio) : "";
      return total == 0 && events == 0
          ? ""
          : "%.0f events in all and %.0f %s ones".formatted(total, events, counted);
    }

    private static String name(RatioSli ratio) {
      return ratio.counts().name().toLowerCase(Locale.ROOT);
    }
  }
}
