package io.plumbline.ingest;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Plain text, as senders of remote write log it. */
final class TextAnswers implements AnswerStyle {

  @Override
  public Answer kept(long kept, Refusals refusals) {
    if (refusals.isEmpty()) {
      return Answer.NO_CONTENT;
    }
    String reasons =
        refusals.counts().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(count -> count.getKey().label() + " " + count.getValue())
            .collect(Collectors.joining(", "));
    return refused(
        refusals.verdict(),
        "%d of %d samples are refused (%s), the others are kept. The first: %s"
            .formatted(
                refusals.total(),
                refusals.total() + kept,
                reasons,
                refusals.items().get(0).reason()));
  }

  @Override
  public Answer refused(Refusal refusal, String message) {
    return text(refusal.status(), message, refusal.retryAfterSeconds());
  }

  private static Answer text(int status, String message, OptionalInt retryAfter) {
    return new Answer(status, "text/plain; charset=utf-8", message + "\n", retryAfter);
  }
}
