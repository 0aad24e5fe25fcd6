package io.plumbline.ingest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.http.Problem;
import java.util.List;
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
    items(problem.putArray("items"), refusals.items());
    if (refusals.total() > refusals.items().size()) {
      problem.put("itemsNotNamed", refusals.total() - refusals.items().size());
    }
    return answer(verdict, problem);
  }

  @Override
  public Answer refused(Refusal refusal, String message) {
    return answer(refusal, Problem.of(refusal.status(), message));
  }

  /**
   * The answer to incident events. Each that was sent is either accepted, a duplicate, quarantined
   * or rejected.
   *
   * @param accepted how many count
   * @param quarantined those that are kept and shown, but do not count
   * @param moved those whose wall time was skipped by a clock change
   */
  Answer events(
      int accepted, int duplicates, Remarks quarantined, Remarks moved, Refusals refusals) {
    ObjectNode body = JSON.createObjectNode();
    body.put("accepted", accepted);
    body.put("duplicates", duplicates);
    quarantined.putInto(body, "quarantined");
    moved.putInto(body, "moved");
    items(body.putArray("rejected"), refusals.items());
    if (refusals.total() > refusals.items().size()) {
      body.put("rejectedNotNamed", refusals.total() - refusals.items().size());
    }
    return new Answer(202, "application/json", body.toString(), OptionalInt.empty());
  }

  static void items(ArrayNode array, List<Refusals.Item> items) {
    for (Refusals.Item item : items) {
      array.addObject().put("index", item.index()).put("reason", item.reason());
    }
  }

  private static Answer answer(Refusal refusal, ObjectNode problem) {
    return new Answer(
        refusal.status(), Problem.MEDIA_TYPE, problem.toString(), refusal.retryAfterSeconds());
  }
}
