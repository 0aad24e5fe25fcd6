package io.plumbline.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys that sort as what they stand for. */
public final class Keys {

  private Keys() {}

  /** A number from 0 as eight bytes, big-endian, so that keys sort by number. */
  public static byte[] of(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** The number of a key made by {@link #of(long)}. */
  public static long number(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  /** A text in UTF-8. */
  public static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The text of a key made by {@link #of(String)}. */
  public static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }
}
