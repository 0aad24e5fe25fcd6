package io.plumbline.ingest;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of what came in, each growing from 0 since the start. Any thread may count and read. */
public final class IngestMetrics {

  private final Map<Protocol, LongAdder> samples = adders(Protocol.class);
  private final Map<Refusal, LongAdder> refused = adders(Refusal.class);
  private final Map<Skipped, LongAdder> skipped = adders(Skipped.class);
  private final Map<Dropped, LongAdder> dropped = adders(Dropped.class);
  private final LongAdder events = new LongAdder();
  private final LongAdder duplicateEvents = new LongAdder();
  private final LongAdder quarantinedEvents = new LongAdder();

  /** The ways in which samples come in. The name in lower case is the metric's label. */
  public enum Protocol {
    /** Prometheus remote write 1.0. */
    REMOTE_WRITE,
    /** Prometheus remote write 2.0. */
    REMOTE_WRITE_2,
    /** The JSON body of our own. */
    JSON;

    /** The value of the metric's label {@code protocol}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Why a sample is not kept though nothing is wrong with it. The name in lower case is a label.
   */
  public enum Dropped {
    /** No objective or threshold looks at its series. */
    NOT_SELECTED,
    /** Another replica of its cluster is the elected one. */
    REPLICA;

    /** The value of the metric's label {@code reason}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Parts of remote write that are read over, as nothing here uses them. The name in lower case is
   * a label.
   */
  public enum Skipped {
    /** An exemplar of a sample. */
    EXEMPLAR,
    /** A native histogram, at one instant. */
    HISTOGRAM,
    /** What a metric means. */
    METADATA;

    /** The value of the metric's label {@code part}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Samples that the journal has, by the way they came. */
  public LongAdder samples(Protocol protocol) {
    return samples.get(protocol);
  }

  /** What was refused, by reason; each reason says what it counts. */
  public LongAdder refused(Refusal reason) {
    return refused.get(reason);
  }

  /** Parts of remote write that were read over. */
  public LongAdder skipped(Skipped part) {
    return skipped.get(part);
  }

  /** Samples that are answered like those that are kept, and are not. */
  public LongAdder dropped(Dropped reason) {
    return dropped.get(reason);
  }

  /** Incident events that the journal has and that count. */
  public LongAdder events() {
    return events;
  }

  /** Incident events whose id was known already. */
  public LongAdder duplicateEvents() {
    return duplicateEvents;
  }

  /** Incident events that the journal has and that do not count, as their time is impossible. */
  public LongAdder quarantinedEvents() {
    return quarantinedEvents;
  }

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> keys) {
    Map<E, LongAdder> adders = new EnumMap<>(keys);
    for (E key : keys.getEnumConstants()) {
      adders.put(key, new LongAdder());
    }
    return adders;
  }
}
