package io.plumbline.store;

/**
 * From format 1 to 2: the engine keeps its state in another form, which is counted anew from the
 * journal. What was told stays told, as the place up to which findings were committed is kept.
 */
final class StateFromJournal implements Upgrade {

  private static final int ROWS = 1_000;

  @Override
  public String what() {
    return "the state of the engine is counted anew from the journal";
  }

  @Override
  public Batch run(Store store) {
    Batch last = new Batch();
    last.delete(Family.META, Keys.of("checkpoint"));
    // The checkpoint goes first: state that lacks a part must never be taken for whole.
    store.write(last, true);
    Batch[] batch = {new Batch()};
    store.scan(
        Family.STATE,
        new byte[0],
        (key, value) -> {
          batch[0].delete(Family.STATE, key);
          if (batch[0].changes().size() == ROWS) {
            store.write(batch[0], false);
            batch[0] = new Batch();
          }
          return true;
        });
    return batch[0];
  }
}
