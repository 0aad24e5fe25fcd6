package io.plumbline.app.publishing;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.signal.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A text of a pack that was in force, in the API. What an older daemon did not keep is absent.
 *
 * @param how the way it took, as {@link Publication.Kind} has it
 * @param by who put it in force: who approved, reverted or published it alone
 * @param approver that person, if it was approved
 * @param because why it could not wait, or why an earlier text came back
 */
record VersionAnswer(
    String pack,
    long version,
    String hash,
    boolean inForce,
    String author,
    String reason,
    Optional<String> how,
    Optional<String> by,
    Optional<String> approver,
    Optional<Instant> decidedAt,
    Optional<Instant> liveAt,
    Optional<Instant> effectiveFrom,
    Optional<String> because,
    Optional<Long> ofVersion,
    Optional<Review> review,
    Map<String, String> files) {

  /**
   * Somebody else's look at it.
   *
   * @param due until when
   * @param reviewers who is to look
   * @param by who did; absent while it is due, as what follows
   */
  record Review(
      Instant due,
      List<String> reviewers,
      Optional<String> by,
      Optional<Instant> at,
      Optional<String> remark) {

    static Review of(PackVersion version, Publication publication, Instant due) {
      return new Review(
          due,
          publication.reviewers(),
          version.review().map(PackVersion.Review::by),
          version.review().map(PackVersion.Review::at),
          version.review().map(PackVersion.Review::remark));
    }
  }

  static VersionAnswer of(PackVersion version, boolean inForce, List<SourceFile> files) {
    Optional<Publication> how = version.publication();
    return new VersionAnswer(
        version.pack(),
        version.version(),
        version.hash(),
        inForce,
        version.author(),
        version.reason(),
        how.map(p -> p.kind().name().toLowerCase(Locale.ROOT)),
        how.map(Publication::by),
        how.filter(p -> p.kind() == Publication.Kind.APPROVED).map(Publication::by),
        how.map(Publication::decidedAt),
        how.map(Publication::liveAt),
        how.flatMap(Publication::effectiveFrom),
        how.map(Publication::reason).filter(reason -> !reason.isEmpty()),
        how.map(Publication::ofVersion).filter(v -> v > 0),
        how.flatMap(p -> p.reviewBy().map(due -> Review.of(version, p, due))),
        DraftAnswer.texts(files));
  }
}
