package io.plumbline.console;

import io.plumbline.console.api.PackTexts;
import io.plumbline.console.rules.RuleBook;
import io.plumbline.report.Board;
import io.plumbline.report.Explanations;
import io.plumbline.report.FindingArchive;
import io.plumbline.report.IncidentArchive;

/**
 * What the pages show.
 *
 * @param board how everything stands
 * @param findings what was found
 * @param tickets the tickets
 * @param explanations why something was found
 * @param rules the rules in force
 * @param texts texts of packs beside those in force
 */
public record ConsoleSources(
    Board board,
    FindingArchive findings,
    IncidentArchive tickets,
    Explanations explanations,
    RuleBook rules,
    PackTexts texts) {}
