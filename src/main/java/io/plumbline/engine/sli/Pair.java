package io.plumbline.engine.sli;

/** The window pairs of the SRE workbook: long, then short. */
enum Pair {
  HOUR(Window.HOUR_1, Window.MINUTES_5),
  SIX_HOURS(Window.HOURS_6, Window.MINUTES_30),
  DAY(Window.DAY_1, Window.HOURS_2),
  THREE_DAYS(Window.DAYS_3, Window.HOURS_6);

  private final Window longer;
  private final Window shorter;

  Pair(Window longer, Window shorter) {
    this.longer = longer;
    this.shorter = shorter;
  }

  Window longer() {
    return longer;
  }

  Window shorter() {
    return shorter;
  }

  /** The name in rules. */
  String label() {
    return longer.label() + "/" + shorter.label();
  }
}
