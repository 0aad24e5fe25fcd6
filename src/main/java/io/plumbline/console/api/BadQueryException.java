package io.plumbline.console.api;

/** A request that asks for something the API does not have; the message says what to write. */
final class BadQueryException extends RuntimeException {

  BadQueryException(String message) {
    super(message);
  }
}
