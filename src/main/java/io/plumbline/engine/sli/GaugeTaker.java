package io.plumbline.engine.sli;

/** Takes the measured values of an objective. */
public interface GaugeTaker {

  /** Takes a sample; one that is not finite is none. */
  void gauge(long time, double value);
}
