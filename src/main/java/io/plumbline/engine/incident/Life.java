package io.plumbline.engine.incident;

import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.Assigned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A part of a ticket's life in which a clock may run: all of it, or the time for which one group or
 * supplier has it.
 *
 * @param priority the priority at its begin; one that is first given later holds from the start, so
 *     that giving it changes none
 * @param steps what changed, of the first one what holds then
 * @param passedOn when somebody else got the ticket, epoch milliseconds
 */
record Life(String priority, List<Step> steps, OptionalLong passedOn) {

  Life {
    steps = List.copyOf(steps);
  }

  /** The parts in which a target's clock may run, oldest first. */
  static List<Life> of(History past, IncidentTarget target) {
    String first =
        past.steps().stream()
            .map(Step::priority)
            .filter(given -> !given.isEmpty())
            .findFirst()
            .orElse("");
    return target.start() instanceof Assigned assigned
        ? stays(past, target, assigned, first)
        : List.of(new Life(first, past.steps(), OptionalLong.empty()));
  }

  /** A ticket that is passed on in a stop state is nobody's task before it leaves it. */
  private static List<Life> stays(
      History past, IncidentTarget target, Assigned assigned, String firstPriority) {
    List<Life> stays = new ArrayList<>();
    List<Step> stay = new ArrayList<>();
    Optional<String> holder = Optional.empty();
    Step now = Step.NOTHING.prioritised(firstPriority);
    for (Step step : past.steps()) {
      now = step.after(now);
      Optional<String> next = assigned.holder(now.group(), now.state(), now.supplier());
      if (!next.equals(holder)) {
        end(stay, OptionalLong.of(step.at()), stays);
        stay = new ArrayList<>();
        holder = next;
      }
      if (!stay.isEmpty()) {
        stay.add(step);
      } else if (holder.isPresent() && !target.stopStates().contains(now.state())) {
        stay.add(now);
      }
    }
    end(stay, OptionalLong.empty(), stays);
    return stays;
  }

  private static void end(List<Step> stay, OptionalLong passedOn, List<Life> stays) {
    if (!stay.isEmpty()) {
      stays.add(new Life(stay.get(0).priority(), stay, passedOn));
    }
  }
}
