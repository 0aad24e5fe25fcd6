package io.plumbline.engine.incident;

import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.engine.incident.Cycle.End;
import io.plumbline.engine.incident.Cycle.Mark;
import java.util.ArrayList;
import java.util.List;

/** Cuts the life of a ticket into the cycles of one clock, as the target's policies say. */
final class Cycles {

  private final IncidentTarget target;
  private final List<Cycle> ended = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private String priority;
  private boolean held;
  private boolean inStop;
  private boolean prioritised;

  private Cycles(IncidentTarget target, String firstPriority) {
    this.target = target;
    this.priority = firstPriority;
  }

  /**
   * The cycles up to an instant, oldest first, at least one.
   *
   * @param past what had happened by then
   */
  static List<Cycle> of(History past, IncidentTarget target, long asOf) {
    // A priority that is first given later holds from the start: giving it changes none.
    String first =
        past.steps().stream()
            .map(Step::priority)
            .filter(given -> !given.isEmpty())
            .findFirst()
            .orElse("");
    Cycles cycles = new Cycles(target, first);
    int last = finalStop(past.steps(), target);
    int size = last < 0 ? past.steps().size() : last + 1;
    for (int i = 0; i < size; i++) {
      Step step = past.steps().get(i);
      if (i == 0) {
        cycles.begin(step.at(), cycles.holds(step.state()));
      }
      cycles.prioritise(step);
      cycles.enter(step, i == last);
    }
    if (past.deleted().isPresent()) {
      cycles.close(End.CANCELLED, past.deleted().getAsLong());
    }
    cycles.close(End.OPEN, asOf);
    return List.copyOf(cycles.ended);
  }

  /** Index of the step that stopped the clock for good, as far as is known; -1 when it runs. */
  private static int finalStop(List<Step> steps, IncidentTarget target) {
    int stop = -1;
    for (int i = 0; i < steps.size(); i++) {
      String state = steps.get(i).state();
      if (state.isEmpty()) {
        continue;
      }
      if (!target.stopStates().contains(state)) {
        stop = -1;
      } else if (stop < 0) {
        stop = i;
        if (target.stop() == Stop.FIRST) {
          return stop;
        }
      }
    }
    return stop;
  }

  private void prioritise(Step step) {
    boolean first = !prioritised;
    prioritised |= !step.priority().isEmpty();
    if (step.priority().isEmpty() || (step.priority().equals(priority) && !first)) {
      return;
    }
    priority = step.priority();
    if (marks.isEmpty()) {
      return;
    }
    if (!first && target.onPriorityChange() == PriorityChange.RESTART) {
      close(End.CANCELLED, step.at());
      begin(step.at(), held);
    } else {
      marks.add(new Mark(step.at(), held, priority));
    }
  }

  private void enter(Step step, boolean stopsForGood) {
    if (step.state().isEmpty()) {
      return;
    }
    boolean stops = target.stopStates().contains(step.state());
    if (stopsForGood || (stops && target.onReopen() == Reopen.RESTART)) {
      close(End.STOPPED, step.at());
    } else if (marks.isEmpty()) {
      begin(step.at(), holds(step.state()));
    } else if (held != holds(step.state()) || inStop != stops) {
      held = holds(step.state());
      marks.add(new Mark(step.at(), held, priority));
    }
    inStop = stops;
  }

  /** Whether time in a state, other than the one that ends the clock, is a hold. */
  private boolean holds(String state) {
    return target.stopStates().contains(state)
        ? target.onReopen() == Reopen.RESUME
        : target.holdStates().contains(state);
  }

  private void begin(long at, boolean hold) {
    held = hold;
    marks.add(new Mark(at, held, priority));
  }

  private void close(End end, long at) {
    if (!marks.isEmpty()) {
      ended.add(new Cycle(ended.size() + 1, marks, end, at));
      marks.clear();
    }
  }
}
