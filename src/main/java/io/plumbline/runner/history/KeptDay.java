package io.plumbline.runner.history;

import io.plumbline.engine.KeptState;
import io.plumbline.store.Cbor;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;

/**
 * The state of the engine at a daily checkpoint, without what only samples need.
 *
 * @param store where it is kept
 * @param seq place in the journal up to which it holds everything
 */
record KeptDay(Store store, long seq) implements KeptState {

  private static final byte DAYS = 'd';
  private static final int PREFIX = 1 + Long.BYTES;

  static byte[] key(long seq, String part) {
    byte[] name = Keys.of(part);
    return ByteBuffer.allocate(PREFIX + name.length).put(DAYS).putLong(seq).put(name).array();
  }

  /** A part in less room; most of it are counts of nothing. */
  static byte[] packed(byte[] part) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream packed = new ByteArrayOutputStream(part.length / 4);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      out.write(part);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  private static byte[] unpacked(byte[] packed) {
    ByteArrayOutputStream part = new ByteArrayOutputStream(packed.length * 4);
    try (InflaterOutputStream out = new InflaterOutputStream(part)) {
      out.write(packed);
    } catch (IOException e) {
      throw new StoreException("damaged: not a part of a daily checkpoint", e);
    }
    return part.toByteArray();
  }

  @Override
  public <T> Optional<T> part(String key, Class<T> type) {
    return store.get(Family.HISTORY, key(seq, key)).map(bytes -> Cbor.read(unpacked(bytes), type));
  }

  @Override
  public <T> List<T> parts(String prefix, Class<T> type) {
    byte[] from = key(seq, prefix);
    List<T> parts = new ArrayList<>();
    store.scan(
        Family.HISTORY,
        from,
        (key, value) ->
            key.length >= from.length
                && Arrays.equals(key, 0, from.length, from, 0, from.length)
                && parts.add(Cbor.read(unpacked(value), type)));
    return parts;
  }
}
