package io.plumbline.runner.history;

import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import java.time.Instant;
import java.util.Map;

/** Instants of the journal's time, kept with how far the journal had come at each. */
final class Milestones {

  private Milestones() {}

  /**
   * Reads all of one kind.
   *
   * @param kind what their keys begin with
   * @param into takes each, with its place in the journal
   */
  static void read(Store store, String kind, Map<Instant, Long> into) {
    store.scan(
        Family.META,
        Keys.of(kind),
        (key, value) -> {
          String name = Keys.text(key);
          if (name.startsWith(kind)) {
            into.put(Instant.parse(name.substring(kind.length())), Keys.number(value));
          }
          return name.startsWith(kind);
        });
  }

  /** The key of one. */
  static byte[] key(String kind, Instant at) {
    return Keys.of(kind + at);
  }
}
