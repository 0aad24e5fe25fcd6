package io.plumbline.app;

import java.util.List;

/** The configuration or the rules cannot be used; every mistake is listed. */
public final class ConfigurationException extends Exception {

  private final List<String> problems;

  /** All mistakes, each a sentence with its place and remedy. */
  public ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** The mistakes. */
  public List<String> problems() {
    return problems;
  }
}
