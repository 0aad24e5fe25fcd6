package io.plumbline.store;

/** The store could not be opened, read or written: a full, failing or damaged disk. */
public final class StoreException extends RuntimeException {

  /** What is wrong, as far as it decides what to do about it. */
  public enum Kind {
    /** There is no room; writing works again once there is. */
    FULL,
    /** The disk or the operating system refuses; it may be for a while only. */
    FAILED,
    /** What is there is not what was written: only a backup helps. */
    DAMAGED,
    /** The store has been closed. */
    CLOSED,
    /** Another process has it, or another version wrote it. */
    OTHERS
  }

  private final Kind kind;

  /** What was attempted, and what the store said. */
  public StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Something that was kept cannot be what was written. */
  public StoreException(String message, Throwable cause) {
    this(Kind.DAMAGED, message, cause);
  }

  /** Something was found that must not be: what was kept is damaged. */
  public StoreException(String message) {
    this(message, null);
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }
}
