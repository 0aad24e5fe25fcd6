package io.plumbline.ingest;

/**
 * Answers of remote write 2.0: each, success or failure, says how many samples are kept. Histograms
 * and exemplars never are, and their headers say so.
 *
 * @param style how the answer itself is worded
 */
record WrittenAnswers(AnswerStyle style) implements AnswerStyle {

  @Override
  public Answer kept(long kept, Refusals refusals) {
    return style.kept(kept, refusals).withWritten(kept);
  }

  @Override
  public Answer refused(Refusal refusal, String message) {
    return style.refused(refusal, message).withWritten(0);
  }
}
