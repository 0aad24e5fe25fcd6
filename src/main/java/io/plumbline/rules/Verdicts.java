package io.plumbline.rules;

import io.plumbline.fact.Judgement;
import java.util.List;

/**
 * What a rule set holds to be true of one service.
 *
 * @param judgements conclusions, sorted by kind, rule, subject, discriminator and text
 * @param faults rules that could not judge, sorted by name
 */
public record Verdicts(List<Judgement> judgements, List<RuleFault> faults) {

  /** Copies the lists. */
  public Verdicts {
    judgements = List.copyOf(judgements);
    faults = List.copyOf(faults);
  }
}
