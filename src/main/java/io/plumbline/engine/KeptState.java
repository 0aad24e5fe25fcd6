package io.plumbline.engine;

import java.util.List;
import java.util.Optional;

/** State of the engine as it was kept, part by part. */
public interface KeptState {

  /** Nothing was kept: the engine starts anew. */
  KeptState NONE =
      new KeptState() {
        @Override
        public <T> Optional<T> part(String key, Class<T> type) {
          return Optional.empty();
        }

        @Override
        public <T> List<T> parts(String prefix, Class<T> type) {
          return List.of();
        }
      };

  /** One part by its key. */
  <T> Optional<T> part(String key, Class<T> type);

  /** All parts whose key begins so, by key. */
  <T> List<T> parts(String prefix, Class<T> type);
}
