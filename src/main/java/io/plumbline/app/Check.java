package io.plumbline.app;

import java.time.Instant;
import java.util.Locale;

/**
 * How one thing that health looks at stands.
 *
 * @param name what was looked at
 * @param verdict how it is
 * @param since since when its status is so
 */
record Check(String name, Verdict verdict, Instant since) {

  /** How bad it is; the worst of all is the daemon's. */
  enum Status {
    /** It works. */
    UP,
    /** It works, but somebody should look. */
    DEGRADED,
    /** It does not work; it mends itself once the cause is gone. */
    DOWN,
    /** It does not work, and only a new start may help. */
    DEAD;

    /** Its name in answers. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a look at something found.
   *
   * @param status how bad it is
   * @param what what is so, with figures
   * @param instead what a person can do, empty when nothing need be done
   */
  record Verdict(Status status, String what, String instead) {

    /** It works. */
    static Verdict up(String what) {
      return new Verdict(Status.UP, what, "");
    }
  }

  /** Looks at one thing; on the thread of health. */
  @FunctionalInterface
  interface Probe {

    /** How it is now. */
    Verdict look();
  }
}
