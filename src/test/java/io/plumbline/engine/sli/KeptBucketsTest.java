package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.store.Cbor;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptBucketsTest {

  private final Random random = new Random(5);

  @Test
  void everyBucketComesBackAsItWas() {
    for (int round = 0; round < 200; round++) {
      int buckets = 1 + random.nextInt(800);
      int dense = random.nextInt(4);
      double[] events = new double[buckets];
      double[] total = new double[buckets];
      long[] covered = new long[buckets];
      for (int i = 0; i < buckets; i++) {
        if (random.nextInt(4) < dense) {
          events[i] = random.nextInt(3);
          total[i] = round % 10 == 9 ? random.nextDouble() * 1e20 : random.nextInt(1 << 20);
          covered[i] = random.nextBoolean() ? 3_600_000 : random.nextInt(3_600_000);
        }
      }
      comesBack(new BucketRing.State(round, events, total, covered));
    }
  }

  @Test
  void countsAtTheEdgeOfWhatIsExactComeBackToo() {
    comesBack(
        new BucketRing.State(
            -1, new double[] {-3, 0, 0}, new double[] {0x1p53, 0x1p53 + 2, 1e100}, new long[3]));
    comesBack(
        new BucketRing.State(
            -1, new double[] {-3, 0, 0.1}, new double[] {0x1p53, 0, 7}, new long[] {0, 0, 5}));
  }

  private static void comesBack(BucketRing.State state) {
    BucketRing.State again = Cbor.read(Cbor.write(state), BucketRing.State.class);
    assertThat(again.at()).isEqualTo(state.at());
    assertThat(again.events()).isEqualTo(state.events());
    assertThat(again.total()).isEqualTo(state.total());
    assertThat(again.covered()).isEqualTo(state.covered());
  }

  @Test
  void aMonthOfBusyHoursTakesAFewBytesEach() {
    int hours = 721;
    long[] covered = new long[hours];
    double[] total = new double[hours];
    double[] bad = new double[hours];
    for (int i = 0; i < hours; i++) {
      covered[i] = 3_600_000;
      total[i] = 10_000 + random.nextInt(20_000);
      bad[i] = i % 50 == 0 ? 12 : 0;
    }
    assertThat(Cbor.write(new BucketRing.State(1, bad, total, covered)))
        .hasSizeLessThan(3 * hours + 200);
    assertThat(
            Cbor.write(
                new BucketRing.State(1, new double[hours], new double[hours], new long[hours])))
        .hasSizeLessThan(30);
  }

  @Test
  void theFormOfAnOlderVersionIsRead() {
    Map<String, Object> older =
        Map.of(
            "at", 7L,
            "events", new double[] {0, 1},
            "total", new double[] {2, 3},
            "covered", new long[] {10, 0});
    BucketRing.State read = Cbor.read(Cbor.write(older), BucketRing.State.class);
    assertThat(read.at()).isEqualTo(7);
    assertThat(read.events()).containsExactly(0, 1);
    assertThat(read.total()).containsExactly(2, 3);
    assertThat(read.covered()).containsExactly(10, 0);
  }
}
