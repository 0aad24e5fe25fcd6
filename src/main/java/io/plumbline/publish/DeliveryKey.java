package io.plumbline.publish;

import io.plumbline.finding.FindingEvent;
import io.plumbline.store.Keys;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern LETTER = Pattern.compile(DEAD + "([^/]+)/[^/]+/\\d{10}");

  static DeliveryKey of(FindingEvent event) {
    return new DeliveryKey(event.finding().id(), event.finding().revision());
  }

  /** The key of its row. */
  byte[] row(String prefix, String channel) {
    return Keys.of("%s%s/%s/%010d".formatted(prefix, channel, finding, revision));
  }

  /** The channel of the dead letter that a row's key names; empty when it names none. */
  static Optional<String> channelOfLetter(String rowKey) {
    Matcher letter = LETTER.matcher(rowKey);
    return letter.matches() ? Optional.of(letter.group(1)) : Optional.empty();
  }

  /** Reads what {@link #row} wrote. */
  static DeliveryKey ofRow(String rowKey) {
    int revision = rowKey.lastIndexOf('/');
    int finding = rowKey.lastIndexOf('/', revision - 1);
    return new DeliveryKey(
        rowKey.substring(finding + 1, revision), Integer.parseInt(rowKey.substring(revision + 1)));
  }
}
