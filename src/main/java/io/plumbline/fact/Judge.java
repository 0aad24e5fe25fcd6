package io.plumbline.fact;

/**
 * Where a rule says what it concludes. In the text {@code {field}} stands for a field of the fact.
 */
public interface Judge {

  /** A promise is broken: objective missed, target time passed, capacity exceeded. */
  void breach(Fact fact, String text);

  /** A promise will be broken unless somebody acts. */
  void atRisk(Fact fact, String text);

  /** Something is worth changing. */
  void improve(Fact fact, String text);
}
