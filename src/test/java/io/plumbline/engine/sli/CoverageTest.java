package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyInstantIsFoundOnceWhateverTheOrderOfTheSpans(long seed) {
    Random random = new Random(seed);
    Coverage coverage = new Coverage(Coverage.State.from(100));
    BitSet oracle = new BitSet();
    BitSet found = new BitSet();
    for (int i = 0; i < 400; i++) {
      int begin = random.nextInt(5_000);
      int end = begin + random.nextInt(i % 10 == 0 ? 300 : 12);
      coverage.add(
          begin,
          end,
          (from, to) -> {
            assertThat(found.get((int) from, (int) to).isEmpty()).isTrue();
            found.set((int) from, (int) to);
          });
      oracle.set(begin, end);
      oracle.clear(0, 100);
      assertThat(found).isEqualTo(oracle);
      coverage = new Coverage(coverage.state());
    }
  }
}
