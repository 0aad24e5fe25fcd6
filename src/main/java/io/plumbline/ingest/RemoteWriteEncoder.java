package io.plumbline.ingest;

import io.plumbline.signal.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.xerial.snappy.Snappy;

/**
 * Builds remote write 1.0 bodies: the demo and the load harness send them. Each sample becomes a
 * time series of its own, as Prometheus sends a scrape.
 */
public final class RemoteWriteEncoder {

  private static final int TIME_SERIES = 0x0a;
  private static final int SAMPLE = 0x12;
  private static final int VALUE = 0x09;
  private static final int TIME = 0x10;

  private final ByteArrayOutputStream request = new ByteArrayOutputStream(64 * 1024);
  private int samples;

  /** The label bytes of a series, to be made once and used for each of its samples. */
  public static byte[] block(Labels labels) {
    return LabelBlock.of(labels.pairs());
  }

  /** The label bytes in exactly this order, which remote write wants sorted by name. */
  public static byte[] block(List<Labels.Label> labels) {
    return LabelBlock.of(labels);
  }

  /**
   * Adds a sample.
   *
   * @param timeMillis milliseconds since the epoch
   * @param value any value; for a stale marker see {@link #addBits}
   */
  public RemoteWriteEncoder add(Labels labels, long timeMillis, double value) {
    return addBits(block(labels), timeMillis, Double.doubleToRawLongBits(value));
  }

  /** Adds a sample of a series whose {@link #block} was made before. */
  public RemoteWriteEncoder add(byte[] block, long timeMillis, double value) {
    return addBits(block, timeMillis, Double.doubleToRawLongBits(value));
  }

  /** Adds a sample whose value is given as raw IEEE 754 bits. */
  public RemoteWriteEncoder addBits(byte[] block, long timeMillis, long valueBits) {
    int sample = 10 + LabelBlock.size(timeMillis);
    request.write(TIME_SERIES);
    LabelBlock.varint(request, block.length + 2L + sample);
    request.writeBytes(block);
    request.write(SAMPLE);
    LabelBlock.varint(request, sample);
    request.write(VALUE);
    for (int shift = 0; shift < 64; shift += 8) {
      request.write((int) (valueBits >>> shift));
    }
    request.write(TIME);
    LabelBlock.varint(request, timeMillis);
    samples++;
    return this;
  }

  /** How many samples were added since the last body. */
  public int samples() {
    return samples;
  }

  /** The protobuf bytes so far, not compressed. */
  public byte[] message() {
    return request.toByteArray();
  }

  /** The body to send, compressed with Snappy; the encoder is empty afterwards. */
  public byte[] body() {
    try {
      byte[] body = Snappy.compress(request.toByteArray());
      request.reset();
      samples = 0;
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException("Snappy could not compress a body", e);
    }
  }
}
