package io.plumbline.store;

/**
 * From format 2 to 3: the history of counts knew nothing of slices of time and of time excluded to
 * the millisecond, so it begins anew.
 */
final class HistoryAnew implements Upgrade {

  @Override
  public String what() {
    return "the history of what ticks counted begins anew";
  }

  @Override
  public Batch run(Store store) {
    Batch last = new Batch();
    last.deleteRange(Family.HISTORY, new byte[] {'t'}, new byte[] {'t' + 1});
    return last;
  }
}
