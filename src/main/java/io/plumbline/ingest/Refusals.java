package io.plumbline.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What one request sent and this server does not keep, while the rest of it is kept. */
final class Refusals {

  private final int named;
  private final List<Item> items = new ArrayList<>();
  private final Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
  private long total;
  private final Map<IngestMetrics.Dropped, Long> dropped =
      new EnumMap<>(IngestMetrics.Dropped.class);

  /**
   * No refusals yet.
   *
   * @param named of how many the text is kept; the others are counted
   */
  Refusals(int named) {
    this.named = named;
  }

  /** Adds one. The text is made only if it will be kept. */
  void add(Refusal refusal, int index, Supplier<String> reason) {
    if (items.size() < named) {
      note(index, reason.get());
    }
    again(refusal);
  }

  /** Says what is wrong with something whose items are counted by {@link #again}. */
  void note(int index, String reason) {
    if (items.size() < named) {
      items.add(new Item(index, reason));
    }
  }

  /** One more item is refused for a reason that was said before. */
  void again(Refusal refusal) {
    counts.merge(refusal, 1L, Long::sum);
    total++;
  }

  /** So many samples are not kept, and that is no fault of the sender. */
  void drop(IngestMetrics.Dropped reason, long samples) {
    dropped.merge(reason, samples, Long::sum);
  }

  /** Samples that are not kept and not refused either. */
  long dropped() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean isEmpty() {
    return total == 0;
  }

  long total() {
    return total;
  }

  List<Item> items() {
    return items;
  }

  Map<Refusal, Long> counts() {
    return counts;
  }

  /** The answer's reason: the limit on series if there is no other, so that trying again helps. */
  Refusal verdict() {
    return counts.keySet().equals(Set.of(Refusal.SERIES_LIMIT))
        ? Refusal.SERIES_LIMIT
        : Refusal.MALFORMED;
  }

  /** Counts every refusal where the operators see it. */
  void countIn(IngestMetrics metrics) {
    counts.forEach((refusal, count) -> metrics.refused(refusal).add(count));
    dropped.forEach((reason, count) -> metrics.dropped(reason).add(count));
  }

  /**
   * One refusal with its text.
   *
   * @param index place of the item in the request, from 0
   * @param reason what is wrong and what to do about it
   */
  record Item(int index, String reason) {}
}
