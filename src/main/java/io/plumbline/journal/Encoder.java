package io.plumbline.journal;

import java.util.Arrays;

/** Bytes that grow as numbers are written to them. */
final class Encoder {

  private static final int LONGEST_VARINT = 10;

  private byte[] bytes;
  private int size;

  /** Expects so many bytes, which may be fewer or more in the end. */
  Encoder(int expected) {
    bytes = new byte[Math.max(LONGEST_VARINT, expected)];
  }

  /** Writes a base-128 integer. */
  void varint(long value) {
    reserve(LONGEST_VARINT);
    int at = size;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    size = at;
  }

  /** Writes a base-128 integer of which numbers near zero are short, whatever their sign. */
  void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  void put(byte value) {
    reserve(1);
    bytes[size++] = value;
  }

  void put(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** What was written. */
  byte[] written() {
    return Arrays.copyOf(bytes, size);
  }
}
