package io.plumbline.engine.sli;

/** Counts what the targets of an objective deliver. */
public interface CountTaker {

  /**
   * Takes what one target counted up to an instant.
   *
   * @param scrape what it counted; valid during the call only
   */
  void take(Scrape scrape);
}
