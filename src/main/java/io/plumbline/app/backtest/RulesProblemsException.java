package io.plumbline.app.backtest;

import java.util.List;

/** Rules, a span or files that cannot be used; each problem says where and what to do. */
public final class RulesProblemsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** What is wrong, one line each. */
  public RulesProblemsException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, one line each. */
  public List<String> problems() {
    return problems;
  }
}
