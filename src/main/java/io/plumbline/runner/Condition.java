package io.plumbline.runner;

/** Learns how the engine fares. All methods are called on the runner's thread. */
public interface Condition {

  /**
   * Before it runs it reads the journal again.
   *
   * @param entry sequence number of the entry it has come to
   * @param last that of the newest
   */
  default void catchesUp(long entry, long last) {}

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
