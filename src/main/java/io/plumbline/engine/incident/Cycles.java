package io.plumbline.engine.incident;

import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.catalogue.IncidentTarget.Updated;
import io.plumbline.engine.incident.Cycle.End;
import io.plumbline.engine.incident.Cycle.Mark;
import java.util.ArrayList;
import java.util.List;

/** Cuts the life of a ticket into the cycles of one clock, as the target's policies say. */
final class Cycles {

  private final IncidentTarget target;
  private final int before;
  private final List<Cycle> ended = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private String priority;
  private String holder = "";
  private boolean held;
  private boolean inStop;
  private boolean prioritised;

  private Cycles(IncidentTarget target, String firstPriority, int before) {
    this.target = target;
    this.priority = firstPriority;
    this.before = before;
  }

  /**
   * The cycles up to an instant, oldest first.
   *
   * @param past what had happened by then
   */
  static List<Cycle> of(History past, IncidentTarget target, long asOf) {
    List<Cycle> all = new ArrayList<>();
    for (Life life : Life.of(past, target)) {
      Cycles cycles = new Cycles(target, life.priority(), all.size());
      cycles.cut(life.steps());
      if (life.passedOn().isPresent()) {
        cycles.close(End.STOPPED, life.passedOn().getAsLong());
      } else if (past.deleted().isPresent()) {
        cycles.close(End.CANCELLED, past.deleted().getAsLong());
      }
      cycles.close(End.OPEN, asOf);
      all.addAll(cycles.ended);
    }
    return List.copyOf(all);
  }

  private void cut(List<Step> steps) {
    int last = finalStop(steps, target);
    int size = last < 0 ? steps.size() : last + 1;
    for (int i = 0; i < size; i++) {
      Step step = steps.get(i);
      if (i == 0) {
        holder = step.group();
        begin(step.at(), holds(step.state()));
      }
      prioritise(step);
      handOver(step);
      tell(step);
      enter(step, i == last);
    }
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
      marks.add(new Mark(step.at(), held, priority, holder));
    }
  }

  private void handOver(Step step) {
    if (!step.group().isEmpty() && !step.group().equals(holder)) {
      holder = step.group();
      if (!marks.isEmpty()) {
        marks.add(new Mark(step.at(), held, priority, holder));
      }
    }
  }

  private void tell(Step step) {
    if (step.told() && target.start() instanceof Updated && !marks.isEmpty()) {
      close(End.STOPPED, step.at());
      begin(step.at(), held);
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
      marks.add(new Mark(step.at(), held, priority, holder));
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
    marks.add(new Mark(at, held, priority, holder));
  }

  private void close(End end, long at) {
    if (!marks.isEmpty()) {
      ended.add(new Cycle(before + ended.size() + 1, marks, end, at));
      marks.clear();
    }
  }
}
