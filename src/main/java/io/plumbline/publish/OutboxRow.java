package io.plumbline.publish;

/**
 * A delivery as it is kept until it is answered. The body is kept as it will be sent, so that every
 * attempt sends the same bytes, whatever version runs then.
 *
 * @param id id of the event, sent as {@code webhook-id}
 * @param type type of the event
 * @param body what to send, JSON
 * @param queuedMillis when it was queued, ms since 1970
 * @param attempts attempts made so far
 * @param dueMillis when the next attempt is due; of a dead letter when it was given up
 * @param lastError why the last attempt failed, empty before the first
 */
record OutboxRow(
    String id,
    String type,
    String body,
    long queuedMillis,
    int attempts,
    long dueMillis,
    String lastError) {

  /** The same delivery after a failed attempt. */
  OutboxRow failed(long nextMillis, String error) {
    return new OutboxRow(id, type, body, queuedMillis, attempts + 1, nextMillis, error);
  }

  /** The same delivery from the beginning. */
  OutboxRow revived(long nowMillis) {
    return new OutboxRow(id, type, body, queuedMillis, 0, nowMillis, "");
  }

  /** The same delivery given up without another attempt. */
  OutboxRow givenUp(long nowMillis, String error) {
    return new OutboxRow(id, type, body, queuedMillis, attempts, nowMillis, error);
  }
}
