package io.plumbline.ingest;

import java.util.Locale;
import java.util.OptionalInt;

/** Why something that was sent is not kept. The name in lower case is the metric's label. */
public enum Refusal {
  /** The body cannot be read as what it claims to be; counted by request, or by item in JSON. */
  MALFORMED(400),
  /** Labels break a rule or a limit; counted by sample. */
  LABELS(400),
  /** The value is not a finite number where one is needed; counted by sample. */
  VALUE(400),
  /** The time lies too far in the past; counted by sample. */
  TOO_OLD(400),
  /** The time lies too far in the future; counted by sample or incident event. */
  IN_FUTURE(400),
  /** A new series would exceed the limit; counted by sample. */
  SERIES_LIMIT(429),
  /** An incident event lacks something or contradicts itself; counted by event. */
  EVENT(400),
  /** The body is larger than allowed, as sent or when decompressed; counted by request. */
  TOO_LARGE(413),
  /** The media type or the encoding is not supported; counted by request. */
  MEDIA_TYPE(415),
  /** Too much waits already; counted by request. */
  BUSY(503),
  /** The store could not keep it; counted by request. */
  STORE(503);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  /** After how many seconds the sender may try again; empty when that would not help. */
  OptionalInt retryAfterSeconds() {
    return switch (this) {
      case BUSY -> OptionalInt.of(1);
      case STORE -> OptionalInt.of(10);
      case SERIES_LIMIT -> OptionalInt.of(60);
      default -> OptionalInt.empty();
    };
  }

  /** The HTTP status that says so. */
  public int status() {
    return status;
  }

  /** The value of the metric's label {@code reason}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
