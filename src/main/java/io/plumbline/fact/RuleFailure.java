package io.plumbline.fact;

/**
 * A rule could not judge the service, and does not judge it again before the next edit of the
 * rules. What it concluded before goes on standing, since nobody looks.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param rule name of the rule
 * @param pack pack it belongs to
 * @param place its file and line below the rules folder
 * @param owner who answers for it
 * @param reason what went wrong
 */
public record RuleFailure(
    String service,
    String tier,
    String rule,
    String pack,
    String place,
    String owner,
    String reason)
    implements Fact {
  @Override
  public String subject() {
    return pack + "/" + rule;
  }

  @Override
  public String measure() {
    return rule;
  }
}
