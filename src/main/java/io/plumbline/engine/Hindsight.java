package io.plumbline.engine;

import java.time.Instant;
import java.util.Optional;

/** What is known now of instants that were judged already. */
interface Hindsight {

  /** Of which nothing can be known. */
  Hindsight NONE =
      new Hindsight() {
        @Override
        public boolean moved(Standing standing) {
          return false;
        }

        @Override
        public Optional<String> disproof(Standing standing) {
          return Optional.empty();
        }

        @Override
        public Optional<Instant> ceased(Standing standing) {
          return Optional.empty();
        }
      };

  /**
   * Whether what is known of its mark has changed since. If it holds nevertheless, this tick is the
   * better mark.
   */
  boolean moved(Standing standing);

  /**
   * Why it never held: by what is known now its rule would not have concluded it at its mark. Empty
   * when it would have, or when that cannot be known.
   */
  Optional<String> disproof(Standing standing);

  /**
   * When the fact behind it ceased to be, after it was last seen; empty when that is not known, and
   * when there is another in its place.
   */
  Optional<Instant> ceased(Standing standing);

  /**
   * What in the catalogue made it hold no longer: it would hold if no time were excluded, or if the
   * target had not changed. Empty when it would not.
   */
  default Optional<String> cause(Standing standing) {
    return Optional.empty();
  }
}
