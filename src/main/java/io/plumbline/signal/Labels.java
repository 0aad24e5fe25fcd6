package io.plumbline.signal;

import java.util.List;

/**
 * The labels of a series in canonical form: sorted by name, no name twice, no empty value.
 *
 * @param pairs the labels, {@code __name__} among them
 */
public record Labels(List<Label> pairs) {

  /** The label that holds the metric's name. */
  public static final String METRIC_NAME = "__name__";

  /** Copies the pairs. */
  public Labels {
    pairs = List.copyOf(pairs);
  }

  /** The canonical form of labels in any order. Names must be unique; empty values are dropped. */
  public static Labels of(List<Label> pairs) {
    return new Labels(pairs.stream().filter(p -> !p.value().isEmpty()).sorted().toList());
  }

  /** The value of a label, empty when the series lacks it. */
  public String get(String name) {
    for (Label pair : pairs) {
      if (pair.name().equals(name)) {
        return pair.value();
      }
    }
    return "";
  }

  /** The metric's name. */
  public String metric() {
    return get(METRIC_NAME);
  }

  /**
   * One label.
   *
   * @param name label name
   * @param value label value
   */
  public record Label(String name, String value) implements Comparable<Label> {
    @Override
    public int compareTo(Label other) {
      return name.compareTo(other.name);
    }
  }
}
