package io.plumbline.fact;

/**
 * What a rule holds to be true of a fact now. It has no memory; the ledger has.
 *
 * @param kind kind of conclusion
 * @param fact the fact judged
 * @param text the conclusion in words, fields filled in
 * @param rule the rule that concluded
 */
public record Judgement(Kind kind, Fact fact, String text, RuleInfo rule) {}
