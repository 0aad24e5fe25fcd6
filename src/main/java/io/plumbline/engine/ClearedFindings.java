package io.plumbline.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Findings that were cleared and may yet prove never to have held, by what they are about: a
 * ticket, or the month of an agreement. They are remembered for as long as history is exact.
 */
final class ClearedFindings {

  private static final Duration REMEMBERED = Duration.ofDays(35);

  private final TreeMap<String, List<Standing>> byTopic = new TreeMap<>();
  private final TreeSet<String> unsaved = new TreeSet<>();

  /** Goes on with what was kept. */
  void restore(Topic kept) {
    byTopic.put(kept.name(), new ArrayList<>(kept.cleared()));
  }

  /** Goes on with all that another remembers. */
  void adopt(ClearedFindings before) {
    before.byTopic.forEach((topic, cleared) -> byTopic.put(topic, new ArrayList<>(cleared)));
    unsaved.addAll(byTopic.keySet());
    unsaved.addAll(before.unsaved);
  }

  /** Remembers a finding with its end. */
  void add(String topic, Standing cleared) {
    byTopic.computeIfAbsent(topic, name -> new ArrayList<>()).add(cleared);
    unsaved.add(topic);
  }

  /** Those about the topics of which something was learnt, the oldest of each first. */
  List<Standing> about(Predicate<String> learnt) {
    return byTopic.entrySet().stream()
        .filter(topic -> learnt.test(topic.getKey()))
        .flatMap(topic -> topic.getValue().stream())
        .toList();
  }

  /** Forgets one, as it was withdrawn. */
  void remove(String topic, Standing withdrawn) {
    List<Standing> cleared = byTopic.get(topic);
    cleared.removeIf(s -> s.finding().id().equals(withdrawn.finding().id()));
    unsaved.add(topic);
    if (cleared.isEmpty()) {
      byTopic.remove(topic);
    }
  }

  /** Forgets what is too old to be judged anew. */
  void forget(Instant tick) {
    Instant oldest = tick.minus(REMEMBERED);
    for (Map.Entry<String, List<Standing>> topic : byTopic.entrySet()) {
      if (topic.getValue().removeIf(s -> s.finding().ended().orElseThrow().isBefore(oldest))) {
        unsaved.add(topic.getKey());
      }
    }
    byTopic.values().removeIf(List::isEmpty);
  }

  /** What changed since the last call, by topic; empty of a topic of which nothing is left. */
  SortedMap<String, Optional<Topic>> takeRows() {
    SortedMap<String, Optional<Topic>> rows = new TreeMap<>();
    for (String topic : unsaved) {
      rows.put(topic, Optional.ofNullable(byTopic.get(topic)).map(c -> new Topic(topic, c)));
    }
    unsaved.clear();
    return rows;
  }

  /** Names of all topics. */
  List<String> topics() {
    return List.copyOf(byTopic.keySet());
  }

  /**
   * What is kept of a topic.
   *
   * @param name its name
   * @param cleared the findings about it, in the order of their ends
   */
  record Topic(String name, List<Standing> cleared) {

    /** Copies the list. */
    Topic {
      cleared = List.copyOf(cleared);
    }
  }
}
