package io.plumbline.publish;

import io.plumbline.store.Batch;
import io.plumbline.store.Cbor;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The rows of the outbox in the store: {@code pending/channel/finding/revision}, {@code
 * dead/channel/finding/revision} and {@code gone/channel}, whose value is the address that answered
 * 410.
 */
final class OutboxRows {

  /** Dead letters kept of one channel; beyond them the oldest tenth is dropped. */
  static final int MOST_DEAD = 10_000;

  private static final String GONE = "gone/";

  private final Store store;

  OutboxRows(Store store) {
    this.store = store;
  }

  static void queue(Batch batch, String channel, DeliveryKey key, OutboxRow row) {
    batch.put(Family.OUTBOX, key.row(DeliveryKey.PENDING, channel), Cbor.write(row));
  }

  Optional<OutboxRow> pending(String channel, DeliveryKey key) {
    return store
        .get(Family.OUTBOX, key.row(DeliveryKey.PENDING, channel))
        .map(bytes -> Cbor.read(bytes, OutboxRow.class));
  }

  /** Visits what waits for a channel. */
  void eachPending(String channel, BiConsumer<DeliveryKey, OutboxRow> visitor) {
    each(DeliveryKey.PENDING + channel + "/", visitor);
  }

  // Sync is not needed below: a change lost with the power means one more attempt with the same id.

  void delivered(String channel, DeliveryKey key) {
    Batch batch = new Batch();
    batch.delete(Family.OUTBOX, key.row(DeliveryKey.PENDING, channel));
    store.write(batch, false);
  }

  void again(String channel, DeliveryKey key, OutboxRow row) {
    Batch batch = new Batch();
    queue(batch, channel, key, row);
    store.write(batch, false);
  }

  void dead(String channel, DeliveryKey key, OutboxRow row) {
    Batch batch = new Batch();
    batch.delete(Family.OUTBOX, key.row(DeliveryKey.PENDING, channel));
    batch.put(Family.OUTBOX, key.row(DeliveryKey.DEAD, channel), Cbor.write(row));
    store.write(batch, false);
  }

  /** Counts the dead letters of a channel, after dropping the oldest if there are too many. */
  int dead(String channel) {
    record Letter(DeliveryKey key, long millis) {}
    List<Letter> letters = new ArrayList<>();
    each(
        DeliveryKey.DEAD + channel + "/",
        (key, row) -> letters.add(new Letter(key, row.dueMillis())));
    if (letters.size() <= MOST_DEAD) {
      return letters.size();
    }
    letters.sort(Comparator.comparingLong(Letter::millis));
    int drop = letters.size() - MOST_DEAD + MOST_DEAD / 10;
    Batch batch = new Batch();
    for (Letter letter : letters.subList(0, drop)) {
      batch.delete(Family.OUTBOX, letter.key().row(DeliveryKey.DEAD, channel));
    }
    store.write(batch, false);
    return letters.size() - drop;
  }

  /** Whether a channel's present address has answered 410; another address forgets it. */
  boolean gone(Channel channel) {
    byte[] key = Keys.of(GONE + channel.name());
    Optional<String> address = store.get(Family.OUTBOX, key).map(Keys::text);
    if (address.isEmpty()) {
      return false;
    }
    if (address.get().equals(fingerprint(channel))) {
      return true;
    }
    Batch batch = new Batch();
    batch.delete(Family.OUTBOX, key);
    store.write(batch, true);
    return false;
  }

  /** The present address may be tried again. */
  void forgetGone(Channel channel) {
    Batch batch = new Batch();
    batch.delete(Family.OUTBOX, Keys.of(GONE + channel.name()));
    store.write(batch, true);
  }

  /** A dead letter by its key. */
  Optional<OutboxRow> letter(String channel, DeliveryKey key) {
    return store
        .get(Family.OUTBOX, key.row(DeliveryKey.DEAD, channel))
        .map(bytes -> Cbor.read(bytes, OutboxRow.class));
  }

  /** Keys of all dead letters of a channel. */
  List<DeliveryKey> letters(String channel) {
    List<DeliveryKey> keys = new ArrayList<>();
    each(DeliveryKey.DEAD + channel + "/", (key, row) -> keys.add(key));
    return keys;
  }

  /** A dead letter becomes a delivery again, as if it had never been tried. */
  void revive(String channel, DeliveryKey key, OutboxRow row) {
    Batch batch = new Batch();
    batch.delete(Family.OUTBOX, key.row(DeliveryKey.DEAD, channel));
    queue(batch, channel, key, row);
    store.write(batch, false);
  }

  void markGone(Channel channel) {
    Batch batch = new Batch();
    batch.put(Family.OUTBOX, Keys.of(GONE + channel.name()), Keys.of(fingerprint(channel)));
    store.write(batch, true);
  }

  // The address may hold a token, so it is not kept itself.
  private static String fingerprint(Channel channel) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Keys.of(channel.url().toString())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What is not confirmed, dead letters first, from a cursor on. */
  List<Delivery> list(String after, int limit) {
    List<Delivery> found = new ArrayList<>();
    store.scan(
        Family.OUTBOX,
        Keys.of(after),
        (key, value) -> {
          String cursor = Keys.text(key);
          if (!cursor.equals(after) && !cursor.startsWith(GONE)) {
            found.add(delivery(cursor, Cbor.read(value, OutboxRow.class)));
          }
          return found.size() < limit;
        });
    return found;
  }

  private static Delivery delivery(String cursor, OutboxRow row) {
    boolean pending = cursor.startsWith(DeliveryKey.PENDING);
    return new Delivery(
        cursor,
        row.id(),
        cursor.split("/", -1)[1],
        row.type(),
        pending ? Delivery.State.PENDING : Delivery.State.DEAD,
        row.attempts(),
        Instant.ofEpochMilli(row.queuedMillis()),
        pending ? Optional.of(Instant.ofEpochMilli(row.dueMillis())) : Optional.empty(),
        row.lastError());
  }

  private void each(String prefix, BiConsumer<DeliveryKey, OutboxRow> visitor) {
    store.scan(
        Family.OUTBOX,
        Keys.of(prefix),
        (key, value) -> {
          String text = Keys.text(key);
          if (!text.startsWith(prefix)) {
            return false;
          }
          visitor.accept(DeliveryKey.ofRow(text), Cbor.read(value, OutboxRow.class));
          return true;
        });
  }
}
