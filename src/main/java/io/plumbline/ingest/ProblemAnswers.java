package io.plumbline.ingest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.http.Problem;
import java.util.OptionalInt;

/** Problem details by RFC 9457, for people and programs that speak JSON. */
final class ProblemAnswers implements AnswerStyle {

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public Answer kept(long kept, Refusals refusals) {
    if (refusals.isEmpty()) {
      return Answer.NO_CONTENT;
    }
    Refusal verdict = refusals.verdict();
    ObjectNode problem =
        Problem.of(
            verdict.status(),
            "%d of %d items are refused; the other %d are kept. Send the refused ones again, mended."
                .formatted(refusals.total(), refusals.total() + kept, kept));
    problem.put("accepted", kept);
    items(problem.putArray("items"), refusals);
    if (refusals.total() > refusals.items().size()) {
      problem.put("itemsNotNamed", refusals.total() - refusals.items().size());
    }
    return answer(verdict, problem);
  }

  @Override
  public Answer refused(Refusal refusal, String message) {
    return answer(refusal, Problem.of(refusal.status(), message));
  }

  /** The answer to incident events: how many are kept, and what is wrong with the others. */
  Answer events(int accepted, int duplicates, Refusals refusals) {
    ObjectNode body = JSON.createObjectNode();
    body.put("accepted", accepted);
    body.put("duplicates", duplicates);
    items(body.putArray("rejected"), refusals);
    if (refusals.total() > refusals.items().size()) {
      body.put("rejectedNotNamed", refusals.total() - refusals.items().size());
    }
    return new Answer(202, "application/json", body.toString(), OptionalInt.empty());
  }

  private static void items(ArrayNode array, Refusals refusals) {
    for (Refusals.Item item : refusals.items()) {
      array.addObject().put("index", item.index()).put("reason", item.reason());
    }
  }

  private static Answer answer(Refusal refusal, ObjectNode problem) {
    return new Answer(
        refusal.status(), Problem.MEDIA_TYPE, problem.toString(), refusal.retryAfterSeconds());
  }
}
