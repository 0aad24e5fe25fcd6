package io.plumbline.console.api;

import io.plumbline.catalogue.SourceFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Texts of packs beside those in force: what waits to be published, and what was in force. */
public interface PackTexts {

  /** What waits to be published of a pack; empty when nothing does. */
  Optional<Draft> draft(String pack);

  /** The versions of a pack, the newest first: that is the one in force. */
  List<Version> versions(String pack);

  /**
   * The files of a version, by path; none when it took the pack out of force. It reads the store:
   * keep it off event loops.
   *
   * @return empty when the pack has no such version
   */
  Optional<List<SourceFile>> files(String pack, long version);

  /**
   * A text that waits.
   *
   * @param hash SHA-256 of paths and texts, in hex
   * @param author who wrote it
   * @param reason why
   * @param at since when it waits
   * @param state {@code waiting}, {@code approved} for a time to come, or {@code withheld} when its
   *     time came
   * @param effectiveFrom from when on it is to judge, once approved
   * @param files its files, by path
   */
  record Draft(
      String hash,
      String author,
      String reason,
      Instant at,
      String state,
      Optional<Instant> effectiveFrom,
      List<SourceFile> files) {

    /** Copies the list. */
    public Draft {
      files = List.copyOf(files);
    }
  }

  /**
   * A text that was in force, or is.
   *
   * @param version number of the activation that brought it
   * @param hash SHA-256 of paths and texts, in hex
   * @param author who wrote it
   * @param reason why
   * @param approver who else approved it
   * @param liveAt since when it judged; empty if an older daemon kept it
   */
  record Version(
      long version,
      String hash,
      String author,
      String reason,
      Optional<String> approver,
      Optional<Instant> liveAt) {}
}
