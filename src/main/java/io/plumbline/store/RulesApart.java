package io.plumbline.store;

/**
 * From format 3 to 4: the engine keeps the rules in force apart from what changes every minute. It
 * still reads them where they were, but an older version would not find them where they are.
 */
final class RulesApart implements Upgrade {

  @Override
  public String what() {
    return "the rules in force are kept apart from what changes every minute";
  }

  @Override
  public Batch run(Store store) {
    return new Batch();
  }
}
