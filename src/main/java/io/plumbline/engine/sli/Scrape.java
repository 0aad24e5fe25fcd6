package io.plumbline.engine.sli;

/** What one target delivered for one objective at one instant; parts of it may be on their way. */
public final class Scrape {

  /** No tick has seen it yet. */
  public static final long UNSEEN = SeriesBook.NEVER;

  private long time;
  private long since;
  private long from;
  private boolean arrived;
  private double total;
  private double events;
  private int missing;

  Scrape begin(long at, int missingSeries) {
    time = at;
    since = UNSEEN;
    from = at;
    arrived = false;
    total = 0;
    events = 0;
    missing = missingSeries;
    return this;
  }

  void addTotal(double amount, long coveredFrom) {
    arrived = true;
    total += amount;
    from = Math.min(from, coveredFrom);
  }

  void addEvents(double amount) {
    events += amount;
  }

  void miss(int more) {
    missing += more;
  }

  int missing() {
    return missing;
  }

  /** The first tick that saw it; the tick itself when none has. */
  long since(long tick) {
    since = since == UNSEEN ? tick : since;
    return since;
  }

  /** Its instant, milliseconds since the epoch. */
  public long time() {
    return time;
  }

  /**
   * Begin of the span that it covers, up to its instant; the instant itself when it covers none.
   */
  public long from() {
    return from;
  }

  /** Whether a sample of the total is in it. */
  public boolean arrived() {
    return arrived;
  }

  /** What it adds to the total. */
  public double total() {
    return total;
  }

  /** What it adds to the good or bad events. */
  public double events() {
    return events;
  }

  /** A copy of it as it is. */
  public State state() {
    return new State(time, since, from, arrived, total, events);
  }

  static Scrape restore(State kept) {
    Scrape scrape = new Scrape().begin(kept.time(), 0);
    scrape.since = kept.since();
    scrape.from = kept.from();
    scrape.arrived = kept.arrived();
    scrape.total = kept.total();
    scrape.events = kept.events();
    return scrape;
  }

  /**
   * What is kept of one.
   *
   * @param time its instant, milliseconds since the epoch
   * @param since the first tick that saw it, {@link #UNSEEN} when none has
   * @param from begin of the span that it covers
   * @param arrived whether a sample of the total is in it
   * @param total what it adds to the total
   * @param events what it adds to the good or bad events
   */
  public record State(
      long time, long since, long from, boolean arrived, double total, double events) {}
}
