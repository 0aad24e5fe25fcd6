package io.plumbline.console.api;

import java.util.OptionalDouble;

/** Figures as JSON has them: unknown is absent. */
final class Figures {

  private Figures() {}

  static Double orNull(OptionalDouble figure) {
    return figure.isPresent() ? figure.getAsDouble() : null;
  }
}
