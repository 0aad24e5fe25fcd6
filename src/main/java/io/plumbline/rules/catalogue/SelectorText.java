package io.plumbline.rules.catalogue;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Selector.Matcher;
import io.plumbline.catalogue.Selector.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads series selectors: a metric name and, in braces, conditions on labels, as in Prometheus
 * (Prometheus documentation, "Querying basics", time series selectors).
 */
public final class SelectorText {

  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQUAL,
          "!=", Operator.NOT_EQUAL,
          "=~", Operator.MATCHES,
          "!~", Operator.NOT_MATCHES);

  private final String text;
  private int at;

  private static final int LONGEST_EXPRESSION = 1_000;

  private SelectorText(String text) {
    this.text = text;
  }

  /**
   * Reads a selector.
   *
   * @throws WrongSelectorException telling what is wrong and what to write instead
   */
  public static Selector parse(String text) throws WrongSelectorException {
    return new SelectorText(text).selector();
  }

  private Selector selector() throws WrongSelectorException {
    String metric = word(METRIC);
    if (metric.isEmpty()) {
      throw wrong("begins with no metric name", "write the metric's name before the brace");
    }
    List<Matcher> matchers = new ArrayList<>();
    if (next('{')) {
      while (!next('}')) {
        matchers.add(matcher());
        if (!next(',') && !peek('}')) {
          throw wrong("has neither , nor } after a condition", "write name{label=\"value\"}");
        }
      }
    }
    skipSpace();
    if (at < text.length()) {
      throw wrong(
          "goes on after its end with " + text.substring(at),
          "write a metric name and label conditions only; rates and sums are taken by the daemon");
    }
    return new Selector(text, metric, matchers);
  }

  private Matcher matcher() throws WrongSelectorException {
    String label = word(LABEL);
    if (label.isEmpty()) {
      throw wrong("has a condition without a label name", "write label=\"value\"");
    }
    Operator operator = operator(label);
    String value = quoted(label);
    if (operator == Operator.MATCHES || operator == Operator.NOT_MATCHES) {
      if (value.contains("){") || value.length() > LONGEST_EXPRESSION) {
        // RE2 writes a counted group out; nested, a few letters would take all memory.
        throw wrong(
            "counts a group or is too long for " + label,
            "write an RE2 expression of " + LONGEST_EXPRESSION + " letters at most, without ){…}");
      }
      try {
        Pattern.compile(value);
      } catch (PatternSyntaxException e) {
        throw wrong(
            "has a wrong expression for " + label + ": " + e.getDescription(),
            "write an RE2 expression such as \"5..\"");
      }
    }
    return new Matcher(label, operator, value);
  }

  private Operator operator(String label) throws WrongSelectorException {
    skipSpace();
    for (String sign : List.of("=~", "!~", "!=", "=")) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        return OPERATORS.get(sign);
      }
    }
    throw wrong("has no comparison after " + label, "write one of = != =~ !~");
  }

  private String quoted(String label) throws WrongSelectorException {
    skipSpace();
    char quote = at < text.length() ? text.charAt(at) : ' ';
    if (quote != '"' && quote != '\'') {
      throw wrong("has no quoted value for " + label, "write " + label + "=\"value\"");
    }
    StringBuilder value = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        at = i + 1;
        return value.toString();
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        value.append(escaped(text.charAt(i)));
      } else {
        value.append(c);
      }
    }
    throw wrong("has no closing quote for " + label, "close it with " + quote);
  }

  private String escaped(char c) throws WrongSelectorException {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case '\\', '"', '\'' -> String.valueOf(c);
      default -> throw wrong("has the unknown escape \\" + c, "write \\\\" + c);
    };
  }

  private String word(Pattern form) {
    skipSpace();
    com.google.re2j.Matcher matcher = form.matcher(text);
    if (matcher.find(at) && matcher.start() == at) {
      at = matcher.end();
      return matcher.group();
    }
    return "";
  }

  private boolean next(char c) {
    boolean there = peek(c);
    if (there) {
      at++;
    }
    return there;
  }

  private boolean peek(char c) {
    skipSpace();
    return at < text.length() && text.charAt(at) == c;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private WrongSelectorException wrong(String what, String instead) {
    return new WrongSelectorException("selector " + text + " " + what, instead);
  }

  /** A selector that cannot be read. */
  public static final class WrongSelectorException extends Exception {
    private final String instead;

    WrongSelectorException(String message, String instead) {
      super(message);
      this.instead = instead;
    }

    /** What to write instead. */
    public String instead() {
      return instead;
    }
  }
}
