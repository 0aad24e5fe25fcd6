package io.plumbline.engine.sli;

import io.plumbline.catalogue.Selector;
import io.plumbline.signal.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds those of many selectors that select a series without trying them all: a selector is looked
 * up by its metric and, where it demands a label to have a value, by that label and value.
 *
 * @param <T> what a selector stands for
 */
public final class SelectorIndex<T> {

  private final Map<String, List<Entry<T>>> byMetric = new HashMap<>();
  private final Map<Key, List<Entry<T>>> byLabel = new HashMap<>();
  private int size;

  private record Key(String metric, String label, String value) {}

  private record Entry<T>(int place, SelectorMatch match, T meaning) {}

  /** Adds a selector and what it stands for; the same selector may be added for several things. */
  public void add(SelectorMatch match, T meaning) {
    Selector selector = match.selector();
    // The rarest demand tells most: a job, say, rather than the environment all jobs share.
    Optional<Key> rarest =
        selector.matchers().stream()
            .filter(m -> m.operator() == Selector.Operator.EQUAL && !m.value().isEmpty())
            .map(m -> new Key(selector.metric(), m.label(), m.value()))
            .min(Comparator.comparingInt(key -> byLabel.getOrDefault(key, List.of()).size()));
    List<Entry<T>> entries =
        rarest
            .map(key -> byLabel.computeIfAbsent(key, k -> new ArrayList<>()))
            .orElseGet(
                () -> byMetric.computeIfAbsent(selector.metric(), metric -> new ArrayList<>()));
    entries.add(new Entry<>(size++, match, meaning));
  }

  /** What the selectors that select a series stand for, in the order in which they were added. */
  public List<T> matching(Labels labels) {
    String metric = labels.metric();
    List<Entry<T>> found = new ArrayList<>();
    collect(byMetric.get(metric), labels, found);
    for (Labels.Label pair : labels.pairs()) {
      collect(byLabel.get(new Key(metric, pair.name(), pair.value())), labels, found);
    }
    found.sort(Comparator.comparingInt(Entry::place));
    return found.stream().map(Entry::meaning).toList();
  }

  private static <T> void collect(List<Entry<T>> candidates, Labels labels, List<Entry<T>> found) {
    if (candidates != null) {
      for (Entry<T> candidate : candidates) {
        if (candidate.match().test(labels)) {
          found.add(candidate);
        }
      }
    }
  }
}
