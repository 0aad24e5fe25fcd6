package io.plumbline.runner.scenario;

import io.plumbline.signal.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A story for the rules of a pack: what arrives, and which findings are to come of it at which
 * times, and no others.
 *
 * @param path file below the rules folder
 * @param line line on which it begins
 * @param name what it shows, in words
 * @param catalogue catalogue files that stand for those of the folder; empty if the folder's hold
 * @param start when it begins
 * @param every how often samples are sent and judged
 * @param until how long it takes
 * @param asleep when nothing is judged; what arrives meanwhile is taken
 * @param courses what the series say
 * @param incidents steps in the lives of incidents, each known from its {@code receivedAt} on
 * @param services services it looks at; empty for all
 * @param rules names of the rules it looks at; empty for all
 * @param expected what is to be told, in the order in which it is written
 */
public record Scenario(
    String path,
    int line,
    String name,
    List<String> catalogue,
    Instant start,
    Duration every,
    Duration until,
    Optional<Sleep> asleep,
    List<Course> courses,
    List<IncidentEvent> incidents,
    List<String> services,
    List<String> rules,
    List<Expectation> expected) {

  /**
   * A stretch of a story in which the daemon does not run.
   *
   * @param from its begin, since the start of the story; judged for the last time before it
   * @param to its end, at which it is judged again
   */
  public record Sleep(Duration from, Duration to) {

    boolean at(Duration offset) {
      return offset.compareTo(from) >= 0 && offset.compareTo(to) < 0;
    }
  }

  /** Copies the lists. */
  public Scenario {
    catalogue = List.copyOf(catalogue);
    courses = List.copyOf(courses);
    incidents = List.copyOf(incidents);
    services = List.copyOf(services);
    rules = List.copyOf(rules);
    expected = List.copyOf(expected);
  }

  /** The pack whose rules it tries. */
  public String pack() {
    return path.substring(0, path.indexOf('/'));
  }
}
