package io.plumbline.signal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a text of a pack came to judge: who decided it, when and why.
 *
 * @param kind the way it took
 * @param by who decided: the approver, the owner in an emergency, who reverted or who saved
 * @param decidedAt when that was
 * @param reason what that person gave as the reason; empty when nothing was asked
 * @param liveAt when it was put in force
 * @param effectiveFrom when it was to be in force, empty for at once
 * @param reviewBy until when an emergency is to be looked at by somebody else
 * @param reviewers who is to look at it, as the pack in force named its approvers then
 * @param ofVersion the version whose text came back by a revert, 0 for none
 */
public record Publication(
    Kind kind,
    String by,
    Instant decidedAt,
    String reason,
    Instant liveAt,
    Optional<Instant> effectiveFrom,
    Optional<Instant> reviewBy,
    List<String> reviewers,
    long ofVersion) {

  /** Copies the list. */
  public Publication {
    reviewers = List.copyOf(reviewers);
  }

  /** The ways. */
  public enum Kind {
    /** Saved in the rules folder, which is what judges. */
    SAVED,
    /** Found in the rules folder by a daemon that had nothing in force, and taken as it was. */
    FOUND,
    /** Approved by a second person. */
    APPROVED,
    /** Published by an owner alone. */
    EMERGENCY,
    /** An earlier text that came back. */
    REVERTED
  }

  /** Of the rules folder, saved or found. */
  public static Publication ofFolder(Kind kind, String by, Instant at) {
    return new Publication(kind, by, at, "", at, Optional.empty(), Optional.empty(), List.of(), 0);
  }
}
