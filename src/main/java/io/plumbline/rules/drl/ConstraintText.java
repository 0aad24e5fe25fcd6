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
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).isWord("matches") || i + 1 == tokens.size()) {
        parts.add(tokens.get(i).drl());
        continue;
      }
      boolean not = !parts.isEmpty() && parts.get(parts.size() - 1).equals("not");
      if (not) {
        parts.remove(parts.size() - 1);
      }
      String field = parts.isEmpty() ? "" : parts.remove(parts.size() - 1);
      i++;
      parts.add("%swork.matches( %s, %s )".formatted(not ? "!" : "", field, tokens.get(i).drl()));
    }
    return String.join(" ", parts);
  }
}
