package io.plumbline.engine.incident;

import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.Allowance.Allotment;
import io.plumbline.catalogue.Allowance.Counted;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.ServiceTime;
import io.plumbline.catalogue.TimeWindow.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether others can use up all of their time, one after the other, within a customer's, whenever
 * the ticket is opened. What is used up is a piecewise linear function of the opening, which bends
 * only where somebody's hours begin or end, or a day does: it is looked at there and a millisecond
 * to either side, so the worst case is exact.
 */
final class TargetFit {

  private final Part customer;
  private final List<Part> others;

  /**
   * @param customer what the customer was promised
   * @param others who has how much time, in the order in which they have the ticket
   */
  TargetFit(Part customer, List<Part> others) {
    this.customer = customer;
    this.others = List.copyOf(others);
  }

  /**
   * The opening that leaves the least of the customer's time, of all within a span; of several the
   * first. Empty when somebody's hours never come.
   */
  Optional<Worst> worst(Span openings) {
    if (sameHours()) {
      return at(openings.from().toEpochMilli());
    }
    Optional<Worst> worst = Optional.empty();
    long end = openings.to().toEpochMilli();
    for (long at = openings.from().toEpochMilli(); at < end; at = next(at)) {
      for (long near = at - 1; near <= at + 1; near++) {
        boolean within = near >= openings.from().toEpochMilli() && near < end;
        Optional<Worst> here = within ? at(near) : Optional.empty();
        if (here.isPresent() && (worst.isEmpty() || here.get().left() < worst.get().left())) {
          worst = here;
        }
      }
    }
    return worst;
  }

  /** In the same hours times add up, whenever they begin. */
  private boolean sameHours() {
    return customer.allowance() instanceof Counted
        && others.stream()
            .allMatch(
                other ->
                    other.allowance() instanceof Counted && other.hours().equals(customer.hours()));
  }

  private Optional<Worst> at(long opened) {
    Optional<Allotment> promised = customer.allotted(opened);
    OptionalLong finished = OptionalLong.of(opened);
    for (Part other : others) {
      finished = finished.isPresent() ? other.finish(finished.getAsLong()) : finished;
    }
    if (promised.isEmpty() || finished.isEmpty()) {
      return Optional.empty();
    }
    long used = promised.get().in().counted(opened, finished.getAsLong());
    return Optional.of(
        new Worst(Instant.ofEpochMilli(opened), Duration.ofMillis(used), promised.get().time()));
  }

  /** The next opening after which something may change otherwise than evenly. */
  private long next(long opened) {
    long step = customer.untilEdge(opened);
    long now = opened;
    boolean moves = true;
    for (Part other : others) {
      if (moves) {
        step = Math.min(step, other.untilEdge(now));
      }
      OptionalLong finish = other.finish(now);
      if (finish.isEmpty()) {
        break;
      }
      moves &= other.allowance() instanceof Counted && other.counts(now);
      now = finish.getAsLong();
      if (moves) {
        // At the end of the hours the next millisecond is one of the next hours.
        step = Math.min(step, other.counts(now) ? other.untilEdge(now) : 1);
      }
    }
    if (moves) {
      step = Math.min(step, customer.untilEdge(now));
    }
    return opened + Math.max(1, step);
  }

  /**
   * Somebody's time.
   *
   * @param who for people
   * @param allowance how much
   * @param hours when it counts
   */
  record Part(String who, Allowance allowance, ServiceHours hours) {

    private Optional<Allotment> allotted(long from) {
      return allowance.from(Instant.ofEpochMilli(from), hours);
    }

    private OptionalLong finish(long from) {
      Optional<Allotment> allotted = allotted(from);
      return allotted.isEmpty()
          ? OptionalLong.empty()
          : allotted.get().in().after(from, allotted.get().millis());
    }

    private boolean counts(long at) {
      return new ServiceTime(hours).counted(at, at + 1) > 0;
    }

    /** How long nothing begins or ends: hours, and days where these are what is allowed. */
    private long untilEdge(long at) {
      OptionalLong edge = new ServiceTime(hours).nextEdge(at);
      long until = edge.isPresent() ? edge.getAsLong() - at : Long.MAX_VALUE / 2;
      if (allowance instanceof Counted) {
        return until;
      }
      LocalDate tomorrow = LocalDate.ofInstant(Instant.ofEpochMilli(at), hours.zone()).plusDays(1);
      long midnight = tomorrow.atStartOfDay(hours.zone()).toInstant().toEpochMilli();
      return Math.min(until, midnight - at);
    }
  }

  /**
   * A ticket whose others take all of their time.
   *
   * @param opened when it is opened
   * @param used the customer's time that passes meanwhile
   * @param allowed what the customer was promised
   */
  record Worst(Instant opened, Duration used, Duration allowed) {
    private long left() {
      return allowed.minus(used).toMillis();
    }
  }
}
