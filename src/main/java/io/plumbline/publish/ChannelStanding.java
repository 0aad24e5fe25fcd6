package io.plumbline.publish;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a receiver stands, for people to see.
 *
 * @param name name of the channel
 * @param format what the bodies look like
 * @param state whether events are sent
 * @param pending events it has not confirmed, dead letters aside
 * @param dead events given up
 * @param awaySince since when it is taken to be away, empty while it is not
 * @param nextProbe when the next probe goes to it, empty while none is due
 */
public record ChannelStanding(
    String name,
    String format,
    State state,
    long pending,
    long dead,
    Optional<Instant> awaySince,
    Optional<Instant> nextProbe) {

  /** Whether events are sent. */
  public enum State {
    /** They are. */
    ACTIVE,
    /** It has failed several times in a row; now and then one is sent as a probe. */
    AWAY,
    /** It answered 410; nothing is sent. */
    DISABLED;

    /** The name in the API. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
