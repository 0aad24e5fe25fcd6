package io.plumbline.console.api;

/** An act that the present state does not allow; the message says why and what to do first. */
final class ConflictException extends RuntimeException {

  ConflictException(String message) {
    super(message);
  }
}
