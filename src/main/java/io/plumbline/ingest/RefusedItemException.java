package io.plumbline.ingest;

/**
 * One item of a request is refused; the others are kept. It has no stack trace, because a sender
 * may cause any number of them.
 */
public final class RefusedItemException extends Exception {

  private static final long serialVersionUID = 1;

  private final Refusal refusal;

  RefusedItemException(Refusal refusal, String message) {
    super(message, null, false, false);
    this.refusal = refusal;
  }

  /** Why it is refused. */
  public Refusal refusal() {
    return refusal;
  }
}
