package io.plumbline.app.publishing;

/** The journal takes nothing at the moment; it is to be tried again. */
public final class BusyException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says so. */
  public BusyException() {
    super("the journal takes nothing at the moment; try again in a few seconds");
  }
}
