package io.plumbline.ingest;

import java.util.OptionalInt;

/**
 * What a sender is told.
 *
 * @param status HTTP status
 * @param contentType media type of the body; empty when there is none
 * @param body text; empty when there is none
 * @param retryAfterSeconds value of Retry-After
 */
record Answer(int status, String contentType, String body, OptionalInt retryAfterSeconds) {

  /** An answer that needs no words. */
  static final Answer NO_CONTENT = new Answer(204, "", "", OptionalInt.empty());
}
