package io.plumbline.app.demo;

import java.io.PrintStream;

/** How far a long step has come: a bar that fills in a terminal, quarters in a file. */
final class Progress {

  private static final int BAR = 40;
  private static final int QUARTERS = 4;

  private final PrintStream out;
  private final boolean terminal;
  private final String title;
  private final int steps;
  private int done;
  private int shown;

  /**
   * Begins.
   *
   * @param terminal whether a line can be written over
   * @param title what is done
   * @param steps how many steps there are
   */
  Progress(PrintStream out, boolean terminal, String title, int steps) {
    this.out = out;
    this.terminal = terminal;
    this.title = title;
    this.steps = steps;
    out.print(title);
  }

  /** One step more is done. */
  void step() {
    done++;
    int reached = done * (terminal ? BAR : QUARTERS) / steps;
    if (reached == shown) {
      return;
    }
    shown = reached;
    if (terminal) {
      out.print("\r" + title + " [" + "#".repeat(shown) + ".".repeat(BAR - shown) + "]");
    } else {
      out.print(" " + shown * 100 / QUARTERS + " %");
    }
    out.flush();
  }

  /** All is done. */
  void end(String outcome) {
    out.println(" " + outcome);
  }
}
