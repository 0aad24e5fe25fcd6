package io.plumbline.engine.sli;

import io.plumbline.catalogue.Slo;
import io.plumbline.fact.Attainment;
import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.ErrorBudget;
import io.plumbline.rules.Demand;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What rules look for in the figures of one objective. It tells, without making facts, whether any
 * of them may be one that a rule asks for, now or a little later by time alone, as buckets leave
 * the windows. Figures are bounded by the formulas of {@link SloReading}, of which each step is
 * monotone, so that rounding carries none out of its bounds.
 */
@SuppressWarnings("EnumOrdinal") // Places in arrays that live as long as this; none is kept.
public final class Lookout {

  private static final List<String> OF_ATTAINMENT =
      List.of("ratio", "target", "unknownRatio", "ratioPercent", "targetPercent");
  private static final List<String> OF_BURN = List.of("rate", "budgetSpentPercent");
  private static final List<String> OF_BUDGET = List.of("remaining", "remainingPercent", "open");

  private static final Window[] WINDOWS = Window.values();
  private static final Pair[] PAIRS = Pair.values();
  private static final int PERIOD = Window.PERIOD.ordinal();
  private static final long FINEST = Window.tiers().get(0).toMillis();

  /**
   * So far it is looked ahead: further than samples mostly are apart, as the shortest windows
   * allow.
   */
  private static final long AHEAD = Duration.ofSeconds(70).toMillis();

  /** Something may be found, or nothing is known. */
  public static final long NOT_QUIET = Long.MIN_VALUE;

  private final String tier;
  private final List<Demand> demands;
  private final List<List<Comparisons>> attainments;
  private final List<List<Comparisons>> burns;
  private final List<Comparisons> budgets;
  private final boolean[] needed = new boolean[WINDOWS.length];

  /**
   * What some demands look for.
   *
   * @param slo the objective
   * @param tier tier of its service
   */
  public Lookout(Slo slo, String tier, List<Demand> demands) {
    this.tier = tier;
    this.demands = List.copyOf(demands);
    Texts texts = new Texts(slo, tier);
    attainments =
        Arrays.stream(WINDOWS)
            .map(
                window ->
                    comparisons(
                        demands, Attainment.class, texts.with("window", window), OF_ATTAINMENT))
            .toList();
    burns =
        Arrays.stream(PAIRS)
            .map(
                pair ->
                    comparisons(
                        demands, BudgetBurn.class, texts.with("pair", pair.label()), OF_BURN))
            .toList();
    budgets = comparisons(demands, ErrorBudget.class, texts.with("discriminator", ""), OF_BUDGET);
    needed[PERIOD] = true;
    for (Window window : WINDOWS) {
      needed[window.ordinal()] |= !attainments.get(window.ordinal()).isEmpty();
    }
    for (Pair pair : PAIRS) {
      boolean asked = !burns.get(pair.ordinal()).isEmpty();
      needed[pair.longer().ordinal()] |= asked;
      needed[pair.shorter().ordinal()] |= asked;
    }
  }

  private static List<Comparisons> comparisons(
      List<Demand> demands, Class<?> fact, Map<String, String> texts, List<String> figures) {
    return demands.stream()
        .filter(demand -> demand.fact().equals(fact.getSimpleName()))
        .flatMap(demand -> Comparisons.of(demand, texts, figures).stream())
        .distinct()
        .toList();
  }

  /** The texts of the facts about an objective. */
  private record Texts(Slo slo, String tier) {

    Map<String, String> with(String field, Window window) {
      return with(field, window.label());
    }

    Map<String, String> with(String field, String text) {
      Map<String, String> texts = new HashMap<>();
      Stream.of("objective", "subject", "measure").forEach(name -> texts.put(name, slo.name()));
      texts.put("service", slo.service());
      texts.put("tier", tier);
      texts.put("discriminator", text);
      texts.put(field, text);
      return texts;
    }
  }

  /**
   * Whether rules may find what they look for.
   *
   * @param tracker the counts, with their windows' end moved to {@code end}
   * @param end the instant of which they are read, milliseconds since the epoch
   * @param ahead up to how much later, milliseconds; more than 0 only of windows that are {@link
   *     Windows#steady() steady}
   */
  boolean mayFind(ObjectiveTracker tracker, long end, long ahead) {
    Bounds bounds = new Bounds(tracker, end, ahead);
    return bounds.attained() || bounds.burns() || bounds.budget();
  }

  /** Between what the figures of an objective lie; of error ratios, NaN where nothing came. */
  private final class Bounds {

    private final ObjectiveTracker tracker;
    private final CalendarReading calendar;
    private final long end;
    private final long ahead;
    private final Sums[] sums = new Sums[WINDOWS.length];
    private final double[] least = new double[WINDOWS.length];
    private final double[] most = new double[WINDOWS.length];
    private final double[] targets = new double[WINDOWS.length];
    private final double[] low = new double[OF_ATTAINMENT.size()];
    private final double[] high = new double[OF_ATTAINMENT.size()];

    Bounds(ObjectiveTracker tracker, long end, long ahead) {
      this.tracker = tracker;
      this.calendar = new CalendarReading(tracker);
      this.end = end;
      this.ahead = ahead;
      for (Window window : WINDOWS) {
        if (needed[window.ordinal()]) {
          bound(window, window.ordinal());
        }
      }
    }

    private void bound(Window window, int w) {
      sums[w] = tracker.sums(window);
      targets[w] = tracker.target(window);
      double total = sums[w].total();
      double bad = total > 0 ? tracker.bad(sums[w]) : 0;
      double leaving = ahead == 0 || bad == 0 ? 0 : tracker.windows().leaving(window, end + ahead);
      if (total <= 0) {
        least[w] = sums[w].coveredMillis() > 0 ? 0 : Double.NaN;
        most[w] = least[w];
      } else {
        least[w] = Math.max(0, bad - leaving) / total;
        most[w] = bad == 0 ? 0 : total > leaving ? bad / (total - leaving) : 1;
      }
    }

    boolean attained() {
      for (Window window : WINDOWS) {
        int w = window.ordinal();
        if (!attainments.get(w).isEmpty()
            && sums[w].total() > 0
            && (w != PERIOD || !calendar.open())) {
          set(0, 1 - most[w], 1 - least[w]);
          set(1, targets[w], targets[w]);
          double unknown =
              ahead > 0
                  ? 0
                  : SloReading.unknownRatio(
                      tracker, window, window.length(tracker.slo().period()).toMillis(), sums[w]);
          set(2, unknown, ahead > 0 ? 1 : unknown);
          set(3, low[0] * 100, high[0] * 100);
          set(4, low[1] * 100, high[1] * 100);
          if (mayHold(attainments.get(w))) {
            return true;
          }
        }
      }
      return false;
    }

    boolean burns() {
      for (Pair pair : PAIRS) {
        int longer = pair.longer().ordinal();
        int shorter = pair.shorter().ordinal();
        List<Comparisons> asked = burns.get(pair.ordinal());
        if (!asked.isEmpty() && !Double.isNaN(most[longer]) && !Double.isNaN(most[shorter])) {
          double share =
              (double) pair.longer().length(tracker.slo().period()).toMillis() / calendar.length();
          set(
              0,
              Math.min(burn(least, longer), burn(least, shorter)),
              Math.min(burn(most, longer), burn(most, shorter)));
          set(1, 100 * low[0] * share, 100 * high[0] * share);
          if (mayHold(asked)) {
            return true;
          }
        }
      }
      return false;
    }

    boolean budget() {
      if (budgets.isEmpty() || sums[PERIOD].total() <= 0) {
        return false;
      }
      double passed = calendar.passed(end);
      double length = calendar.length();
      set(0, 1 - burn(most, PERIOD) * passed / length, 1 - burn(least, PERIOD) * passed / length);
      set(1, low[0] * 100, high[0] * 100);
      double open = calendar.open() ? 1 : 0;
      set(2, open, open);
      return mayHold(budgets);
    }

    private double burn(double[] errors, int w) {
      return errors[w] / (1 - targets[w]);
    }

    private void set(int place, double from, double to) {
      low[place] = from;
      high[place] = to;
    }

    private boolean mayHold(List<Comparisons> asked) {
      for (int i = 0; i < asked.size(); i++) {
        if (asked.get(i).mayHold(low, high)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * When an objective is to be looked at again, if rules may find nothing until then unless samples
   * come; {@link #NOT_QUIET} when they may find something now, or nothing is known. Only its
   * windows are moved on by it.
   *
   * @param asOf the instant of which it is read, milliseconds since the epoch
   */
  public long quietUntil(ObjectiveTracker tracker, long asOf) {
    if (!tracker.settled() || !tracker.hasTotal()) {
      return NOT_QUIET;
    }
    // From here on a slice that nothing covers may fall due, be it the feed's silence or not.
    long stale = tracker.newestTotal() + tracker.slo().staleAfter().toMillis() + 1;
    long due = Math.min(stale, Math.min(tracker.silentAt(), tracker.unknownAt()));
    if (asOf >= due) {
      return NOT_QUIET;
    }
    long end = Math.max(asOf, tracker.newestTotal());
    tracker.windows().advance(end);
    if (tracker.windows().steady()) {
      // A multiple of the finest width, so that it is an instant at which it would be read anyway.
      long later = Math.floorDiv(end + AHEAD, FINEST) * FINEST;
      if (!mayFind(tracker, end, later - 1 - end)) {
        return Math.min(due, later);
      }
    }
    CalendarReading calendar = new CalendarReading(tracker);
    boolean found =
        mayFind(tracker, end, 0)
            || calendar
                .evidence(tier, end)
                .filter(closed -> demands.stream().anyMatch(d -> d.metBy(closed.fact())))
                .isPresent();
    return found
        ? NOT_QUIET
        : Math.min(due, Math.min(tracker.nextBoundary(), calendar.nextDue(end)));
  }
}
