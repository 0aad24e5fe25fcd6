package io.plumbline.engine.sli;

/** Takes what the counters of an objective grew by. */
public interface CountTaker {

  /**
   * Takes an increment of a series of the total.
   *
   * @param from time of the sample before in the same series, {@link Increments#NEVER} when none
   * @param time time of the sample
   * @param increment what it adds
   */
  void total(long from, long time, double increment);

  /** Takes an increment of a series of good or bad events. */
  void events(long time, double increment);
}
