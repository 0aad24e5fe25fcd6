package io.plumbline.signal;

import io.plumbline.catalogue.SourceFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody did about a pack that leaves what is in force as it is. It is kept beside the
 * activations, so that it can be read years later who drafted, approved and reviewed what.
 *
 * @param kind what was done
 * @param pack name of the pack
 * @param at when
 * @param by who
 * @param reason why, or what came of it
 * @param hash SHA-256 of paths and texts of the draft it is about, in hex; empty for a review
 * @param files the draft, when it is drafted; none takes the pack out of force
 * @param base hash of the pack's text that the draft goes out from; empty for a new pack
 * @param watched whether the draft was found in a watched folder
 * @param effectiveFrom when an approved draft is to be in force
 * @param version the version that was reviewed, or that an approved draft replaces; 0 for none
 */
public record RulesAct(
    Kind kind,
    String pack,
    Instant at,
    String by,
    String reason,
    String hash,
    List<SourceFile> files,
    String base,
    boolean watched,
    Optional<Instant> effectiveFrom,
    long version)
    implements Signal {

  /** Copies the list. */
  public RulesAct {
    files = List.copyOf(files);
  }

  /** What can be done. */
  public enum Kind {
    /** A draft was made, or takes the place of the one before. */
    DRAFTED,
    /** The draft was given up. */
    DISCARDED,
    /** The draft was approved for a time to come. */
    APPROVED,
    /** Its time came, and it was no longer sound. */
    WITHHELD,
    /** Somebody looked at what was published in an emergency. */
    REVIEWED
  }

  /** A draft. */
  public static RulesAct drafted(
      String pack,
      Instant at,
      String by,
      String reason,
      String hash,
      List<SourceFile> files,
      String base,
      boolean watched) {
    return new RulesAct(
        Kind.DRAFTED, pack, at, by, reason, hash, files, base, watched, Optional.empty(), 0);
  }

  /** What became of a draft other than that it went live. */
  public static RulesAct about(
      Kind kind, String pack, Instant at, String by, String reason, String hash) {
    return new RulesAct(
        kind, pack, at, by, reason, hash, List.of(), "", false, Optional.empty(), 0);
  }

  /**
   * An approval for a time to come.
   *
   * @param replaces the version that is to be in force until then; 0 for the draft's base
   */
  public static RulesAct approved(
      String pack, Instant at, String by, String hash, Instant effectiveFrom, long replaces) {
    return new RulesAct(
        Kind.APPROVED,
        pack,
        at,
        by,
        "",
        hash,
        List.of(),
        "",
        false,
        Optional.of(effectiveFrom),
        replaces);
  }

  /** A draft of a watched folder that is there no more, as the folder has the text in force. */
  public static RulesAct takenBack(String pack, Instant at, String by, String hash) {
    return new RulesAct(
        Kind.DISCARDED,
        pack,
        at,
        by,
        "taken back in the folder",
        hash,
        List.of(),
        "",
        true,
        Optional.empty(),
        0);
  }

  /** A review of a version. */
  public static RulesAct reviewed(String pack, Instant at, String by, String reason, long version) {
    return new RulesAct(
        Kind.REVIEWED, pack, at, by, reason, "", List.of(), "", false, Optional.empty(), version);
  }
}
