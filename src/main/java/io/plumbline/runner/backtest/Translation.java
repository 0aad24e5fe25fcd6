package io.plumbline.runner.backtest;

import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Indicator;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.engine.Step;
import io.plumbline.engine.sli.Taken;
import io.plumbline.rules.Problem;
import io.plumbline.rules.Promised;
import io.plumbline.runner.history.Supposition;
import io.plumbline.signal.RuleSetActivated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Gives the objectives and resources of other rules what those of the time took, wherever both look
 * at the same series. What only the others look at was never kept.
 */
final class Translation implements Supposition {

  private static final Comparator<Step> IN_ORDER =
      Comparator.comparing(Step::service).thenComparing(Step::asOf);

  private final Side side;
  private final Map<String, Instant> keptSince = new HashMap<>();
  private final Map<String, String> coarse = new TreeMap<>();
  private Map<String, List<Place>> places = Map.of();

  Translation(Side side) {
    this.side = side;
  }

  /** What takes under the other rules. */
  private record Place(String service, String part) {}

  @Override
  public RuleSetActivated set() {
    return side.set();
  }

  @Override
  public boolean judgesAs(RuleSetActivated set) {
    return side.judgesAs(set);
  }

  @Override
  public void inForce(RuleSetActivated set, Instant since) {
    Catalogue then = Promised.by(set.files()).catalogue();
    Catalogue now = side.promised().catalogue();
    Map<String, List<Place>> next = new HashMap<>();
    for (Slo slo : now.slos().values()) {
      source(slo, then)
          .ifPresent(
              kept -> {
                add(next, Step.objective(kept.name()), slo.service(), Step.objective(slo.name()));
                keptSince.putIfAbsent(slo.name(), since);
                if (!kept.staleAfter().equals(slo.staleAfter())) {
                  coarse.put(
                      slo.name(),
                      "what was covered was decided with staleAfter %s instead of %s"
                          .formatted(kept.staleAfter(), slo.staleAfter()));
                }
              });
    }
    for (CapacityTarget target : now.capacityTargets().values()) {
      source(target, then)
          .ifPresent(
              kept -> {
                add(
                    next,
                    Step.resource(kept.name()),
                    target.service(),
                    Step.resource(target.name()));
                keptSince.putIfAbsent(target.name(), since);
              });
    }
    places = next;
  }

  private static void add(
      Map<String, List<Place>> places, String from, String service, String part) {
    places.computeIfAbsent(from, p -> new ArrayList<>()).add(new Place(service, part));
  }

  /** The objective of the time that looked at the same; the one of the same name before others. */
  static Optional<Slo> source(Slo slo, Catalogue then) {
    return first(slo.name(), then.slos(), kept -> series(kept).equals(series(slo)));
  }

  static Optional<CapacityTarget> source(CapacityTarget target, Catalogue then) {
    return first(
        target.name(),
        then.capacityTargets(),
        kept -> series(kept.selector()).equals(series(target.selector())));
  }

  private static <T> Optional<T> first(String name, SortedMap<String, T> kept, Predicate<T> same) {
    return Stream.concat(Stream.ofNullable(kept.get(name)), kept.values().stream())
        .filter(same)
        .findFirst();
  }

  private static List<Object> series(Slo slo) {
    Indicator indicator = slo.indicator();
    List<Object> series = new ArrayList<>();
    series.add(indicator instanceof RatioSli ratio ? ratio.counts() : indicator.getClass());
    indicator.selectors().forEach(selector -> series.add(series(selector)));
    return series;
  }

  private static List<Object> series(Selector selector) {
    return List.of(selector.metric(), Set.copyOf(selector.matchers()));
  }

  @Override
  public List<Step> translate(List<Step> steps) {
    List<Step> translated = new ArrayList<>(steps.size());
    for (Step step : steps) {
      Map<String, SortedMap<String, Taken>> byService = new TreeMap<>();
      byService.put(step.service(), new TreeMap<>());
      step.taken()
          .forEach(
              (part, taken) ->
                  places
                      .getOrDefault(part, List.of())
                      .forEach(
                          place ->
                              byService
                                  .computeIfAbsent(place.service(), s -> new TreeMap<>())
                                  .put(place.part(), taken)));
      byService.forEach((service, taken) -> translated.add(new Step(service, step.asOf(), taken)));
    }
    translated.sort(IN_ORDER);
    return translated;
  }

  /** What of a side was not kept at any of the times of some rules, each where it is declared. */
  static Map<String, Problem> neverKept(Side side, Collection<Side> then) {
    Map<String, Problem> never = new TreeMap<>();
    if (then.isEmpty()) {
      // Whoever has the samples themselves can give them to anybody.
      return never;
    }
    Promised promised = side.promised();
    for (Slo slo : promised.catalogue().slos().values()) {
      if (then.stream().allMatch(s -> source(slo, s.promised().catalogue()).isEmpty())) {
        String place = promised.places().objectives().get(slo.name());
        never.put(
            slo.name(), problem(place, "objective " + slo.name(), slo.indicator().selectors()));
      }
    }
    for (CapacityTarget target : promised.catalogue().capacityTargets().values()) {
      if (then.stream().allMatch(s -> source(target, s.promised().catalogue()).isEmpty())) {
        String place = promised.places().capacities().get(target.name());
        never.put(
            target.name(),
            problem(place, "capacity threshold " + target.name(), List.of(target.selector())));
      }
    }
    return never;
  }

  private static Problem problem(String place, String what, List<Selector> selectors) {
    int colon = place.lastIndexOf(':');
    return new Problem(
        place.substring(0, colon),
        Integer.parseInt(place.substring(colon + 1)),
        "not replayable: %s looks at series that were never kept for it, %s"
            .formatted(what, selectors.stream().map(Selector::text).distinct().toList()),
        "publish it first; what it looks at is kept from then on");
  }

  /** Since when each objective and resource was given anything, by name. */
  Map<String, Instant> keptSince() {
    return keptSince;
  }

  /** Objectives that were given what was decided otherwise, and how. */
  Map<String, String> coarse() {
    return coarse;
  }
}
