package io.plumbline.ingest;

/**
 * A whole body cannot be read, so nothing of it is kept. It has no stack trace, as it is cheap to
 * cause.
 */
final class MalformedBodyException extends Exception {

  private static final long serialVersionUID = 1;

  MalformedBodyException(String message) {
    super(message, null, false, false);
  }
}
