package io.plumbline.engine.sli;

import java.util.ArrayList;
import java.util.List;

/**
 * Notes what one objective or resource takes until it is judged. What several targets delivered for
 * one instant is noted as one, where that comes to the same.
 */
public final class TakenLog {

  private static final double MAX_EXACT = 0x1p52;

  private final List<Scrape.State> scrapes = new ArrayList<>();
  private final List<Taken.Sample> samples = new ArrayList<>();
  private boolean open;
  private long time;
  private long from;
  private double total;
  private double events;

  /** Notes a scrape. */
  public void add(Scrape scrape) {
    boolean plain =
        scrape.arrived()
            && isWhole(scrape.total())
            && isWhole(scrape.events())
            && scrape.events() <= scrape.total();
    if (!plain) {
      putAway();
      scrapes.add(scrape.state());
    } else if (open && time == scrape.time()) {
      from = Math.min(from, scrape.from());
      total += scrape.total();
      events += scrape.events();
    } else {
      putAway();
      open = true;
      time = scrape.time();
      from = scrape.from();
      total = scrape.total();
      events = scrape.events();
    }
  }

  // Fractions would be rounded otherwise when added together before.
  private static boolean isWhole(double amount) {
    return amount == Math.rint(amount) && amount < MAX_EXACT;
  }

  /** Notes a measured value. */
  public void add(int series, long at, double value) {
    samples.add(new Taken.Sample(series, at, value));
  }

  private void putAway() {
    if (open) {
      scrapes.add(new Scrape.State(time, Scrape.UNSEEN, from, true, total, events));
      open = false;
    }
  }

  /** Whether nothing was noted since the last call of {@link #take}. */
  public boolean isEmpty() {
    return !open && scrapes.isEmpty() && samples.isEmpty();
  }

  /** What was noted since the last call. */
  public Taken take() {
    putAway();
    Taken taken = new Taken(scrapes, samples);
    scrapes.clear();
    samples.clear();
    return taken;
  }
}
