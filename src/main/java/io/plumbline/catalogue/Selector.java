package io.plumbline.catalogue;

import java.util.List;

/**
 * Which series a promise looks at: a metric name and conditions on labels, as in Prometheus.
 *
 * @param text the selector as its author wrote it
 * @param metric the metric name, never empty
 * @param matchers conditions on labels; all must hold
 */
public record Selector(String text, String metric, List<Matcher> matchers) {

  /** Copies the matchers. */
  public Selector {
    matchers = List.copyOf(matchers);
  }

  /** How a label's value is compared; a regular expression matches the whole value. */
  public enum Operator {
    EQUAL,
    NOT_EQUAL,
    MATCHES,
    NOT_MATCHES
  }

  /**
   * One condition on a label; an absent label has the empty value.
   *
   * @param label label name
   * @param operator comparison
   * @param value text or RE2 expression to compare with
   */
  public record Matcher(String label, Operator operator, String value) {}
}
