package io.plumbline.store;

/** The store could not be opened, read or written: a full, failing or damaged disk. */
public final class StoreException extends RuntimeException {

  /** What was attempted, and what the store said. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What was found that must not be. */
  public StoreException(String message) {
    super(message);
  }
}
