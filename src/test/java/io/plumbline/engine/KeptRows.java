package io.plumbline.engine;

import io.plumbline.store.Cbor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** State as the store keeps it: bytes by key. */
final class KeptRows implements KeptState {

  private final TreeMap<String, byte[]> rows = new TreeMap<>();

  void take(Map<String, Optional<Object>> parts) {
    parts.forEach(
        (key, part) ->
            part.ifPresentOrElse(
                value -> rows.put(key, Cbor.write(value)), () -> rows.remove(key)));
  }

  /** The rows by key. */
  Map<String, byte[]> rows() {
    return rows;
  }

  @Override
  public <T> Optional<T> part(String key, Class<T> type) {
    return Optional.ofNullable(rows.get(key)).map(bytes -> Cbor.read(bytes, type));
  }

  @Override
  public <T> List<T> parts(String prefix, Class<T> type) {
    return rows.tailMap(prefix).entrySet().stream()
        .filter(row -> row.getKey().startsWith(prefix))
        .map(row -> Cbor.read(row.getValue(), type))
        .toList();
  }
}
