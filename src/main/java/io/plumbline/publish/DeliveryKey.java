package io.plumbline.publish;

import io.plumbline.finding.FindingEvent;
import io.plumbline.store.Keys;

/**
 * Names an event within one channel; revisions order the events of a finding. As a row's key it
 * sorts by channel, finding and revision, so that an event queued twice is one row.
 *
 * @param finding id of the finding
 * @param revision its revision, from 1
 */
record DeliveryKey(String finding, int revision) {

  /** Rows that wait. */
  static final String PENDING = "pending/";

  /** Rows that were given up. */
  static final String DEAD = "dead/";

  static DeliveryKey of(FindingEvent event) {
    return new DeliveryKey(event.finding().id(), event.finding().revision());
  }

  /** The key of its row. */
  byte[] row(String prefix, String channel) {
    return Keys.of("%s%s/%s/%010d".formatted(prefix, channel, finding, revision));
  }

  /** Reads what {@link #row} wrote. */
  static DeliveryKey ofRow(String rowKey) {
    int revision = rowKey.lastIndexOf('/');
    int finding = rowKey.lastIndexOf('/', revision - 1);
    return new DeliveryKey(
        rowKey.substring(finding + 1, revision), Integer.parseInt(rowKey.substring(revision + 1)));
  }
}
