package io.plumbline.ingest;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a sender is told.
 *
 * @param status HTTP status
 * @param contentType media type of the body; empty when there is none
 * @param body text; empty when there is none
 * @param retryAfterSeconds value of Retry-After
 * @param written how many samples are kept, for the headers of remote write 2.0; empty without them
 */
record Answer(
    int status,
    String contentType,
    String body,
    OptionalInt retryAfterSeconds,
    OptionalLong written) {

  /** An answer without the headers of remote write 2.0. */
  Answer(int status, String contentType, String body, OptionalInt retryAfterSeconds) {
    this(status, contentType, body, retryAfterSeconds, OptionalLong.empty());
  }

  /** An answer that needs no words. */
  static final Answer NO_CONTENT = new Answer(204, "", "", OptionalInt.empty());

  /** The same answer with the headers of remote write 2.0. */
  Answer withWritten(long samples) {
    return new Answer(status, contentType, body, retryAfterSeconds, OptionalLong.of(samples));
  }
}
