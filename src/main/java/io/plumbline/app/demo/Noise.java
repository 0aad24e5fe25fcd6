package io.plumbline.app.demo;

import java.util.SplittableRandom;

/**
 * Chance without a sequence: the same seed, purpose and time give the same number, whatever else
 * was asked for.
 *
 * @param seed what tells one world from another
 */
record Noise(long seed) {

  /** A number in [0, 1). */
  double at(String purpose, long timeMillis) {
    long stream = new SplittableRandom(seed + purpose.hashCode()).nextLong();
    return new SplittableRandom(stream + timeMillis).nextDouble();
  }

  /** A whole number whose mean is the expected one: its floor or the next. */
  long round(double expected, String purpose, long timeMillis) {
    return (long) (expected + at(purpose, timeMillis));
  }
}
