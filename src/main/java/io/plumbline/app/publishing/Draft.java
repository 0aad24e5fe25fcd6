package io.plumbline.app.publishing;

import io.plumbline.catalogue.SourceFile;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A text of a pack that waits to be published.
 *
 * @param pack name of the pack
 * @param hash SHA-256 of its paths and texts, in hex
 * @param base hash of the text that it goes out from; empty for a new pack
 * @param author who wrote it, or changed it last
 * @param authors everybody who had a hand in it since the draft before was published or given up
 * @param reason why
 * @param at since when it is there
 * @param watched whether it was found in a watched folder
 * @param files its files; none takes the pack out of force
 * @param approval who approved it for a time to come
 * @param withheld why it did not go live when its time came
 */
record Draft(
    String pack,
    String hash,
    String base,
    String author,
    SortedSet<String> authors,
    String reason,
    Instant at,
    boolean watched,
    List<SourceFile> files,
    Optional<Approval> approval,
    Optional<Withheld> withheld) {

  /** Copies the collections. */
  Draft {
    authors = Collections.unmodifiableSortedSet(new TreeSet<>(authors));
    files = List.copyOf(files);
  }

  /**
   * An approval for a time to come.
   *
   * @param by who gave it
   * @param at when
   * @param effectiveFrom from when on the draft is to judge
   * @param replaces the version that it replaces, as the approver saw it; 0 for its base
   */
  record Approval(String by, Instant at, Instant effectiveFrom, long replaces) {}

  /**
   * What kept an approved draft from going live.
   *
   * @param approval the approval that ended with it
   * @param at when
   * @param why what was wrong, a line for each problem
   */
  record Withheld(Approval approval, Instant at, String why) {}

  /** Where it is on its way. */
  enum State {
    /** It waits to be approved. */
    WAITING,
    /** It is approved and waits for its time. */
    APPROVED,
    /** It was approved, and was no longer sound when its time came. */
    WITHHELD
  }

  State state() {
    if (approval.isPresent()) {
      return State.APPROVED;
    }
    return withheld.isPresent() ? State.WITHHELD : State.WAITING;
  }

  Draft approved(Approval given) {
    return new Draft(
        pack,
        hash,
        base,
        author,
        authors,
        reason,
        at,
        watched,
        files,
        Optional.of(given),
        Optional.empty());
  }

  Draft withheld(Instant when, String why) {
    return new Draft(
        pack,
        hash,
        base,
        author,
        authors,
        reason,
        at,
        watched,
        files,
        Optional.empty(),
        approval.map(given -> new Withheld(given, when, why)));
  }
}
