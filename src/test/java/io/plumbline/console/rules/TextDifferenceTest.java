package io.plumbline.console.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two texts line by line. */
class TextDifferenceTest {

  @Test
  void aChangedLineIsGoneAndAdded() {
    assertThat(TextDifference.of("a\nb\nc", "a\nB\nc\nd"))
        .containsExactly(
            new TextDifference("kept", "a"),
            new TextDifference("gone", "b"),
            new TextDifference("added", "B"),
            new TextDifference("kept", "c"),
            new TextDifference("added", "d"));
  }

  /** Without what was added it is the older text, without what is gone the newer. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothTextsAreInIt(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String older = text(random);
      String newer = text(random);
      List<TextDifference> lines = TextDifference.of(older, newer);
      assertThat(without(lines, "added")).isEqualTo(older.lines().toList());
      assertThat(without(lines, "gone")).isEqualTo(newer.lines().toList());
      if (older.equals(newer)) {
        assertThat(lines).allMatch(line -> line.mark().equals("kept"));
      }
    }
  }

  private static List<String> without(List<TextDifference> lines, String mark) {
    return lines.stream()
        .filter(line -> !line.mark().equals(mark))
        .map(TextDifference::line)
        .toList();
  }

  private static String text(Random random) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(i -> "line " + random.nextInt(4))
        .collect(Collectors.joining("\n"));
  }
}
