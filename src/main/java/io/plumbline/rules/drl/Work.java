package io.plumbline.rules.drl;

import com.google.re2j.Pattern;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the rules of a pack may spend on one judgement. It is counted, in facts looked at beside
 * others and in conclusions, and never timed: so what a rule concludes depends on the facts alone,
 * whatever else the machine does. Compiled rules call it, and nobody else.
 */
public final class Work {

  /** Enough for any join of the few facts that most services have. */
  private static final long BASE = 10_000;

  /** A rule joins facts by equal fields, so that its work grows with their number. */
  private static final long PER_FACT = 100;

  private final long limit;
  private final long[] spent;
  private final Map<String, Pattern> expressions;

  /**
   * The work of one judgement.
   *
   * @param rules number of rules
   * @param facts number of facts
   * @param expressions expressions used before; new ones are added
   */
  Work(int rules, int facts, Map<String, Pattern> expressions) {
    this.limit = BASE + PER_FACT * facts;
    this.spent = new long[rules];
    this.expressions = expressions;
  }

  /** A place for expressions that several judgements share. */
  static Map<String, Pattern> expressions() {
    return new ConcurrentHashMap<>();
  }

  /**
   * A rule looks at a fact beside an earlier one.
   *
   * @param rule number of the rule
   * @param earlier a variable of the earlier fact; naming it makes Drools ask for each pair
   * @return true
   * @throws WorkExceededException if the rule has spent what it may
   */
  public boolean step(int rule, Object earlier) {
    spend(rule);
    return true;
  }

  void spend(int rule) {
    spent[rule]++;
    if (spent[rule] > limit) {
      throw new WorkExceededException(rule, limit);
    }
  }

  /** Whether a whole text matches an RE2 expression, in time linear in the text. */
  public boolean matches(String text, String expression) {
    return expressions.computeIfAbsent(expression, Pattern::compile).matches(text);
  }

  /** A rule combines more facts than it may. */
  static final class WorkExceededException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int rule;

    WorkExceededException(int rule, long limit) {
      super("it combined facts more than " + limit + " times");
      this.rule = rule;
    }

    int rule() {
      return rule;
    }
  }
}
