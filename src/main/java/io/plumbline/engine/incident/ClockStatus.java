package io.plumbline.engine.incident;

/** What a clock shows. */
public enum ClockStatus {
  /** Time counts, and not all of it is used. */
  RUNNING,
  /** The ticket is on hold, and not all of the time is used. */
  PAUSED,
  /** More than the allowed time is used and the clock has not stopped, on hold or not. */
  BREACHED,
  /** Stopped in time. */
  MET,
  /** Stopped too late. */
  MISSED,
  /** The ticket was deleted, or a change of priority began another cycle. */
  CANCELLED;

  /** Whether the clock has neither stopped nor been cancelled. */
  public boolean open() {
    return this == RUNNING || this == PAUSED || this == BREACHED;
  }

  /** Whether the clock stopped, so that there is a verdict. */
  public boolean verdict() {
    return this == MET || this == MISSED;
  }

  /** Whether the target was broken, for now or for good. */
  public boolean over() {
    return this == BREACHED || this == MISSED;
  }
}
