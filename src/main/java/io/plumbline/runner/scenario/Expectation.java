package io.plumbline.runner.scenario;

import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that is to be told.
 *
 * @param line line on which it is written
 * @param at data time at which it is to happen, since the start of the story, to the second
 * @param change what is to happen to a finding
 * @param told when a daemon that slept is to tell it, since the start of the story; empty for any
 *     time
 * @param rule name of the rule
 * @param fields other things that are to be so, by the names of {@link #FIELDS}
 */
record Expectation(
    int line,
    Duration at,
    Optional<Duration> told,
    Change change,
    String rule,
    Map<String, String> fields) {

  /** What may be said of a finding besides its rule, each with how to find it out. */
  static final Map<String, Function<Finding, String>> FIELDS =
      Map.of(
          "service", Finding::service,
          "subject", Finding::subject,
          "kind", finding -> finding.kind().wireName(),
          "severity", finding -> finding.severity().wireName(),
          "text", Finding::text,
          "reason", Finding::endReason);

  /** Copies the fields. */
  Expectation {
    fields = Map.copyOf(fields);
  }

  /** Whether an event is about what is expected, whenever it came. */
  boolean isAbout(FindingEvent event) {
    return event.change() == change
        && event.finding().rule().equals(rule)
        && fields.entrySet().stream()
            .allMatch(f -> FIELDS.get(f.getKey()).apply(event.finding()).equals(f.getValue()));
  }

  /** Whether an event is what is expected. */
  boolean isMetBy(FindingEvent event, Instant start) {
    return isAbout(event)
        && offset(event.at(), start).equals(at)
        && told.map(offset(event.detected(), start)::equals).orElse(true);
  }

  /** An instant as a time since the start of the story, to the second. */
  static Duration offset(Instant instant, Instant start) {
    return Duration.ofSeconds(Duration.between(start, instant).toSeconds());
  }
}
