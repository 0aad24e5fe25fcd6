package io.plumbline.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/**
 * Where to look for a key in the {@link KeyTable}. It never decides identity: bytes do. The journal
 * never holds a hash, so each process may have its own seeds and a sender cannot aim at one slot.
 */
@FunctionalInterface
interface LabelHash {

  /** A hash of the bytes from {@code from} to {@code to}. */
  int of(byte[] bytes, int from, int to);

  /** A hash by folded 128-bit products, as in the wyhash family, with secret seeds. */
  static LabelHash seeded(RandomGenerator random) {
    return new Folded(random.nextLong(), random.nextLong());
  }

  /**
   * The hash in use.
   *
   * @param left seed of the first factor
   * @param right seed of the second factor
   */
  record Folded(long left, long right) implements LabelHash {

    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public int of(byte[] bytes, int from, int to) {
      long hash = (long) to - from;
      int at = from;
      for (; at + 16 <= to; at += 16) {
        hash = fold((long) LONGS.get(bytes, at) ^ hash, (long) LONGS.get(bytes, at + 8));
      }
      if (at + 8 <= to) {
        hash = fold((long) LONGS.get(bytes, at) ^ hash, 8);
        at += 8;
      }
      long rest = 0;
      for (; at < to; at++) {
        rest = (rest << 8) | (bytes[at] & 0xff);
      }
      hash = fold(rest ^ hash, rest);
      return (int) (hash ^ (hash >>> 32));
    }

    private long fold(long a, long b) {
      long x = a ^ left;
      long y = b ^ right;
      return (x * y) ^ Math.multiplyHigh(x, y);
    }
  }
}
