package io.plumbline.app.publishing;

import io.plumbline.rules.Problem;
import java.util.List;

/** A text cannot judge. */
public final class UnsoundException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** With every problem. */
  public UnsoundException(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  /** Why, by place. */
  public List<Problem> problems() {
    return problems;
  }
}
