package io.plumbline.console.api;

import io.plumbline.console.rules.RuleBook;
import io.plumbline.console.rules.RuleStanding;
import io.plumbline.http.Calls;
import io.plumbline.report.Board;
import io.plumbline.report.FindingArchive;
import java.util.function.Supplier;

/**
 * {@code GET /api/v1/rules}: the packs and rules in force, and what comes of each.
 *
 * @param board how services stand
 * @param archive what was found
 * @param live gives what is in force at any time
 * @param book the rules taken apart
 */
public record RuleRoutes(
    Board board, FindingArchive archive, Supplier<LiveRules> live, RuleBook book) {

  private static final int FIRINGS = 5;

  /** Serves the call of the contract. */
  public void mount(Calls calls) {
    calls
        .on("rules")
        .handler(
            context ->
                Answers.answer(
                    context,
                    () ->
                        RulesEntry.of(
                            live.get(),
                            RuleStanding.of(book.rules(), board.view(), archive, FIRINGS))));
  }
}
