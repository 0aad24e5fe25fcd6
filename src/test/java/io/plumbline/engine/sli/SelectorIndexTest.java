package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Selector.Matcher;
import io.plumbline.catalogue.Selector.Operator;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectorIndexTest {

  private static final List<String> NAMES = List.of("job", "code", "env");
  private static final List<String> VALUES = List.of("", "a", "b", "5..", ".*");

  private final Random random = new Random(5);

  @Test
  void findsWhatTryingEachFinds() {
    List<Selector> selectors = IntStream.range(0, 400).mapToObj(i -> selector()).toList();
    SelectorIndex<Integer> index = new SelectorIndex<>();
    for (int i = 0; i < selectors.size(); i++) {
      index.add(new SelectorMatch(selectors.get(i)), i);
    }
    int found = 0;
    for (int i = 0; i < 2_000; i++) {
      Labels labels = labels();
      List<Integer> expected =
          IntStream.range(0, selectors.size())
              .filter(s -> new SelectorMatch(selectors.get(s)).test(labels))
              .boxed()
              .toList();
      assertThat(index.matching(labels)).as("%s", labels).isEqualTo(expected);
      found += expected.size();
    }
    assertThat(found).isPositive();
  }

  private Selector selector() {
    List<Matcher> matchers = new ArrayList<>();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
        matchers.add(new Matcher(name, operator, VALUES.get(random.nextInt(VALUES.size()))));
      }
    }
    return new Selector("", metric(), matchers);
  }

  private Labels labels() {
    List<Label> labels = new ArrayList<>();
    labels.add(new Label(Labels.METRIC_NAME, metric()));
    for (String name : NAMES) {
      labels.add(new Label(name, random.nextInt(4) == 0 ? "500" : VALUES.get(random.nextInt(3))));
    }
    return Labels.of(labels);
  }

  private String metric() {
    return random.nextBoolean() ? "x" : "y";
  }
}
