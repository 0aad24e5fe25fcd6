package io.plumbline.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Lines that wait to be written, at most so many: the oldest give way. For any thread. */
final class LineBuffer {

  private final int capacity;
  private final Deque<String> lines = new ArrayDeque<>();
  private long removed;

  LineBuffer(int capacity) {
    this.capacity = capacity;
  }

  /** Adds lines and returns how many old ones had to give way. */
  synchronized int add(Collection<String> more) {
    lines.addAll(more);
    int dropped = Math.max(0, lines.size() - capacity);
    drop(dropped);
    return dropped;
  }

  /** The oldest lines, which stay until {@link #done}. */
  synchronized Group oldest(int limit) {
    List<String> oldest = new ArrayList<>(Math.min(limit, lines.size()));
    for (String line : lines) {
      if (oldest.size() == limit) {
        break;
      }
      oldest.add(line);
    }
    return new Group(oldest, removed + oldest.size());
  }

  /** A group is settled: those of its lines that did not give way meanwhile go. */
  synchronized void done(Group group) {
    drop((int) Math.max(0, group.end() - removed));
  }

  private void drop(int count) {
    for (int i = 0; i < count; i++) {
      lines.removeFirst();
    }
    removed += count;
  }

  synchronized int size() {
    return lines.size();
  }

  /**
   * Lines to be written together.
   *
   * @param lines the lines, oldest first
   * @param end how many lines will ever have left the buffer when these have
   */
  record Group(List<String> lines, long end) {}
}
