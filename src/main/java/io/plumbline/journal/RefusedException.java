package io.plumbline.journal;

/** A submission cannot be accepted, and sending it again will not help. */
public final class RefusedException extends Exception {

  private final int status;

  /**
   * Refuses with a reason the sender can act on.
   *
   * @param status HTTP status, 400 to 499
   * @param message what is wrong and what to send instead
   */
  public RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** HTTP status, 400 to 499. */
  public int status() {
    return status;
  }
}
