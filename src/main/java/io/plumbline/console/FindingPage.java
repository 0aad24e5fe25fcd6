package io.plumbline.console;

import io.plumbline.finding.Finding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/**
 * One finding with why it was concluded.
 *
 * @param row what lists show of it
 * @param finding all that is kept of it
 * @param state whether it stands, in words
 * @param start since when, in words
 * @param detected when it was told, in words
 * @param ended when it ended, in words; empty while it stands
 * @param runbook link to help, empty when there is none that a browser may open
 * @param facts what the rule saw, by field
 */
public record FindingPage(
    FindingRow row,
    Finding finding,
    String state,
    String start,
    String detected,
    String ended,
    String runbook,
    Map<String, String> facts) {

  static FindingPage of(Finding f, String serviceName, Times times) {
    Map<String, String> facts = new TreeMap<>();
    f.facts().forEach((field, value) -> facts.put(field, figure(value)));
    return new FindingPage(
        FindingRow.of(f, serviceName, times),
        f,
        switch (f.state()) {
          case OPEN -> "stands";
          case CLEARED -> "cleared";
          case WITHDRAWN -> "withdrawn";
        },
        Times.full(f.start()),
        Times.full(f.detected()),
        f.ended().map(Times::full).orElse(""),
        f.runbook().startsWith("https://") || f.runbook().startsWith("http://") ? f.runbook() : "",
        facts);
  }

  private static String figure(Object value) {
    if (value instanceof Double number && Double.isFinite(number)) {
      BigDecimal rounded = BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_UP);
      return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
    return String.valueOf(value);
  }
}
