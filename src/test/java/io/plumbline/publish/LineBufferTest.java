package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineBufferTest {

  private final LineBuffer buffer = new LineBuffer(3);

  @Test
  void keepsLinesUntilTheyAreDone() {
    buffer.add(List.of("a", "b", "c"));
    LineBuffer.Group group = buffer.oldest(2);

    assertThat(group.lines()).containsExactly("a", "b");
    assertThat(buffer.oldest(2).lines()).containsExactly("a", "b");
    buffer.done(group);
    assertThat(buffer.oldest(2).lines()).containsExactly("c");
  }

  @Test
  void theOldestGiveWayAndAreCounted() {
    assertThat(buffer.add(List.of("a", "b"))).isZero();
    assertThat(buffer.add(List.of("c", "d", "e"))).isEqualTo(2);
    assertThat(buffer.oldest(9).lines()).containsExactly("c", "d", "e");
  }

  @Test
  void doesNotForgetNewLinesForThoseThatGaveWayWhileTheyWereWritten() {
    buffer.add(List.of("a", "b", "c"));
    LineBuffer.Group group = buffer.oldest(2);
    buffer.add(List.of("d"));
    buffer.done(group);
    assertThat(buffer.oldest(9).lines()).containsExactly("c", "d");

    LineBuffer.Group all = buffer.oldest(9);
    buffer.add(List.of("e", "f", "g", "h"));
    buffer.done(all);
    assertThat(buffer.oldest(9).lines()).containsExactly("f", "g", "h");
  }
}
