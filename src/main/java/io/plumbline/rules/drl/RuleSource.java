package io.plumbline.rules.drl;

import io.plumbline.fact.RuleInfo;
import java.util.List;

/**
 * A rule that has passed every check but the compiler's, taken apart: only what was looked at
 * reaches the compiler.
 *
 * @param info what is known of it beside its condition
 * @param condition text of its condition
 * @param conclusions what it tells the judge
 */
public record RuleSource(RuleInfo info, String condition, List<Conclusion> conclusions) {

  /** Copies the conclusions. */
  public RuleSource {
    conclusions = List.copyOf(conclusions);
  }

  /**
   * One call of the judge.
   *
   * @param verdict {@code breach}, {@code atRisk} or {@code improve}
   * @param variable the fact told
   * @param text the text told, fields not filled in
   */
  public record Conclusion(String verdict, String variable, String text) {

    private String drl() {
      return "judge." + verdict + "( " + variable + ", \"" + escaped() + "\" );\n";
    }

    private String escaped() {
      return text.replace("\\", "\\\\")
          .replace("\"", "\\\"")
          .replace("\n", "\\n")
          .replace("\r", "\\r");
    }
  }

  /** The rule as the compiler gets it. */
  String drl() {
    StringBuilder drl = new StringBuilder("rule \"" + info.name() + "\"\nwhen\n");
    drl.append(condition).append("\nthen\n");
    conclusions.forEach(conclusion -> drl.append(conclusion.drl()));
    return drl.append("end\n").toString();
  }
}
