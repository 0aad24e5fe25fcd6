package io.plumbline.engine.incident;

import java.util.List;

/**
 * One run of a clock, from its start until it stopped, was cancelled, or now.
 *
 * @param number counted from 1
 * @param marks what changed in it, its start first
 * @param end how it ended, or that it has not
 * @param endedAt when it ended, epoch milliseconds; the instant of the evaluation when it has not
 */
record Cycle(int number, List<Mark> marks, End end, long endedAt) {

  Cycle {
    marks = List.copyOf(marks);
  }

  /** When it began, epoch milliseconds. */
  long start() {
    return marks.get(0).at();
  }

  /** What holds at its end. */
  Mark last() {
    return marks.get(marks.size() - 1);
  }

  /** When the priority in force was given, epoch milliseconds; the start when it never changed. */
  long prioritySince() {
    long since = start();
    for (int i = 1; i < marks.size(); i++) {
      if (!marks.get(i).priority().equals(marks.get(i - 1).priority())) {
        since = marks.get(i).at();
      }
    }
    return since;
  }

  /** The same as it stood when a mark was set, open. */
  Cycle before(int mark) {
    return new Cycle(number, marks.subList(0, mark), End.OPEN, marks.get(mark).at());
  }

  /** How a cycle ended. */
  enum End {
    OPEN,
    STOPPED,
    CANCELLED
  }

  /**
   * A change within a cycle.
   *
   * @param at when, epoch milliseconds
   * @param held whether the ticket is on hold from here on
   * @param priority the priority from here on, empty while none was given
   * @param holder the group that has the ticket from here on, empty while nobody was named
   */
  record Mark(long at, boolean held, String priority, String holder) {}
}
