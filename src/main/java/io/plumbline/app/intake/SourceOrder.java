package io.plumbline.app.intake;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * In which order the updates of a ticket were made. Times, the source's counter and the place in
 * the file should tell the same; where they do not, two decide against the third. Where counter and
 * place agree, a row whose time is later than that of a row after it is taken for as old as that
 * one. Else times decide, and among rows of one time the counter, then the place.
 *
 * <p>In the hour that comes twice when clocks are set back, rows whose wall time goes back are in
 * the second one, and those before them in the first.
 */
final class SourceOrder {

  private SourceOrder() {}

  static List<Update> of(List<Update> updates, ZoneId zone, Oddities oddities) {
    List<Update> inFile = new ArrayList<>(updates);
    inFile.sort(Comparator.comparingLong(Update::line));
    boolean counted = true;
    for (int i = 1; i < inFile.size(); i++) {
      counted &= inFile.get(i - 1).order() <= inFile.get(i).order();
    }
    oddities.counted(counted);
    if (counted) {
      tellTwoHoursApart(inFile, zone.getRules());
      dateBack(inFile, zone, oddities);
    } else {
      inFile.sort(
          Comparator.<Update, LocalDateTime>comparing(Update::at)
              .thenComparingLong(Update::order)
              .thenComparingLong(Update::line));
    }
    return inFile;
  }

  private static void tellTwoHoursApart(List<Update> inOrder, ZoneRules rules) {
    for (int i = 1; i < inOrder.size(); i++) {
      ZoneOffsetTransition setBack = rules.getTransition(inOrder.get(i).at());
      LocalDateTime before = inOrder.get(i - 1).at();
      if (setBack != null
          && setBack.isOverlap()
          && setBack.equals(rules.getTransition(before))
          && inOrder.get(i).at().isBefore(before)) {
        tellTwoHoursApart(inOrder, i, setBack, rules);
      }
    }
  }

  private static void tellTwoHoursApart(
      List<Update> inOrder, int second, ZoneOffsetTransition setBack, ZoneRules rules) {
    for (int i = 0; i < inOrder.size(); i++) {
      Update update = inOrder.get(i);
      if (update.offset().isEmpty() && setBack.equals(rules.getTransition(update.at()))) {
        inOrder.set(
            i, update.offset(i < second ? setBack.getOffsetBefore() : setBack.getOffsetAfter()));
      }
    }
  }

  private static void dateBack(List<Update> inOrder, ZoneId zone, Oddities oddities) {
    for (int i = inOrder.size() - 2; i >= 0; i--) {
      Update next = inOrder.get(i + 1);
      if (inOrder.get(i).instant(zone).isAfter(next.instant(zone))) {
        inOrder.set(i, inOrder.get(i).datedAs(next));
        oddities.datedBack();
      }
    }
  }
}
