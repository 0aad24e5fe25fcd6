package io.plumbline.app.publishing;

import io.plumbline.signal.Publication;
import java.time.Instant;
import java.util.Optional;

/**
 * A text of a pack that was in force.
 *
 * @param pack name of the pack
 * @param version number of the activation that brought it
 * @param seq the activation's place in the journal
 * @param hash SHA-256 of its paths and texts, in hex
 * @param empty whether it took the pack out of force
 * @param author who wrote it
 * @param reason why
 * @param publication how it came to judge; empty if an older daemon kept it
 * @param review who looked at it after an emergency
 */
record PackVersion(
    String pack,
    long version,
    long seq,
    String hash,
    boolean empty,
    String author,
    String reason,
    Optional<Publication> publication,
    Optional<Review> review) {

  /**
   * A look at what was published in an emergency.
   *
   * @param by who looked
   * @param at when
   * @param remark what came of it
   */
  record Review(String by, Instant at, String remark) {}

  PackVersion reviewed(Review by) {
    return new PackVersion(
        pack, version, seq, hash, empty, author, reason, publication, Optional.of(by));
  }

  /** Until when somebody else is to look at it; empty when nobody need, or somebody did. */
  Optional<Instant> reviewDue() {
    return review.isPresent() ? Optional.empty() : publication.flatMap(Publication::reviewBy);
  }

  /** Who put it in force: whoever decided it. */
  String publisher() {
    return publication.map(Publication::by).orElse(author);
  }
}
