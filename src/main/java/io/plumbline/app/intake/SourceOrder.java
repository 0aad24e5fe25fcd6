package io.plumbline.app.intake;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * In which order the updates of a ticket were made. Times, the source's counter and the place in
 * the file should tell the same; where they do not, two decide against the third. Where counter and
 * place agree, a row whose time is later than that of a row after it is taken for as old as that
 * one. Else times decide, and among rows of one time the counter, then the place.
 */
final class SourceOrder {

  private SourceOrder() {}

  static List<Update> of(List<Update> updates, Oddities oddities) {
    List<Update> inFile = new ArrayList<>(updates);
    inFile.sort(Comparator.comparingLong(Update::line));
    boolean counted = true;
    for (int i = 1; i < inFile.size(); i++) {
      counted &= inFile.get(i - 1).order() <= inFile.get(i).order();
    }
    oddities.counted(counted);
    if (counted) {
      dateBack(inFile, oddities);
    } else {
      inFile.sort(
          Comparator.<Update, LocalDateTime>comparing(Update::at)
              .thenComparingLong(Update::order)
              .thenComparingLong(Update::line));
    }
    return inFile;
  }

  private static void dateBack(List<Update> inOrder, Oddities oddities) {
    LocalDateTime next = LocalDateTime.MAX;
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      if (inOrder.get(i).at().isAfter(next)) {
        inOrder.set(i, inOrder.get(i).at(next));
        oddities.datedBack();
      }
      next = inOrder.get(i).at();
    }
  }
}
