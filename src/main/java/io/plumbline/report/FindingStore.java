package io.plumbline.report;

import io.plumbline.finding.Finding;
import io.plumbline.store.Batch;
import io.plumbline.store.Cbor;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every finding in the store: its row by id, and a key without value that sorts by detection,
 * newest first. Instants of detection are kept to the millisecond.
 */
public final class FindingStore implements FindingArchive {

  private static final byte ROW = 'f';
  private static final byte ORDER = 'o';
  private static final byte[] NOTHING = {};

  private final Store store;

  /** Keeps findings in a store. */
  public FindingStore(Store store) {
    this.store = store;
  }

  /** Adds a finding, or its newer revision, to what a batch will write. */
  public void put(Batch batch, Finding finding) {
    Position place = Position.of(finding);
    find(finding.id())
        .map(Position::of)
        .filter(before -> !before.equals(place))
        .ifPresent(before -> batch.delete(Family.FINDINGS, orderKey(before)));
    batch.put(Family.FINDINGS, rowKey(finding.id()), Cbor.write(finding));
    batch.put(Family.FINDINGS, orderKey(place), NOTHING);
  }

  @Override
  public Optional<Finding> find(String id) {
    return store.get(Family.FINDINGS, rowKey(id)).map(row -> Cbor.read(row, Finding.class));
  }

  @Override
  public List<Finding> beginning(String id, int limit) {
    List<Finding> found = new ArrayList<>();
    store.scan(
        Family.FINDINGS,
        rowKey(id),
        (key, value) -> {
          boolean begins =
              key[0] == ROW && Keys.text(Arrays.copyOfRange(key, 1, key.length)).startsWith(id);
          if (begins) {
            found.add(Cbor.read(value, Finding.class));
          }
          return begins && found.size() < limit;
        });
    return found;
  }

  @Override
  public List<Finding> page(FindingFilter filter, Optional<Position> after, int limit) {
    List<Finding> page = new ArrayList<>();
    byte[] from = after.map(FindingStore::orderKey).orElse(new byte[] {ORDER});
    store.scan(
        Family.FINDINGS,
        from,
        (key, value) -> {
          if (key[0] != ORDER) {
            return false;
          }
          if (after.isEmpty() || !Arrays.equals(key, from)) {
            // A row that has moved is met again at its newer place.
            find(idOf(key))
                .filter(finding -> Arrays.equals(key, orderKey(Position.of(finding))))
                .filter(filter::admits)
                .ifPresent(page::add);
          }
          return page.size() < limit;
        });
    return page;
  }

  private static byte[] rowKey(String id) {
    byte[] text = Keys.of(id);
    return ByteBuffer.allocate(1 + text.length).put(ROW).put(text).array();
  }

  private static byte[] orderKey(Position place) {
    byte[] text = Keys.of(place.id());
    return ByteBuffer.allocate(1 + Long.BYTES + text.length)
        .put(ORDER)
        .putLong(Long.MAX_VALUE - place.detected().toEpochMilli())
        .put(text)
        .array();
  }

  private static String idOf(byte[] orderKey) {
    return Keys.text(Arrays.copyOfRange(orderKey, 1 + Long.BYTES, orderKey.length));
  }
}
