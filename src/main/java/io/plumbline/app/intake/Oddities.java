package io.plumbline.app.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an export has that somebody should know of. */
final class Oddities {

  private static final int NAMED = 10;

  private final List<String> unreadable = new ArrayList<>();
  private final Map<String, Long> unnamedStates = new TreeMap<>();
  private long rows;
  private long notRead;
  private long unknownStates;
  private long earlyRows;
  private long earlyTickets;
  private long countingBack;
  private long datedBack;
  private long withoutPriority;
  private long reopened;
  private long mostReopened;
  private String mostReopenedTicket = "";

  void row() {
    rows++;
  }

  void unreadable(long line, String why) {
    notRead++;
    if (unreadable.size() < NAMED) {
      unreadable.add("line %d: %s".formatted(line, why));
    }
  }

  void unknownState() {
    unknownStates++;
  }

  void unnamedState(String state) {
    unnamedStates.merge(state, 1L, Long::sum);
  }

  /** So many rows of a ticket lie before its opening. */
  void early(int found) {
    earlyRows += found;
    earlyTickets += found > 0 ? 1 : 0;
  }

  /** Whether a ticket's counter only went up. */
  void counted(boolean up) {
    countingBack += up ? 0 : 1;
  }

  /** A row is dated after a row that was made later. */
  void datedBack() {
    datedBack++;
  }

  void noPriority() {
    withoutPriority++;
  }

  /** How often a ticket left its stop states. */
  void reopened(String ticket, int times) {
    reopened += times > 0 ? 1 : 0;
    if (times > mostReopened) {
      mostReopened = times;
      mostReopenedTicket = ticket;
    }
  }

  long rows() {
    return rows;
  }

  /** Rows that are left out. */
  long notRead() {
    return notRead;
  }

  /** What was found, a line each; nothing for what was not. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    say(lines, notRead, "rows cannot be read and are left out");
    unreadable.forEach(line -> lines.add("  " + line));
    if (notRead > unreadable.size()) {
      lines.add("  and %d more".formatted(notRead - unreadable.size()));
    }
    say(
        lines,
        earlyRows,
        "rows lie before their ticket's opening (%d tickets): the last is its state then"
            .formatted(earlyTickets));
    say(lines, countingBack, "tickets whose counter goes down; their times decide");
    say(lines, datedBack, "rows are dated after a later one; they are taken for as old as that");
    say(lines, unknownStates, "rows do not know the state; the one before stays");
    unnamedStates.forEach(
        (state, count) ->
            say(
                lines,
                count,
                "rows in state '%s', which the mapping does not name".formatted(state)));
    say(lines, withoutPriority, "tickets without a priority, for which no target holds");
    say(
        lines,
        reopened,
        "tickets were reopened, %s most often: %d times"
            .formatted(mostReopenedTicket, mostReopened));
    return lines;
  }

  private static void say(List<String> lines, long count, String what) {
    if (count > 0) {
      lines.add("%,d %s".formatted(count, what));
    }
  }
}
