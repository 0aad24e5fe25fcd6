package io.plumbline.store;

/**
 * From format 4 to 5: drafts, approvals and reviews of rules are entries of a kind that an older
 * version cannot read, and activations say how they came about. What is there stays as it is.
 */
final class ActsKept implements Upgrade {

  @Override
  public String what() {
    return "drafts, approvals and reviews of rules are kept";
  }

  @Override
  public Batch run(Store store) {
    return new Batch();
  }
}
