package io.plumbline.runner.backtest;

import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.fact.Kind;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.RuleSetActivated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Judges the past under new rules and under the present ones, and compares what both come to.
 *
 * @param past what happened
 * @param compiler makes a rule set of its texts, a new one each time; threads may share it
 * @param sideBySide whether both judge at once, each on a thread of its own
 */
public record Backtest(
    Past past, Function<RuleSetActivated, RuleSet> compiler, boolean sideBySide) {

  private static final int GREATEST = 5;

  /** Nobody needs to be told of less that is unknown. */
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final Comparator<Life> GREATEST_FIRST =
      Comparator.comparing((Life life) -> life.finding().kind() == Kind.IMPROVEMENT)
          .thenComparing(Life::severity)
          .thenComparing(life -> life.finding().kind())
          .thenComparing(Life::start)
          .thenComparing(life -> life.finding().id());

  /** Learns how far a backtest is. */
  public interface Progress {

    /** The rules of a name have come to an instant; what this throws ends the backtest. */
    void at(String rules, Instant instant);
  }

  /**
   * Compares.
   *
   * @param wanted the time to compare; what is not known of it is left out, and said to be
   * @param candidate the new rules
   * @param current the present rules; empty for those that were in force at each time
   * @throws IllegalArgumentException if nothing of the span is known
   */
  public Comparison run(Span wanted, Side candidate, Optional<Side> current, Progress progress) {
    Span span = known(wanted);
    List<Side> live = past.inForce(span);
    Sides sides =
        new Sides(
            told -> judge(span, current, live, told),
            told -> judge(span, Optional.of(candidate), live, told));
    Sides.Courses courses = sideBySide ? sides.atOnce(progress) : sides.inTurn(progress);
    Course before = courses.before();
    Course after = courses.after();
    Side present = current.orElseGet(() -> live.get(live.size() - 1));
    Map<String, Problem> never = new TreeMap<>(Translation.neverKept(candidate, live));
    current.ifPresent(side -> never.putAll(Translation.neverKept(side, live)));
    Replayable replayable =
        new Replayable(
            never.keySet(),
            Stream.of(live.stream(), current.stream(), Stream.of(candidate)).flatMap(s -> s));
    List<Life> all = before.lives(span);
    List<Life> others = after.lives(span);
    List<Life> leftOut =
        Stream.concat(all.stream(), others.stream())
            .filter(life -> !replayable.holds(life))
            .filter(distinct(life -> life.finding().id()))
            .toList();
    List<Life> was =
        all.stream().filter(replayable::holds).filter(life -> !life.withdrawn()).toList();
    List<Life> is =
        others.stream().filter(replayable::holds).filter(life -> !life.withdrawn()).toList();
    Pairing pairing = new Pairing(was, is);
    List<Move> moved =
        pairing.pairs().stream()
            .flatMap(pair -> Move.of(pair.was(), pair.is(), span).stream())
            .sorted(Comparator.comparing(move -> move.is().start()))
            .toList();
    Flip.All flips =
        Flip.among(
            before,
            after,
            List.copyOf(present.promised().catalogue().agreements().values()),
            never.keySet(),
            span);
    Map<String, Side> byHash = new HashMap<>();
    Stream.concat(live.stream(), Stream.concat(current.stream(), Stream.of(candidate)))
        .forEach(
            side -> {
              byHash.put(side.set().hash(), side);
              side.set().packs().values().forEach(pack -> byHash.putIfAbsent(pack.hash(), side));
            });
    return new Comparison(
        span,
        current.map(Side::name).orElse("what was in force"),
        candidate.name(),
        was,
        is,
        pairing.added(),
        pairing.gone(),
        moved,
        flips.flips(),
        flips.undecided(),
        flips.compared(),
        Outage.of(before.tickets().values(), span, was, is),
        List.copyOf(never.values()),
        leftOut,
        new Comparison.Withdrawn(
            all.stream().filter(Life::withdrawn).toList(),
            others.stream().filter(Life::withdrawn).toList()),
        unsure(wanted, span, after, never),
        greatest(pairing, moved, new Reasons(byHash, present, candidate)));
  }

  private Span known(Span wanted) {
    Span known = past.known();
    Instant from = wanted.from().isBefore(known.from()) ? known.from() : wanted.from();
    Instant to = wanted.to().isAfter(known.to()) ? known.to() : wanted.to();
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "nothing is known from %s to %s; history reaches from %s to %s"
              .formatted(wanted.from(), wanted.to(), known.from(), known.to()));
    }
    return new Span(from, to);
  }

  private Course judge(Span span, Optional<Side> side, List<Side> live, Progress progress) {
    String name = side.map(Side::name).orElse("what was in force");
    // Rules that judged all the time need no supposition: their findings are those of the time.
    Optional<Side> other =
        side.filter(s -> live.isEmpty() || !live.stream().allMatch(l -> s.judgesAs(l.set())));
    List<RuleSet> made = new ArrayList<>();
    try {
      return past.judge(
          span,
          other,
          set -> {
            RuleSet rules = compiler.apply(set);
            made.add(rules);
            return rules;
          },
          at -> progress.at(name, at));
    } finally {
      made.forEach(RuleSet::close);
    }
  }

  private static Predicate<Life> distinct(Function<Life, Object> by) {
    Set<Object> seen = new HashSet<>();
    return life -> seen.add(by.apply(life));
  }

  private static List<Comparison.Unsure> unsure(
      Span wanted, Span span, Course after, Map<String, Problem> never) {
    List<Comparison.Unsure> unsure = new ArrayList<>();
    if (wanted.from().isBefore(span.from())) {
      unsure.add(
          new Comparison.Unsure(
              "", "unknown", wanted.from(), span.from(), "history does not reach back so far"));
    }
    if (wanted.to().isAfter(span.to())) {
      unsure.add(
          new Comparison.Unsure("", "unknown", span.to(), wanted.to(), "it has not come yet"));
    }
    Map<String, Instant> since = new TreeMap<>(after.keptSince());
    since.forEach(
        (name, from) -> {
          if (from.isAfter(span.from())) {
            unsure.add(
                new Comparison.Unsure(
                    name, "unknown", span.from(), from, "what it looks at was not kept before"));
          }
        });
    after
        .coarse()
        .forEach(
            (name, why) ->
                unsure.add(new Comparison.Unsure(name, "coarse", span.from(), span.to(), why)));
    after
        .unknown(span.to())
        .forEach(
            (name, spans) ->
                spans.stream()
                    .filter(s -> !never.containsKey(name))
                    .filter(s -> s.to().isAfter(span.from()) && s.from().isBefore(span.to()))
                    .filter(s -> Duration.between(s.from(), s.to()).compareTo(SHORTEST) >= 0)
                    .forEach(
                        s ->
                            unsure.add(
                                new Comparison.Unsure(
                                    name, "unknown", s.from(), s.to(), "no data came"))));
    return unsure;
  }

  private static List<Comparison.Great> greatest(
      Pairing pairing, List<Move> moved, Reasons reasons) {
    Map<Life, Supplier<Comparison.Great>> all = new HashMap<>();
    for (Life life : pairing.added()) {
      all.put(life, () -> new Comparison.Great("added", life, List.of(), reasons.added(life)));
    }
    for (Life life : pairing.gone()) {
      all.put(life, () -> new Comparison.Great("gone", life, List.of(), reasons.gone(life)));
    }
    for (Move move : moved) {
      all.put(
          move.is(),
          () -> new Comparison.Great("moved", move.is(), move.changes(), reasons.moved(move)));
    }
    return all.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(GREATEST_FIRST))
        .limit(GREATEST)
        .map(great -> great.getValue().get())
        .toList();
  }
}
