package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardsTest {

  @Test
  void theShardOfAServiceIsTheCrc32OfItsName() {
    // python3 -c 'import zlib; print(zlib.crc32("Bestellung-Süd".encode()) % 7)'
    assertThat(Shards.place("checkout", 7)).isEqualTo(6);
    assertThat(Shards.place("Bestellung-Süd", 7)).isEqualTo(4);
    assertThat(Shards.place("checkout", 1)).isZero();
  }

  @Test
  void servicesSpreadEvenly() {
    int[] sizes = new int[4];
    IntStream.range(0, 20_000).forEach(i -> sizes[Shards.place("service-" + i, 4)]++);
    assertThat(IntStream.of(sizes).boxed()).allMatch(size -> size > 4_500 && size < 5_500);
  }

  @Test
  void allShardsWorkAndTheFailureOfOneIsSeen() {
    try (Shards shards = new Shards(3)) {
      assertThat(shards.each(shard -> shard)).doesNotHaveDuplicates().hasSize(3);
      List<ShardEngine> all = shards.each(shard -> shard);
      assertThatThrownBy(
              () ->
                  shards.each(
                      shard -> {
                        if (shard == all.get(2)) {
                          throw new IllegalArgumentException("a bad clock");
                        }
                        return shard;
                      }))
          .hasMessageContaining("a bad clock");
    }
  }
}
