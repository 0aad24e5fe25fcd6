package io.plumbline.app;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.ingest.SeriesIndex;

/**
 * Has ingest keep what a catalogue looks at, from the very place of its activation in the journal.
 * Belongs to the journal's thread once that runs.
 */
final class SelectionSwitch {

  private final SeriesIndex index;
  private Catalogue before;
  private Catalogue now;

  /**
   * A switch for an index that follows a catalogue already.
   *
   * @param now that catalogue
   */
  SelectionSwitch(SeriesIndex index, Catalogue now) {
    this.index = index;
    this.before = now;
    this.now = now;
  }

  /** This catalogue is on its way into the journal; whatever is read after it is read for it. */
  void turn(Catalogue next) {
    before = now;
    now = next;
    index.select(new CatalogueSelection(next));
  }

  /** The last one did not get there. */
  void back() {
    turn(before);
  }
}
