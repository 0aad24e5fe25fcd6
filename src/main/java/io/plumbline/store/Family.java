package io.plumbline.store;

/** The column families of the store: one for each kind of thing kept. */
public enum Family {
  /** Version of the store's format, offsets. */
  META,
  /** Accepted entries by sequence number. */
  JOURNAL,
  /** Labels of series by id. */
  SERIES,
  /** State of the engine at its last checkpoint, by part. */
  STATE,
  /** Findings by id, and their order. */
  FINDINGS,
  /** Deliveries that have not been answered. */
  OUTBOX,
  /** What each tick was judged on, and daily checkpoints of the state. */
  HISTORY,
  /** Accepted entries other than samples and ticks, by sequence number, for years. */
  ARCHIVE
}
