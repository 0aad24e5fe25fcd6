package io.plumbline.ingest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * What a source means by times that it writes without an offset. A time that its zone skips is
 * taken for the instant of the clock change; whoever reads it says so beside it.
 *
 * @param zone the zone of its wall clock
 * @param overlap which of two instants it means when the clocks go back
 */
record LocalTimes(ZoneId zone, Overlap overlap) {

  /** Which of two instants a repeated wall time is. */
  enum Overlap {
    EARLIER,
    LATER
  }

  /** The instant of a wall time. */
  Instant instant(LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition change = zone.getRules().getTransition(local);
      return change.getInstant();
    }
    // Before the change the offset is the greater one, so the first offset gives the earlier.
    return local.toInstant(offsets.get(overlap == Overlap.EARLIER ? 0 : offsets.size() - 1));
  }

  /** Whether the zone skips a wall time. */
  boolean skips(LocalDateTime local) {
    return zone.getRules().getValidOffsets(local).isEmpty();
  }
}
