package io.plumbline.fact;

/**
 * An objective has had no sample for longer than it tolerates; what it promises is unknown since.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param objective name of the objective
 * @param toleratedMinutes minutes without a sample that still count as covered
 */
public record FeedSilence(String service, String tier, String objective, long toleratedMinutes)
    implements Fact {
  @Override
  public String subject() {
    return objective;
  }
}
