package io.plumbline.engine.sli;

import com.google.re2j.Pattern;
import io.plumbline.catalogue.Selector;
import io.plumbline.signal.Labels;
import java.util.List;
import java.util.function.Predicate;

/** Decides whether a selector selects a series. Expressions are RE2: linear in their input. */
public final class SelectorMatch implements Predicate<Labels> {

  private final Selector selector;
  private final String metric;
  private final List<Predicate<Labels>> conditions;

  /** Prepares the selector's expressions. */
  public SelectorMatch(Selector selector) {
    this.selector = selector;
    this.metric = selector.metric();
    this.conditions = selector.matchers().stream().map(SelectorMatch::condition).toList();
  }

  /** What it matches. */
  public Selector selector() {
    return selector;
  }

  private static Predicate<Labels> condition(Selector.Matcher matcher) {
    String label = matcher.label();
    String value = matcher.value();
    return switch (matcher.operator()) {
      case EQUAL -> labels -> labels.get(label).equals(value);
      case NOT_EQUAL -> labels -> !labels.get(label).equals(value);
      case MATCHES -> {
        Pattern pattern = Pattern.compile(value);
        yield labels -> pattern.matches(labels.get(label));
      }
      case NOT_MATCHES -> {
        Pattern pattern = Pattern.compile(value);
        yield labels -> !pattern.matches(labels.get(label));
      }
    };
  }

  @Override
  public boolean test(Labels labels) {
    return labels.metric().equals(metric) && conditions.stream().allMatch(c -> c.test(labels));
  }
}
