package io.plumbline.engine.sli;

import io.plumbline.catalogue.Slo;
import io.plumbline.engine.Evidence;
import io.plumbline.fact.Attainment;
import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.ErrorBudget;
import io.plumbline.fact.Fact;
import io.plumbline.fact.FeedSilence;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What the counts of one objective amount to at an instant. The burn rate is error ratio / (1 −
 * target); what a pair of windows spends is rate × long window / period (SRE workbook, chapter 5).
 *
 * @param evidence facts for the rules
 * @param standing figures for people
 * @param nextDue when time alone may change it
 */
public record SloReading(
    List<Evidence> evidence, ObjectiveStanding standing, Optional<Instant> nextDue) {

  /**
   * Reads a tracker.
   *
   * @param tracker the counts; its windows are moved to {@code asOf}
   * @param tier tier of the service
   * @param asOf the instant
   */
  public static SloReading of(ObjectiveTracker tracker, String tier, long asOf) {
    return of(tracker, tier, asOf, true);
  }

  /**
   * As the other.
   *
   * @param withCourse whether the budget's course is to be among the figures for people
   */
  public static SloReading of(
      ObjectiveTracker tracker, String tier, long asOf, boolean withCourse) {
    long end = Math.max(asOf, tracker.newestTotal());
    long changedAt = tracker.advance(end);
    CalendarReading calendar = new CalendarReading(tracker);
    Slo slo = tracker.slo();
    Map<Window, Double> burns = burns(tracker);
    Sums period = tracker.sums(Window.PERIOD);
    boolean silent = asOf >= tracker.silentAt();
    boolean known = tracker.hasTotal() && asOf < tracker.unknownAt();
    double unknown = unknownRatio(tracker, Window.PERIOD, calendar.passed(end), period);
    OptionalDouble attainment =
        period.total() > 0
            ? OptionalDouble.of(1 - tracker.bad(period) / period.total())
            : OptionalDouble.empty();
    OptionalDouble remaining =
        attainment.isPresent()
            ? OptionalDouble.of(1 - spent(burns, calendar, end))
            : OptionalDouble.empty();

    List<Evidence> evidence = new ArrayList<>();
    if (silent) {
      evidence.add(
          new Evidence(
              new FeedSilence(slo.service(), tier, slo.name(), slo.staleAfter().toMinutes()),
              Instant.ofEpochMilli(tracker.silentAt())));
    }
    if (known) {
      List<Fact> facts = new ArrayList<>();
      addFacts(facts, tracker, tier, burns, calendar);
      remaining.ifPresent(
          left ->
              facts.add(new ErrorBudget(slo.service(), tier, slo.name(), left, calendar.open())));
      facts.forEach(fact -> evidence.add(new Evidence(fact, Instant.ofEpochMilli(changedAt))));
    }
    calendar.evidence(tier, end).ifPresent(evidence::add);
    return new SloReading(
        evidence,
        new ObjectiveStanding(
            slo,
            known,
            tracker.hasTotal()
                ? Optional.of(Instant.ofEpochMilli(tracker.newestTotal()))
                : Optional.empty(),
            attainment,
            remaining,
            unknown,
            labelled(burns),
            withCourse ? course(tracker, period, calendar, end, asOf) : List.of(),
            calendar.terms()),
        nextDue(tracker, asOf, silent, calendar.nextDue(end)));
  }

  private static Optional<Instant> nextDue(
      ObjectiveTracker tracker, long asOf, boolean silent, long other) {
    long due = Math.min(tracker.nextBoundary(), silent ? Long.MAX_VALUE : tracker.silentAt());
    due = Math.min(due, other);
    if (tracker.unknownAt() > asOf) {
      due = Math.min(due, tracker.unknownAt());
    }
    return due == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
  }

  private static void addFacts(
      List<Fact> facts,
      ObjectiveTracker tracker,
      String tier,
      Map<Window, Double> burns,
      CalendarReading calendar) {
    Slo slo = tracker.slo();
    for (Window window : Window.values()) {
      Sums sums = tracker.sums(window);
      // A calendar period that runs has kept or missed nothing yet; ClosedPeriod says it.
      boolean decided = window != Window.PERIOD || !calendar.open();
      if (sums.total() > 0 && decided) {
        facts.add(
            new Attainment(
                slo.service(),
                tier,
                slo.name(),
                window.label(),
                1 - tracker.bad(sums) / sums.total(),
                tracker.target(window),
                unknownRatio(tracker, window, window.length(slo.period()).toMillis(), sums)));
      }
    }
    for (Pair pair : Pair.values()) {
      if (burns.containsKey(pair.longer()) && burns.containsKey(pair.shorter())) {
        double rate = Math.min(burns.get(pair.longer()), burns.get(pair.shorter()));
        double share = (double) pair.longer().length(slo.period()).toMillis() / calendar.length();
        facts.add(
            new BudgetBurn(
                slo.service(), tier, slo.name(), pair.label(), rate, 100 * rate * share));
      }
    }
  }

  // What a calendar period has spent of the budget of its whole length.
  private static double spent(Map<Window, Double> burns, CalendarReading calendar, long end) {
    return burns.get(Window.PERIOD) * calendar.passed(end) / calendar.length();
  }

  private static Map<Window, Double> burns(ObjectiveTracker tracker) {
    Map<Window, Double> burns = new EnumMap<>(Window.class);
    for (Window window : Window.values()) {
      Sums sums = tracker.sums(window);
      if (sums.total() > 0) {
        burns.put(window, tracker.bad(sums) / sums.total() / (1 - tracker.target(window)));
      } else if (sums.coveredMillis() > 0) {
        // Data came and counted nothing: known to be empty, so nothing burns.
        burns.put(window, 0.0);
      }
    }
    return burns;
  }

  private static Map<String, Double> labelled(Map<Window, Double> burns) {
    Map<String, Double> labelled = new TreeMap<>();
    burns.forEach((window, rate) -> labelled.put(window.label(), rate));
    return labelled;
  }

  /** Share of a window without data. */
  static double unknownRatio(
      ObjectiveTracker tracker, Window window, long lengthMillis, Sums sums) {
    long judged = lengthMillis - tracker.excludedMillis(window);
    return judged <= 0 ? 0 : Math.max(0, 1 - (double) sums.coveredMillis() / judged);
  }

  // The budget of the whole period, spent bucket by bucket: it ends at what is left now.
  private static List<Point> course(
      ObjectiveTracker tracker, Sums period, CalendarReading calendar, long end, long asOf) {
    if (period.total() <= 0) {
      return List.of();
    }
    double whole = (double) calendar.length() / calendar.passed(end);
    double budget = period.total() * whole * (1 - tracker.target(Window.PERIOD));
    BudgetCourse course = new BudgetCourse();
    tracker.period(course);
    return course.points(budget, asOf);
  }
}
