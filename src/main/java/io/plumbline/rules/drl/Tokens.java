package io.plumbline.rules.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the text of a constraint apart, such as {@code budgetSpentPercent > 2}. */
final class Tokens {

  private static final String GAP = "(?:\\s|//[^\n]*|/\\*.*?\\*/)*+";

  private static final Pattern TOKEN =
      Pattern.compile(
          GAP
              + "(?:"
              + "(?<path>[$A-Za-z_][\\w$]*(?:\\.[A-Za-z_]\\w*)*)"
              + "|(?<text>\"(?:[^\"\\\\\n]|\\\\[\"\\\\])*+\"|'[^'\"\\\\\n]*')"
              + "|(?<number>\\d[\\d_]*(?:\\.\\d+)?[dDlL]?)"
              + "|(?<sign>==|!=|<=|>=|&&|\\|\\||[-<>()!,:+*/])"
              + ")"
              + GAP,
          Pattern.DOTALL);

  private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z0-9_]{1,60}");

  private Tokens() {}

  /** What a token is. */
  enum Type {
    PATH,
    TEXT,
    NUMBER,
    SIGN,
    /** Nothing that belongs into a constraint; it ends the list. */
    STRANGE
  }

  /**
   * A piece of a constraint.
   *
   * @param type what it is
   * @param text its text; what is within the quotes if it is one
   * @param lines line breaks before it
   */
  record Token(Type type, String text, int lines) {
    boolean is(String sign) {
      return type == Type.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
      return type == Type.PATH && text.equals(word);
    }

    /** The token as the compiler gets it. */
    String drl() {
      return type == Type.TEXT
          ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
          : text;
    }
  }

  /** The tokens of a constraint, in order. */
  static List<Token> of(String constraint) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(constraint);
    int at = 0;
    while (at < constraint.length()) {
      if (!matcher.region(at, constraint.length()).lookingAt()) {
        tokens.add(token(Type.STRANGE, constraint, at, constraint.substring(at).strip()));
        return tokens;
      }
      tokens.add(matched(matcher, constraint));
      at = matcher.end();
    }
    return tokens;
  }

  /** The variable with which a path such as {@code $b.objective} begins. */
  static String variable(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  /** Whether a rule may call a variable so. */
  static boolean isVariable(String name) {
    return VARIABLE.matcher(name).matches();
  }

  private static Token matched(Matcher matcher, String constraint) {
    if (matcher.group("path") != null) {
      return token(Type.PATH, constraint, matcher.start("path"), matcher.group("path"));
    }
    if (matcher.group("text") != null) {
      String quoted = matcher.group("text");
      String inner = quoted.substring(1, quoted.length() - 1);
      return token(Type.TEXT, constraint, matcher.start("text"), inner.replaceAll("\\\\(.)", "$1"));
    }
    if (matcher.group("number") != null) {
      return token(Type.NUMBER, constraint, matcher.start("number"), matcher.group("number"));
    }
    return token(Type.SIGN, constraint, matcher.start("sign"), matcher.group("sign"));
  }

  private static Token token(Type type, String constraint, int at, String text) {
    return new Token(
        type, text, (int) constraint.substring(0, at).chars().filter(c -> c == '\n').count());
  }
}
