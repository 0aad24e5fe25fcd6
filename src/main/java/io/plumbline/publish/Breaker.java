package io.plumbline.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a channel from running at a receiver that is away. After some failures in a row it opens
 * and nothing is sent; after a wait, which grows with each failure, one delivery is let through as
 * a probe. Whatever is answered closes it again, be it a refusal: the receiver is there. Knows no
 * clock; for one thread.
 */
final class Breaker {

  /** Failures in a row after which it opens. */
  static final int FAILURES = 5;

  /** Waits before the first and each further probe; the last one is repeated. */
  static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  /** Whether deliveries may go. */
  enum State {
    /** They may. */
    CLOSED(0),
    /** One is under way as a probe, or may go. */
    HALF_OPEN(1),
    /** None may. */
    OPEN(2);

    private final int figure;

    State(int figure) {
      this.figure = figure;
    }

    /** Its value in the metric. */
    int figure() {
      return figure;
    }
  }

  private final List<Duration> waits;
  private int failures;
  private int probes;
  private State state = State.CLOSED;
  private Instant since = Instant.MIN;
  private Instant until = Instant.MIN;

  Breaker(List<Duration> waits) {
    this.waits = List.copyOf(waits);
  }

  /** The state at a moment. */
  State state(Instant now) {
    if (state == State.OPEN && !until.isAfter(now)) {
      state = State.HALF_OPEN;
    }
    return state;
  }

  /** How many deliveries may be under way, when without it as many might as given. */
  int admits(int most, Instant now) {
    return switch (state(now)) {
      case CLOSED -> most;
      case HALF_OPEN -> 1;
      case OPEN -> 0;
    };
  }

  /** The receiver answered; true when it had been taken to be away. */
  boolean answered() {
    boolean was = state != State.CLOSED;
    state = State.CLOSED;
    failures = 0;
    probes = 0;
    return was;
  }

  /** The receiver failed; what was under way when it opened fails without lengthening the wait. */
  void failed(Instant now) {
    failures++;
    if (state(now) == State.HALF_OPEN || (state == State.CLOSED && failures >= FAILURES)) {
      since = probes == 0 ? now : since;
      state = State.OPEN;
      until = now.plus(waits.get(Math.min(probes++, waits.size() - 1)));
    }
  }

  /** Since when the receiver is taken to be away, empty while it is not. */
  Optional<Instant> awaySince() {
    return state == State.CLOSED ? Optional.empty() : Optional.of(since);
  }

  /** When the next probe may go, empty unless it is open. */
  Optional<Instant> nextProbe() {
    return state == State.OPEN ? Optional.of(until) : Optional.empty();
  }
}
