package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Part of a list.
 *
 * @param asOf tick that the items show; null before the first
 * @param items the items
 * @param next cursor of the next page; null on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(Instant asOf, List<T> items, String next) {

  /** A page of things that are all known now, in the order of a key that never changes. */
  static <S, T> Page<T> of(
      Instant asOf, Collection<S> all, Query query, Function<S, String> key, Function<S, T> item) {
    String after = query.after().orElse("");
    List<S> found =
        all.stream()
            .filter(s -> key.apply(s).compareTo(after) > 0)
            .sorted(Comparator.comparing(key))
            .limit(query.limit() + 1L)
            .toList();
    return cut(asOf, found, query.limit(), key, item);
  }

  /** A page out of one item more than wanted, which shows whether there is a next page. */
  static <S, T> Page<T> cut(
      Instant asOf, List<S> found, int limit, Function<S, String> key, Function<S, T> item) {
    List<S> shown = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? Query.cursor(key.apply(shown.get(limit - 1))) : null;
    return new Page<>(asOf, shown.stream().map(item).toList(), next);
  }
}
