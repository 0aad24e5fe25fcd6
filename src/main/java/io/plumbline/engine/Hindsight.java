package io.plumbline.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        public Map<String, String> disproofs(List<Standing> standings) {
          return Map.of();
        }

        @Override
        public Optional<String> topic(Standing standing) {
          return Optional.empty();
        }

        @Override
        public boolean learnt(String topic) {
          return false;
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
   * Why some never held, by the ids of their findings: by what is known now their rules would not
   * have concluded them at their marks. Without those that would have been concluded, or of which
   * that cannot be known.
   */
  Map<String, String> disproofs(List<Standing> standings);

  /**
   * What it is about of which something may be learnt after its end, such as a ticket; empty when
   * nothing is ever asked again.
   */
  Optional<String> topic(Standing standing);

  /** Whether something was learnt of a topic since it was judged last. */
  boolean learnt(String topic);

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
