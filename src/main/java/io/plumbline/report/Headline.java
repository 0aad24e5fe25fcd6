package io.plumbline.report;

import java.util.ArrayList;
import java.util.List;

/** Says in one sentence how all services stand, the worst first. */
final class Headline {

  private static final String[] WORDS = {
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve"
  };

  private Headline() {}

  static String of(Counts counts) {
    if (counts.total() == 0) {
      return "No service has promised anything yet.";
    }
    if (counts.fine() == counts.total()) {
      return allFine(counts.fine());
    }
    List<String> parts = new ArrayList<>();
    int breach = counts.breach();
    if (breach > 0) {
      parts.add(services(breach) + (breach == 1 ? " breaks its promise" : " break their promises"));
    }
    add(parts, counts.atRisk(), "at risk");
    add(parts, counts.unknown(), "unknown");
    return capital(String.join(", ", parts)) + ".";
  }

  private static String allFine(int n) {
    return switch (n) {
      case 1 -> "The one service keeps its promises.";
      case 2 -> "Both services keep their promises.";
      default -> "All " + number(n) + " services keep their promises.";
    };
  }

  private static void add(List<String> parts, int n, String how) {
    if (n > 0) {
      String who = parts.isEmpty() ? services(n) : number(n);
      parts.add(who + (n == 1 ? " is " : " are ") + how);
    }
  }

  private static String services(int n) {
    return number(n) + (n == 1 ? " service" : " services");
  }

  private static String number(int n) {
    return n < WORDS.length ? WORDS[n] : Integer.toString(n);
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
