package io.plumbline.console.api;

import io.plumbline.http.Calls;
import io.plumbline.report.Explanations;
import io.plumbline.report.FindingArchive;
import io.plumbline.report.NamedFinding;

/**
 * {@code GET /api/v1/findings/{id}/explanation}: why something was found.
 *
 * @param archive the findings
 * @param explanations explains them
 */
public record ExplanationRoutes(FindingArchive archive, Explanations explanations) {

  /** Serves the call of the contract. */
  public void mount(Calls calls) {
    calls
        .on("explanation")
        .handler(context -> Answers.answer(context, () -> explanation(context.pathParam("id"))));
  }

  private ExplanationEntry explanation(String id) {
    NamedFinding named = NamedFinding.of(archive, id);
    if (named.ambiguous()) {
      throw new BadQueryException(named.why());
    }
    return ExplanationEntry.of(
        explanations.explain(named.finding().orElseThrow(() -> new AbsentException(named.why()))));
  }
}
