package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketRingTest {

  private final BucketRing ring = new BucketRing(10, new long[] {50, 100}, 1_000);

  @Test
  void fractionsLeaveNothingBehind() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      ring.add(1_000 + i, random.nextDouble(), random.nextDouble() * 3);
    }
    ring.advance(2_300);
    assertThat(ring.sums(0)).isEqualTo(new Sums(0, 0, 0));
    assertThat(ring.isEmpty()).isTrue();
  }

  @Test
  void aHugeCountTakesNoOtherWithIt() {
    ring.add(1_000, 0, 1e30);
    ring.add(1_045, 7, 100);
    ring.advance(1_060);
    assertThat(ring.sums(0)).isEqualTo(new Sums(7, 100, 0));
  }

  @Test
  void aRestartChangesNoDigit() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      ring.add(1_000 + 3 * i - random.nextInt(20), random.nextDouble(), 1 / (1.0 + i));
      BucketRing restored = new BucketRing(10, new long[] {50, 100}, ring.state());
      assertThat(restored.sums(0)).isEqualTo(ring.sums(0));
      assertThat(restored.sums(1)).isEqualTo(ring.sums(1));
    }
  }
}
