package io.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A sender that invents names fills no memory. {@code -Dplumbline.names=10000000} sends as many,
 * under the limits of the daemon itself, and prints what the heap holds.
 */
class ManySeriesTest {

  private static final long NOW = 1_790_000_000_000L;
  private static final int NAMES = Integer.getInteger("plumbline.names", 60_000);
  private static final SeriesLimits LIMITS =
      NAMES > 1_000_000 ? SeriesLimits.DEFAULT : new SeriesLimits(1_000, 400, 64, 512, 4096);

  private final IngestMetrics metrics = new IngestMetrics();
  private final SeriesIndex index =
      new SeriesIndex(
          LIMITS,
          ReplicaLabels.NONE,
          labels ->
              labels.metric().equals("wanted")
                  ? List.of("objective " + labels.get("slo"))
                  : List.of());
  private final RemoteWriteDecoder decoder = new RemoteWriteDecoder(index, metrics);

  @Test
  void memoryIsBoundedHoweverManyNamesThereAre() throws MalformedBodyException {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    long kept = 0;
    long dropped = 0;
    long refused = 0;
    int most = 0;
    for (int name = 0; name < NAMES; name++) {
      encoder.add(labels(name % 3 == 0 ? "wanted" : "m" + name, name), NOW, name);
      if (encoder.samples() == 500 || name == NAMES - 1) {
        byte[] message = encoder.message();
        encoder.body();
        Refusals refusals = new Refusals(1);
        MetricBatch batch =
            decoder.decode(message, message.length, new TimeBounds(NOW + name), refusals);
        index.confirm(index.size());
        kept += batch.size();
        dropped += refusals.dropped();
        refused += refusals.total();
        most = Math.max(most, index.remembered());
        assertThat(refusals.counts().keySet()).isSubsetOf(Set.of(Refusal.SERIES_LIMIT));
      }
    }
    assertThat(kept + dropped + refused).isEqualTo(NAMES);
    assertThat(dropped).isEqualTo(NAMES - (NAMES + 2) / 3);
    assertThat(kept)
        .as("two objectives, full, and full they stay")
        .isEqualTo(Math.min(2L * LIMITS.perTaker(), index.confirmed()))
        .isEqualTo(index.confirmed());
    assertThat(most).isLessThanOrEqualTo(2 * LIMITS.series());
    assertThat(index.full()).containsExactlyInAnyOrder("objective 0", "objective 1");

    byte[] old = RemoteWriteEncoder.block(labels("wanted", 0));
    byte[] message = new RemoteWriteEncoder().add(old, NOW + 1, 2).message();
    assertThat(decoder.decode(message, message.length, new TimeBounds(NOW), new Refusals(1)).size())
        .as("the known ones go on")
        .isEqualTo(1);
    if (NAMES > 1_000_000) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          "%d names: %d blocks remembered at most, %d MB of heap in use, of %d%n",
          NAMES,
          most,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20,
          runtime.maxMemory() >> 20);
    }
  }

  private static Labels labels(String metric, int name) {
    return Labels.of(
        List.of(
            new Label(Labels.METRIC_NAME, metric),
            new Label("instance", "10.0.%d.%d:8080".formatted(name >> 8 & 255, name & 255)),
            new Label("job", "checkout"),
            new Label("pod", "checkout-7f9c5d8b6-" + name),
            new Label("slo", "" + name % 2)));
  }
}
