package io.plumbline.runner.scenario;

import io.plumbline.signal.Labels;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one series says in the course of a story.
 *
 * @param labels its labels
 * @param counter whether it counts events; else it is a gauge
 * @param phases its stretches, by their beginnings, at least one
 * @param until when the story ends
 */
record Course(Labels labels, boolean counter, List<Phase> phases, Duration until) {

  /** Copies the phases. */
  Course {
    phases = List.copyOf(phases);
  }

  /** The sample of an instant; none before the first phase and in a silent one. */
  OptionalDouble at(Duration offset) {
    int index = -1;
    while (index + 1 < phases.size() && phases.get(index + 1).from().compareTo(offset) <= 0) {
      index++;
    }
    if (index < 0 || phases.get(index).silent()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(counter ? counted(offset) : level(index, offset));
  }

  /** Whole events since the first phase: real counters of requests count no halves. */
  private double counted(Duration offset) {
    double events = 0;
    for (int i = 0; i < phases.size(); i++) {
      Duration from = phases.get(i).from();
      Duration to = end(i).compareTo(offset) < 0 ? end(i) : offset;
      if (to.compareTo(from) > 0) {
        events += phases.get(i).figure() * to.minus(from).toSeconds();
      }
    }
    // Ten times 0.1 is not quite 1; without this a story would lose an event to binary fractions.
    return Math.floor(events + 1e-6);
  }

  private double level(int index, Duration offset) {
    Phase phase = phases.get(index);
    double part =
        (double) offset.minus(phase.from()).toSeconds()
            / Math.max(1, end(index).minus(phase.from()).toSeconds());
    return phase.figure() + (phase.reaching() - phase.figure()) * part;
  }

  private Duration end(int index) {
    return index + 1 < phases.size() ? phases.get(index + 1).from() : until;
  }
}
