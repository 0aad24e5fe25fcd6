package io.plumbline.console;

import io.plumbline.report.Board;
import io.plumbline.report.BoardHead;
import io.plumbline.report.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the page says first.
 *
 * @param headline one sentence about all services
 * @param asOf the tick shown; empty before the first
 * @param asOfWords the same for people
 * @param newest newest sample; empty before the first
 * @param age its age, in words
 * @param still for how long no tick has come, in words; empty while they come
 * @param counts how many services are in which state
 * @param nowMillis the server's time, from which the browser learns how far its own is off
 */
public record Summary(
    String headline,
    Optional<Instant> asOf,
    String asOfWords,
    Optional<Instant> newest,
    String age,
    String still,
    Counts counts,
    long nowMillis) {

  private static final Duration STILL_AFTER = Duration.ofSeconds(15);

  static Summary of(Board.View view, Instant now) {
    BoardHead head = view.head();
    Optional<Instant> asOf = head.judged() ? Optional.of(head.asOf()) : Optional.empty();
    Duration behind = asOf.map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    return new Summary(
        view.headline(),
        asOf,
        asOf.map(Times::full).orElse(""),
        head.newestSample(),
        head.newestSample().map(at -> Words.span(Duration.between(at, now))).orElse(""),
        behind.compareTo(STILL_AFTER) > 0 ? Words.span(behind) : "",
        view.counts(),
        now.toEpochMilli());
  }
}
