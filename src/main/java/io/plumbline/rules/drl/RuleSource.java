package io.plumbline.rules.drl;

import io.plumbline.fact.RuleInfo;
import io.plumbline.rules.Demand;
import java.util.List;
import java.util.Optional;

/**
 * A rule that has passed every check but the compiler's, taken apart and written anew: neither its
 * name, nor its texts, nor anything else that was not looked at reaches the compiler.
 *
 * @param info what is known of it beside its condition
 * @param condition its condition, written anew; {@link #NUMBER} stands for the rule's number
 * @param looks how it looks at facts, {@code not} and {@code exists} left out
 * @param demand what the first fact of its condition must be like; empty when nothing is known of
 *     that, and it may always conclude something
 * @param conclusions what it tells the judge
 */
public record RuleSource(
    RuleInfo info,
    String condition,
    List<Look> looks,
    Optional<Demand> demand,
    List<Conclusion> conclusions) {

  /** Stands for the rule's number in a condition; no rule file may hold it. */
  static final String NUMBER = "\u0001";

  /** Copies the lists. */
  public RuleSource {
    looks = List.copyOf(looks);
    conclusions = List.copyOf(conclusions);
  }

  /**
   * One call of the judge.
   *
   * @param verdict {@code breach}, {@code atRisk} or {@code improve}
   * @param variable the fact told
   * @param text the text told, fields not filled in
   */
  public record Conclusion(String verdict, String variable, String text) {}

  /** The same rule, as written at another place. */
  public RuleSource at(String file, int line) {
    return new RuleSource(info.at(file, line), condition, looks, demand, conclusions);
  }

  /** The name under which the compiler knows the rule of a number. */
  static String name(int number) {
    return "r" + number;
  }

  /** The number of the rule that the compiler knows under a name. */
  static int number(String name) {
    return Integer.parseInt(name.substring(1));
  }

  /** The rule as the compiler gets it; of a text it gets the place in the list. */
  String drl(int number) {
    StringBuilder drl = new StringBuilder("rule \"" + name(number) + "\"\nwhen\n");
    drl.append(condition.replace(NUMBER, String.valueOf(number))).append("then\n");
    for (int i = 0; i < conclusions.size(); i++) {
      Conclusion told = conclusions.get(i);
      drl.append("judge.%s( %s, \"%d\" );\n".formatted(told.verdict(), told.variable(), i));
    }
    return drl.append("end\n").toString();
  }
}
