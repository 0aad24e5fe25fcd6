package io.plumbline.app.publishing;

import io.plumbline.catalogue.SourceFile;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What every act on rules is done with. Acts hold its monitor, so that each finds things as it saw
 * them.
 *
 * @param rules how an edit goes live
 * @param records what the journal says of each pack
 * @param packs what is in force
 * @param acts where acts are kept
 * @param clock what time it is
 */
public record Desk(
    PublishingRules rules, PackRecords records, LivePacks packs, ActLog acts, InstantSource clock) {

  /** What time it is, to the millisecond: people read it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * A draft.
   *
   * @throws RefusedActException if the pack has none
   */
  Draft draft(String pack) throws RefusedActException {
    return records
        .draft(pack)
        .orElseThrow(
            () ->
                RefusedActException.absent(
                    "pack %s has no draft; PUT /api/v1/rules/drafts/%s makes one"
                        .formatted(pack, pack)));
  }

  /**
   * A draft as somebody read it.
   *
   * @throws RefusedActException if it is another by now
   */
  Draft draft(String pack, String hash) throws RefusedActException {
    Draft draft = draft(pack);
    if (!draft.hash().equals(hash)) {
      throw RefusedActException.conflict(
          "the draft of pack %s has the hash %s by now; read it again, then name that"
              .formatted(pack, draft.hash()));
    }
    return draft;
  }

  /**
   * A version.
   *
   * @throws RefusedActException if the pack has no such
   */
  PackVersion version(String pack, long version) throws RefusedActException {
    return records.versions(pack).stream()
        .filter(v -> v.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                RefusedActException.absent(
                    "pack %s has no version %d; GET /api/v1/rules/packs/%s/versions lists them"
                        .formatted(pack, version, pack)));
  }

  /**
   * Puts a text in force.
   *
   * @return the number of the activation
   * @throws RefusedActException if it cannot judge
   */
  long put(String pack, List<SourceFile> files, Origin origin)
      throws RefusedActException, BusyException, InterruptedException {
    try {
      return packs.activate(pack, files, origin);
    } catch (UnsoundException e) {
      throw RefusedActException.unsound(e.problems());
    }
  }

  /**
   * Sees to it that somebody gave a reason.
   *
   * @throws RefusedActException if not
   */
  static void said(String text, String what) throws RefusedActException {
    if (text.isBlank()) {
      throw RefusedActException.wrong("say %s".formatted(what));
    }
  }
}
