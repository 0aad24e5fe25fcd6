package io.plumbline.report;

import io.plumbline.finding.Finding;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every finding that is kept, open or not, for the console and the read API. */
public interface FindingArchive {

  /** The order of pages: by detection, newest first, then by id. */
  Comparator<Finding> NEWEST_FIRST =
      Comparator.comparing(Finding::detected).reversed().thenComparing(Finding::id);

  /** A finding by its id. */
  Optional<Finding> find(String id);

  /** Findings whose ids begin with a text, in their order, so many at most. */
  List<Finding> beginning(String id, int limit);

  /**
   * Findings, newest first.
   *
   * @param filter which are wanted
   * @param after the last finding of the page before; empty for the first page
   * @param limit most findings to return, at least 1
   */
  List<Finding> page(FindingFilter filter, Optional<Position> after, int limit);

  /**
   * The place of a finding in the order of pages. It need not exist any longer.
   *
   * @param detected tick at which the finding was told
   * @param id its id
   */
  record Position(Instant detected, String id) {

    /** The place of a finding. */
    public static Position of(Finding finding) {
      return new Position(finding.detected(), finding.id());
    }
  }
}
