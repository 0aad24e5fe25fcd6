package io.plumbline.store;

/**
 * A step from one format of the store to the next. It may be interrupted at any moment and is then
 * run again from its beginning, so what it writes must come out the same the second time.
 */
interface Upgrade {

  /** What changes, for people. */
  String what();

  /**
   * Changes the rows.
   *
   * @return the last changes, kept together with the new number of the format
   */
  Batch run(Store store);
}
