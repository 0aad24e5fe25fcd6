package io.plumbline.publish;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How one attempt to deliver ended: done, try again, or never again.
 *
 * @param verdict what to do now
 * @param reason why; also the label of the metric, so the list is closed
 * @param retryAfter how long the receiver asked to be left alone
 * @param detail the reason in words, without addresses or secrets
 */
record Outcome(Verdict verdict, Reason reason, Optional<Duration> retryAfter, String detail) {

  static final Outcome DELIVERED = of(Verdict.DELIVERED, Reason.OK, "");

  static Outcome of(Verdict verdict, Reason reason, String detail) {
    return new Outcome(verdict, reason, Optional.empty(), detail);
  }

  /** What becomes of the delivery. */
  enum Verdict {
    /** The receiver has it. */
    DELIVERED,
    /** To be tried again. */
    RETRY,
    /** It was the last attempt; kept among the dead letters. */
    DEAD,
    /** The receiver wants nothing any more. */
    GONE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why. */
  enum Reason {
    /** 2xx. */
    OK,
    /** No connection: refused, unknown host, TLS failure, or broken off. */
    UNREACHABLE,
    /** No answer in time. */
    TIMEOUT,
    /** 3xx: redirects are not followed, since they would carry the event to a place unchecked. */
    REDIRECT,
    /** 429. */
    THROTTLED,
    /** Any other 4xx: the receiver does not understand or trust us. */
    REJECTED,
    /** 5xx and everything else. */
    SERVER_ERROR,
    /** 410. */
    GONE,
    /** Nothing was sent, since the receiver had answered 410 before. */
    DISABLED;

    /** Whether the receiver seems to be away, rather than to refuse. */
    boolean away() {
      return switch (this) {
        case UNREACHABLE, TIMEOUT, THROTTLED, SERVER_ERROR -> true;
        default -> false;
      };
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
