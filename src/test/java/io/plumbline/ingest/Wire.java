package io.plumbline.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Protobuf bytes written by hand, in whatever order and form a test wants. */
final class Wire {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static Wire wire() {
    return new Wire();
  }

  Wire raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  Wire raw(Wire content) {
    out.writeBytes(content.toBytes());
    return this;
  }

  Wire varint(int field, long value) {
    LabelBlock.varint(out, (long) field << 3);
    LabelBlock.varint(out, value);
    return this;
  }

  Wire fixed64(int field, double value) {
    LabelBlock.varint(out, ((long) field << 3) | 1);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < 64; shift += 8) {
      out.write((int) (bits >>> shift));
    }
    return this;
  }

  Wire bytes(int field, byte[] content) {
    LabelBlock.varint(out, ((long) field << 3) | 2);
    LabelBlock.varint(out, content.length);
    out.writeBytes(content);
    return this;
  }

  Wire bytes(int field, Wire content) {
    return bytes(field, content.toBytes());
  }

  Wire text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  Wire label(String name, String value) {
    return bytes(1, wire().text(1, name).text(2, value));
  }

  Wire sample(double value, long time) {
    return bytes(2, wire().fixed64(1, value).varint(2, time));
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
