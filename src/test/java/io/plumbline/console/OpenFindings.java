package io.plumbline.console;

import io.plumbline.finding.Finding;
import io.plumbline.report.Board;
import io.plumbline.report.FindingArchive;
import io.plumbline.report.FindingFilter;
import java.util.List;
import java.util.Optional;

/** An archive of nothing but what stands on a board. */
record OpenFindings(Board board) implements FindingArchive {

  @Override
  public Optional<Finding> find(String id) {
    return board.view().finding(id);
  }

  @Override
  public List<Finding> beginning(String id, int limit) {
    return board.view().findings().stream()
        .filter(finding -> finding.id().startsWith(id))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Finding> page(FindingFilter filter, Optional<Position> after, int limit) {
    return board.view().findings().stream()
        .filter(filter::admits)
        .sorted(NEWEST_FIRST)
        .filter(f -> after.isEmpty() || follows(f, after.get()))
        .limit(limit)
        .toList();
  }

  private static boolean follows(Finding f, Position place) {
    int detected = place.detected().compareTo(f.detected());
    return detected > 0 || (detected == 0 && place.id().compareTo(f.id()) < 0);
  }
}
