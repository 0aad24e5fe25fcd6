package io.plumbline.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A cursor over protobuf bytes. Every length is checked before it is believed. */
final class Proto {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] data = new byte[0];
  private int at;

  /** Moves to a place in these bytes. */
  void reset(byte[] bytes, int position) {
    data = bytes;
    at = position;
  }

  /** Where the cursor is. */
  int at() {
    return at;
  }

  /** Moves the cursor to a place known to be inside. */
  void moveTo(int position) {
    at = position;
  }

  /** Reads a base-128 integer that must end before {@code limit}. */
  long varint(int limit) throws MalformedBodyException {
    if (at < limit && data[at] >= 0) {
      return data[at++];
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= limit) {
        throw new MalformedBodyException("an integer is cut off at byte " + at);
      }
      byte b = data[at++];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedBodyException("an integer of more than ten bytes at byte " + at);
  }

  /** Reads a length and answers where the thing of that length ends. */
  int end(int limit) throws MalformedBodyException {
    long length = varint(limit);
    if (length < 0 || length > limit - at) {
      throw new MalformedBodyException(
          "a length of " + Long.toUnsignedString(length) + " leaves its message at byte " + at);
    }
    return at + (int) length;
  }

  /** Reads eight bytes, least significant first. */
  long fixed64(int limit) throws MalformedBodyException {
    require(8, limit);
    long value = (long) LONGS.get(data, at);
    at += 8;
    return value;
  }

  /** Skips the value of a field of this tag. */
  void skip(long tag, int limit) throws MalformedBodyException {
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw new MalformedBodyException("a field number out of range before byte " + at);
    }
    switch ((int) tag & 7) {
      case VARINT -> varint(limit);
      case FIXED64 -> skipBytes(8, limit);
      case BYTES -> at = end(limit);
      case FIXED32 -> skipBytes(4, limit);
      default -> throw new MalformedBodyException("an unknown wire type before byte " + at);
    }
  }

  private void skipBytes(int count, int limit) throws MalformedBodyException {
    require(count, limit);
    at += count;
  }

  private void require(int count, int limit) throws MalformedBodyException {
    if (limit - at < count) {
      throw new MalformedBodyException("a number is cut off at byte " + at);
    }
  }
}
