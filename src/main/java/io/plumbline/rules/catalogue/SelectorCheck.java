package io.plumbline.rules.catalogue;

import com.google.re2j.Pattern;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Selector.Matcher;
import io.plumbline.catalogue.Selector.Operator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds selectors that can be read but cannot be meant. */
final class SelectorCheck {

  private static final Set<String> ANYTHING = Set.of(".*", "(.*)", "^.*$", ".*.*");

  private SelectorCheck() {}

  /** Notes what one selector cannot mean. */
  static void one(Fields fields, Selector selector) {
    for (Matcher matcher : selector.matchers()) {
      boolean expression =
          matcher.operator() == Operator.MATCHES || matcher.operator() == Operator.NOT_MATCHES;
      if (expression && ANYTHING.contains(matcher.value())) {
        boolean all = matcher.operator() == Operator.MATCHES;
        fields.wrong(
            "selector",
            "every " + matcher.label() + " matches " + Fields.quoted(matcher.value()),
            all
                ? "leave the condition out, or write \".+\" for series that have the label"
                : "nothing is left to select; write what is not meant");
      }
    }
    for (Matcher one : selector.matchers()) {
      if (one.operator() == Operator.EQUAL) {
        selector.matchers().stream()
            .filter(other -> other.label().equals(one.label()) && !admits(other, one.value()))
            .findFirst()
            .ifPresent(
                other ->
                    fields.wrong(
                        "selector",
                        "no series has " + text(one) + " and " + text(other),
                        "keep one of the two, or write " + one.label() + "=~\"a|b\" for either"));
        return;
      }
    }
  }

  /** Notes where good or bad events are no part of all events. */
  static void pair(Fields ratio, String name, Selector events, Selector total) {
    if (events.metric().isEmpty() || !events.metric().equals(total.metric())) {
      return;
    }
    if (Set.copyOf(events.matchers()).equals(Set.copyOf(total.matchers()))) {
      ratio.wrong(
          name,
          name + " and total select the same series",
          "add to " + name + " the condition that tells its events apart, such as code=~\"5..\"");
      return;
    }
    for (Matcher all : total.matchers()) {
      List<Matcher> same =
          events.matchers().stream().filter(m -> m.label().equals(all.label())).toList();
      Optional<Matcher> equal =
          same.stream().filter(m -> m.operator() == Operator.EQUAL).findFirst();
      if ((same.isEmpty() && !admits(all, ""))
          || equal.filter(m -> !admits(all, m.value())).isPresent()) {
        ratio.wrong(
            name,
            name + " selects series that total does not: total wants " + text(all),
            "write " + text(all) + " in " + name + " too, or leave it out of total");
        return;
      }
    }
  }

  private static boolean admits(Matcher matcher, String value) {
    return switch (matcher.operator()) {
      case EQUAL -> matcher.value().equals(value);
      case NOT_EQUAL -> !matcher.value().equals(value);
      case MATCHES -> Pattern.matches(matcher.value(), value);
      case NOT_MATCHES -> !Pattern.matches(matcher.value(), value);
    };
  }

  private static String text(Matcher matcher) {
    String sign =
        switch (matcher.operator()) {
          case EQUAL -> "=";
          case NOT_EQUAL -> "!=";
          case MATCHES -> "=~";
          case NOT_MATCHES -> "!~";
        };
    return matcher.label() + sign + Fields.quoted(matcher.value());
  }
}
