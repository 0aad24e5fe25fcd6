package io.plumbline.console;

import io.plumbline.fact.Kind;
import io.plumbline.finding.ServiceState;

/** How something stands, as it is shown: a shape, a word and, last, a colour. */
public enum Tone {
  BREACH("breach", "Breach"),
  AT_RISK("risk", "At risk"),
  UNKNOWN("unknown", "Unknown"),
  FINE("fine", "Fine"),
  HELD("held", "On hold"),
  IMPROVE("improve", "Improve"),
  ENDED("ended", "Ended");

  /** Class of the style sheet. */
  public final String css;

  /** The word for people. */
  public final String word;

  Tone(String css, String word) {
    this.css = css;
    this.word = word;
  }

  static Tone of(ServiceState state) {
    return switch (state) {
      case BREACH -> BREACH;
      case AT_RISK -> AT_RISK;
      case UNKNOWN -> UNKNOWN;
      case FINE -> FINE;
    };
  }

  static Tone of(Kind kind) {
    return switch (kind) {
      case BREACH -> BREACH;
      case AT_RISK -> AT_RISK;
      case IMPROVEMENT -> IMPROVE;
    };
  }
}
