package io.plumbline.rules;

import io.plumbline.fact.RuleInfo;

/**
 * A rule could not judge a service; the others did.
 *
 * @param rule the rule
 * @param message what went wrong
 */
public record RuleFault(RuleInfo rule, String message) {}
