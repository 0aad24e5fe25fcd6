package io.plumbline.app.publishing;

import io.plumbline.rules.Problem;
import java.util.List;

/** What somebody asked for is not done. */
final class RefusedActException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Why why;
  private final transient List<Problem> problems;

  private RefusedActException(Why why, String detail, List<Problem> problems) {
    super(detail);
    this.why = why;
    this.problems = List.copyOf(problems);
  }

  /** Why it is not done. */
  enum Why {
    /** It is not said well. */
    WRONG,
    /** Others may do it. */
    FORBIDDEN,
    /** There is no such thing. */
    ABSENT,
    /** It does not go with how things stand. */
    CONFLICT,
    /** The text cannot judge. */
    UNSOUND
  }

  static RefusedActException wrong(String detail) {
    return new RefusedActException(Why.WRONG, detail, List.of());
  }

  static RefusedActException forbidden(String detail) {
    return new RefusedActException(Why.FORBIDDEN, detail, List.of());
  }

  static RefusedActException absent(String detail) {
    return new RefusedActException(Why.ABSENT, detail, List.of());
  }

  static RefusedActException conflict(String detail) {
    return new RefusedActException(Why.CONFLICT, detail, List.of());
  }

  static RefusedActException unsound(List<Problem> problems) {
    return new RefusedActException(
        Why.UNSOUND, "the text cannot judge; mend what problems names", problems);
  }

  Why why() {
    return why;
  }

  List<Problem> problems() {
    return problems;
  }
}
