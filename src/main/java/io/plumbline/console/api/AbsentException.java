package io.plumbline.console.api;

/** A request for one thing that does not exist; the message names it. */
final class AbsentException extends RuntimeException {

  AbsentException(String message) {
    super(message);
  }
}
