package io.plumbline.app.intake;

/** What a person gave cannot be used; the message says where, what is wrong and what to write. */
public final class BadInputException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public BadInputException(String message) {
    super(message);
  }
}
