package io.plumbline.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** How others stand, as far as one service knows. */
final class Others {

  private final Deque<Told> told = new ArrayDeque<>();
  private List<Evidence> known = List.of();

  private record Told(Instant at, List<Evidence> how) {}

  /** It is known from now on. */
  void know(List<Evidence> how) {
    known = how;
  }

  /**
   * It is known once the service is judged as of an instant or later.
   *
   * @param at the instant, not before that of the last call
   */
  void tell(Instant at, List<Evidence> how) {
    told.add(new Told(at, how));
  }

  /** What is known as of an instant. Each call learns one thing more at most. */
  List<Evidence> asOf(Instant instant) {
    if (!told.isEmpty() && !told.peek().at().isAfter(instant)) {
      known = told.poll().how();
    }
    return known;
  }

  /** When there is more to know. */
  Optional<Instant> nextDue() {
    return Optional.ofNullable(told.peek()).map(Told::at);
  }
}
