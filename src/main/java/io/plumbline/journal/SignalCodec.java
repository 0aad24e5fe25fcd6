package io.plumbline.journal;

import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.RulesAct;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import io.plumbline.store.Cbor;
import io.plumbline.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Signals as bytes: one byte for the kind of entry, then its content. Metric columns have a compact
 * form of their own; everything else, rare and worth reading in ten years, is CBOR.
 */
final class SignalCodec {

  private static final byte METRICS = 1;
  private static final byte INCIDENTS = 2;
  private static final byte RULE_SET = 3;
  private static final byte TICK = 4;
  private static final byte METRICS_WITH_STARTS = 5;
  private static final byte RULES_ACT = 6;
  private static final int BYTES_A_SAMPLE = 8;

  private SignalCodec() {}

  static byte[] write(Signal signal) {
    if (signal instanceof MetricBatch batch) {
      return write(batch);
    }
    if (signal instanceof Tick tick) {
      Encoder out = new Encoder(Long.BYTES);
      out.put(TICK);
      out.varint(tick.atMillis());
      return out.written();
    }
    byte[] content = Cbor.write(signal);
    return ByteBuffer.allocate(1 + content.length).put(kind(signal)).put(content).array();
  }

  private static byte kind(Signal signal) {
    if (signal instanceof IncidentBatch) {
      return INCIDENTS;
    }
    return signal instanceof RuleSetActivated ? RULE_SET : RULES_ACT;
  }

  /** Whether an entry is about rules. */
  static boolean isOfRules(byte[] bytes) {
    return bytes[0] == RULE_SET || bytes[0] == RULES_ACT;
  }

  private static byte[] write(MetricBatch batch) {
    Encoder out = new Encoder(BYTES_A_SAMPLE * batch.size());
    out.put(batch.startsMillis().length == 0 ? METRICS : METRICS_WITH_STARTS);
    out.varint(batch.newSeries().size());
    for (MetricBatch.Series series : batch.newSeries()) {
      byte[] bytes = Cbor.write(series);
      out.varint(bytes.length);
      out.put(bytes);
    }
    ColumnCodec.write(batch, out);
    ColumnCodec.writeStarts(batch, out);
    return out.written();
  }

  static Signal read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    return switch (bytes[0]) {
      case METRICS -> ColumnCodec.read(in, series(in));
      case METRICS_WITH_STARTS -> ColumnCodec.withStarts(ColumnCodec.read(in, series(in)), in);
      case TICK -> new Tick(ColumnCodec.varint(in));
      case INCIDENTS -> Cbor.read(content(bytes), IncidentBatch.class);
      case RULE_SET -> Cbor.read(content(bytes), RuleSetActivated.class);
      case RULES_ACT -> Cbor.read(content(bytes), RulesAct.class);
      default ->
          throw new StoreException("the journal holds an unknown kind of entry: " + bytes[0]);
    };
  }

  // Evaluated before the columns are read: the argument comes first in the bytes, too.
  private static List<MetricBatch.Series> series(ByteBuffer in) {
    MetricBatch.Series[] series = new MetricBatch.Series[(int) ColumnCodec.varint(in)];
    for (int i = 0; i < series.length; i++) {
      byte[] bytes = new byte[(int) ColumnCodec.varint(in)];
      in.get(bytes);
      series[i] = Cbor.read(bytes, MetricBatch.Series.class);
    }
    return List.of(series);
  }

  private static byte[] content(byte[] bytes) {
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }
}
