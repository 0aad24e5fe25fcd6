package io.plumbline.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What holds for the whole board: how new it is and by which rules it was judged.
 *
 * @param asOf the tick it shows
 * @param newestSample time of the newest sample of any series, empty before the first
 * @param lag how far the engine is behind the journal, not negative
 * @param rulesVersion number of the rule set in force, 0 before the first
 * @param rulesHash its hash, empty before the first
 * @param ruleCount how many rules it holds
 * @param rulesRefused what keeps edits of packs from going live, in words, empty when all are in
 *     force
 * @param outboxPending events that wait to be sent
 */
public record BoardHead(
    Instant asOf,
    Optional<Instant> newestSample,
    Duration lag,
    long rulesVersion,
    String rulesHash,
    int ruleCount,
    List<String> rulesRefused,
    long outboxPending) {

  /** The head of a board that no tick has reached yet. */
  public static final BoardHead EMPTY =
      new BoardHead(Instant.EPOCH, Optional.empty(), Duration.ZERO, 0, "", 0, List.of(), 0);

  /** Copies the list. */
  public BoardHead {
    rulesRefused = List.copyOf(rulesRefused);
  }

  /** Whether a tick has been judged, so that {@code asOf} says something. */
  public boolean judged() {
    return asOf.isAfter(Instant.EPOCH);
  }
}
