package io.plumbline.runner;

/** Learns how the engine fares. All methods are called on the runner's thread. */
public interface Condition {

  /**
   * It waits for the store and tries again; meanwhile nothing is judged.
   *
   * @param why what the store said
   */
  void waits(String why);

  /** It goes on after it had to wait. */
  void goesOn();

  /** It has stopped for good; what was accepted is judged after a restart. */
  void stopped(Throwable cause);
}
