package io.plumbline.report;

import io.plumbline.finding.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The finding that somebody means by an id, or by as much of its begin as no other shares.
 *
 * @param finding it; empty when there is none, or more than one
 * @param ambiguous whether more than one is meant
 * @param why why there is none, and what to write instead; empty when there is one
 */
public record NamedFinding(Optional<Finding> finding, boolean ambiguous, String why) {

  private static final int NAMED = 5;

  /** Looks it up. */
  public static NamedFinding of(FindingArchive archive, String id) {
    Optional<Finding> whole = archive.find(id);
    if (whole.isPresent()) {
      return new NamedFinding(whole, false, "");
    }
    List<Finding> found = id.isEmpty() ? List.of() : archive.beginning(id, NAMED + 1);
    if (found.size() == 1) {
      return new NamedFinding(Optional.of(found.get(0)), false, "");
    }
    if (found.isEmpty()) {
      return new NamedFinding(
          Optional.empty(),
          false,
          "there is no finding \"%s\"; ids are listed at /api/v1/findings and on the page of each finding"
              .formatted(id));
    }
    String many = found.size() > NAMED ? "more than " + NAMED : String.valueOf(found.size());
    return new NamedFinding(
        Optional.empty(),
        true,
        "%s findings begin with \"%s\": %s; write more of the one you mean"
            .formatted(
                many,
                id,
                found.stream()
                    .limit(NAMED)
                    .map(f -> f.id() + " (" + f.text() + ")")
                    .collect(Collectors.joining(", "))));
  }
}
