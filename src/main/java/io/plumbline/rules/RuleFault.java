package io.plumbline.rules;

/**
 * A rule could not judge; the others did.
 *
 * @param rule name of the rule, or of its pack in parentheses when it cannot be told
 * @param message what went wrong
 */
public record RuleFault(String rule, String message) {}
