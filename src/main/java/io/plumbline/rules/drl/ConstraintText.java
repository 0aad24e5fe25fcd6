package io.plumbline.rules.drl;

import io.plumbline.rules.drl.Tokens.Token;
import java.util.ArrayList;
import java.util.List;

/** Writes a constraint anew from its tokens, for the compiler. */
final class ConstraintText {

  private ConstraintText() {}

  /**
   * The text of a constraint that was found in order. Java's own expressions can take for ever, so
   * {@code matches} becomes a call of {@link Work#matches}.
   */
  static String of(List<Token> tokens) {
    List<String> parts = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      if (!tokens.get(i).isWord("matches") || i + 1 == tokens.size()) {
        parts.add(tokens.get(i).drl());
        i++;
        continue;
      }
      boolean not = !parts.isEmpty() && parts.get(parts.size() - 1).equals("not");
      if (not) {
        parts.remove(parts.size() - 1);
      }
      String field = parts.isEmpty() ? "" : parts.remove(parts.size() - 1);
      String expression = tokens.get(i + 1).drl();
      parts.add("%swork.matches( %s, %s )".formatted(not ? "!" : "", field, expression));
      i += 2;
    }
    return String.join(" ", parts);
  }
}
