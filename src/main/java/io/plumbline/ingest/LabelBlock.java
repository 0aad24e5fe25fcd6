package io.plumbline.ingest;

import io.plumbline.signal.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of a series' labels as remote write 1.0 sends them: one {@code labels} field after the
 * other. Sorted labels in the shortest form are the canonical key of a series.
 */
final class LabelBlock {

  /** Tag of {@code TimeSeries.labels}. */
  static final int LABEL = 0x0a;

  /** Tag of {@code Label.name}. */
  static final int NAME = 0x0a;

  /** Tag of {@code Label.value}. */
  static final int VALUE = 0x12;

  private LabelBlock() {}

  /** Encodes labels in the order given. */
  static byte[] of(List<Labels.Label> labels) {
    ByteArrayOutputStream block = new ByteArrayOutputStream(labels.size() * 24);
    for (Labels.Label label : labels) {
      byte[] name = label.name().getBytes(StandardCharsets.UTF_8);
      byte[] value = label.value().getBytes(StandardCharsets.UTF_8);
      block.write(LABEL);
      varint(block, 2 + size(name.length) + name.length + size(value.length) + value.length);
      block.write(NAME);
      varint(block, name.length);
      block.writeBytes(name);
      block.write(VALUE);
      varint(block, value.length);
      block.writeBytes(value);
    }
    return block.toByteArray();
  }

  /** Writes a base-128 integer. */
  static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.write((int) ((rest & 0x7f) | 0x80));
    }
    out.write((int) rest);
  }

  /** How many bytes a base-128 integer takes. */
  static int size(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }
}
