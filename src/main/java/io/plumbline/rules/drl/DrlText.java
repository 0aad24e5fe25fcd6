package io.plumbline.rules.drl;

/**
 * Looks at the letters of a rule file before anything reads it: what would look otherwise to a
 * person than to the parser, and what a parser could choke on.
 */
final class DrlText {

  private static final int LONGEST_FILE = 256 * 1024;
  private static final int DEEPEST = 12;

  private final DrlPage page;
  private final String text;
  private int line = 1;
  private int depth;

  private DrlText(DrlPage page) {
    this.page = page;
    this.text = page.file().text();
  }

  /** Notes what is wrong, the first of it; tells whether the file may be parsed. */
  static boolean check(DrlPage page) {
    int before = page.problems().size();
    new DrlText(page).check();
    return page.problems().size() == before;
  }

  private void check() {
    if (text.length() > LONGEST_FILE) {
      page.problem(
          1,
          "the file has " + text.length() + " characters",
          "split it into files of " + LONGEST_FILE + " at most");
      return;
    }
    int at = 0;
    boolean fine = true;
    while (fine && at < text.length()) {
      int end = tokenEnd(at);
      boolean code = end == at + 1;
      for (int i = at; fine && i < end; i++) {
        fine = letter(i, code);
      }
      at = end;
    }
  }

  /** Where a comment or quoted text that begins here ends; the next character for all else. */
  private int tokenEnd(int at) {
    char c = text.charAt(at);
    if (text.startsWith("//", at)) {
      return end(text.indexOf('\n', at));
    }
    if (text.startsWith("/*", at)) {
      int close = text.indexOf("*/", at + 2);
      return close < 0 ? text.length() : close + 2;
    }
    if (c != '"' && c != '\'') {
      return at + 1;
    }
    for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == c) {
        return i + 1;
      }
    }
    return end(text.indexOf('\n', at));
  }

  private int end(int at) {
    return at < 0 ? text.length() : at;
  }

  private boolean letter(int i, boolean code) {
    char c = text.charAt(i);
    if (c == '\n') {
      line++;
      return true;
    }
    if (text.startsWith("\\u", i)) {
      // Java reads these before it reads quotes, so a text could end where nobody sees it.
      page.problem(line, "\\u escapes are not allowed", "write the character itself");
      return false;
    }
    if (hidden(c) || (Character.isSurrogate(c) && !paired(i))) {
      page.problem(line, "the character " + name(c) + " cannot be seen", "remove it");
      return false;
    }
    if (code && c > '~') {
      page.problem(
          line,
          "the letter " + c + " (" + name(c) + ") stands outside of quotes",
          "type it anew; only plain letters belong there, and some look alike");
      return false;
    }
    return !code || bracket(c);
  }

  private boolean bracket(char c) {
    if (c == '(' || c == '[' || c == '{') {
      depth++;
    } else if (c == ')' || c == ']' || c == '}') {
      depth--;
    }
    if (depth > DEEPEST) {
      page.problem(
          line, "brackets are nested more than " + DEEPEST + " deep", "write a simpler condition");
    }
    return depth <= DEEPEST;
  }

  private static boolean hidden(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\t' && c != '\r';
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private boolean paired(int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static String name(char c) {
    return "U+%04X".formatted((int) c);
  }
}
