package io.plumbline.rules.drl;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.RuleInfo;

/**
 * A rule that has passed every check but the compiler's.
 *
 * @param info what is known of it beside its condition
 * @param file the file it stands in
 * @param from its first character
 * @param to the character after its last
 */
public record RuleSource(RuleInfo info, SourceFile file, int from, int to) {}
