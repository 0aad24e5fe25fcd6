package io.plumbline.fact;

import java.util.List;

/**
 * The same promise was broken more than once lately.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param measure what was promised: an objective, a target or a resource
 * @param cause name of the rule that found the breaches
 * @param count breaches raised within the last 30 days and not withdrawn, at least 2
 * @param periodDays length of the period looked at, days
 * @param evidence ids of the breaches, oldest first
 */
public record Recurrence(
    String service,
    String tier,
    String measure,
    String cause,
    int count,
    int periodDays,
    List<String> evidence)
    implements Fact {

  /** Copies the evidence. */
  public Recurrence {
    evidence = List.copyOf(evidence);
  }

  @Override
  public String subject() {
    return measure + "/" + cause;
  }

  @Override
  public String measure() {
    return measure;
  }
}
