package io.plumbline.runner.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Finds which findings under two sets of rules are about the same. */
final class Pairing {

  /** Further apart two findings of one rule about one objective are two, not one that moved. */
  private static final long NEAR = Duration.ofHours(1).toMillis();

  private final Map<String, Life> was = new LinkedHashMap<>();
  private final Map<String, Life> is = new LinkedHashMap<>();
  private final List<Pair> pairs = new ArrayList<>();

  /** Two findings that are about the same. */
  record Pair(Life was, Life is) {}

  /** Pairs all: by their id, then of one rule about one subject, then of any rule about it. */
  Pairing(List<Life> before, List<Life> after) {
    before.forEach(life -> was.put(life.finding().id(), life));
    after.forEach(life -> is.put(life.finding().id(), life));
    pair(life -> life.finding().id(), (a, b) -> true);
    pair(
        life -> List.of(subject(life), life.finding().rule()),
        (a, b) -> a.ofTicket() || a.sharedMillis(b) >= -NEAR);
    pair(life -> List.of(subject(life), life.finding().kind()), (a, b) -> a.sharedMillis(b) >= 0);
    pair(Pairing::subject, (a, b) -> a.sharedMillis(b) >= 0);
  }

  private static Object subject(Life life) {
    return List.of(life.finding().service(), life.finding().subject());
  }

  private void pair(Function<Life, Object> key, BiPredicate<Life, Life> near) {
    Map<Object, List<Life>> left = new HashMap<>();
    is.values().forEach(l -> left.computeIfAbsent(key.apply(l), k -> new ArrayList<>()).add(l));
    for (Life life : List.copyOf(was.values())) {
      List<Life> candidates = left.getOrDefault(key.apply(life), List.of());
      Optional<Life> nearest =
          candidates.stream()
              .filter(other -> near.test(life, other))
              .max(Comparator.comparingLong(life::sharedMillis));
      if (nearest.isPresent()) {
        candidates.remove(nearest.get());
        was.remove(life.finding().id());
        is.remove(nearest.get().finding().id());
        pairs.add(new Pair(life, nearest.get()));
      }
    }
  }

  List<Pair> pairs() {
    return pairs;
  }

  /** Those that only the first has. */
  List<Life> gone() {
    return List.copyOf(was.values());
  }

  /** Those that only the second has. */
  List<Life> added() {
    return List.copyOf(is.values());
  }
}
