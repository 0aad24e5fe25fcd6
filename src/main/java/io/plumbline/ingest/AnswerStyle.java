package io.plumbline.ingest;

/** How a protocol words its answers. */
interface AnswerStyle {

  /**
   * Samples were read and what could be kept is in the journal.
   *
   * @param kept how many samples
   * @param refusals what was not kept
   */
  Answer kept(long kept, Refusals refusals);

  /** Nothing is kept. */
  Answer refused(Refusal refusal, String message);
}
