package io.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.sli.Increments;
import io.plumbline.engine.sli.SeriesBook;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two senders of the same, of which one is listened to. */
class ReplicasTest {

  private static final long BEGIN = 1_790_000_000_000L;
  private static final ReplicaLabels BY_CLUSTER =
      new ReplicaLabels(List.of("__replica__"), List.of("cluster"));

  private final Refusals refusals = new Refusals(10);
  private final SeriesIndex index = index(BY_CLUSTER);
  private final RemoteWriteDecoder decoder = new RemoteWriteDecoder(index, new IngestMetrics());

  @Test
  void replicasAreOneSeriesWhateverTheProtocol() throws Exception {
    MetricBatch batch = send("one", "a", 0, 5);
    assertThat(batch.newSeries())
        .containsExactly(
            new MetricBatch.Series(
                0, Labels.of(List.of(new Label("__name__", "hits"), new Label("cluster", "one")))));
    assertThat(send("one", "b", 7, 6).size()).as("the other is not listened to").isZero();
    Request2 request = new Request2();
    request.series(
        request
            .labels("__name__", "hits", "__replica__", "a", "cluster", "one")
            .bytes(2, Request2.sample(8, BEGIN + 10, 0)));
    byte[] bytes = request.toBytes();
    MetricBatch second =
        new RemoteWrite2Decoder(index, new IngestMetrics(), 1 << 20)
            .decode(bytes, bytes.length, new TimeBounds(BEGIN), refusals);
    assertThat(second.seriesIds()).containsExactly(0);
    assertThat(refusals.isEmpty()).isTrue();
    assertThat(refusals.dropped()).isEqualTo(1);
  }

  @Test
  void eachClusterListensToOneOfItsOwn() throws Exception {
    assertThat(send("one", "a", 0, 1).size()).isEqualTo(1);
    assertThat(send("two", "b", 0, 1).size()).isEqualTo(1);
    assertThat(send("two", "a", 1_000, 1).size()).isZero();
    assertThat(send("one", "b", 1_000, 1).size()).isZero();
    assertThat(send("one", "", 1_000, 1).size()).as("without a replica label").isEqualTo(1);
  }

  @Test
  void anotherTakesOverAfterThirtySecondsOfSilence() throws Exception {
    assertThat(send("one", "a", 0, 1).size()).isEqualTo(1);
    assertThat(send("one", "b", 30_000, 2).size()).isZero();
    assertThat(send("one", "b", 30_001, 3).size()).isEqualTo(1);
    assertThat(send("one", "a", 20_000, 2).size()).as("late").isZero();
    assertThat(send("one", "a", 45_000, 4).size()).as("back again").isZero();
    assertThat(send("one", "b", 60_000, 5).size()).isEqualTo(1);
  }

  @Test
  void aSeriesThatOnlyTheUnheardSendIsInTheJournalBeforeItsSamples() throws Exception {
    send("one", "a", 0, 1);
    index.confirm(index.size());
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    encoder.add(labels("other", "one", "b"), BEGIN + 1, 1);
    MetricBatch unheard = decode(encoder.message());
    assertThat(unheard.size()).isZero();
    assertThat(unheard.newSeries()).hasSize(1);
  }

  @Test
  void whoseReplicasWereSeriesOfTheirOwnGoesOnAsTheFirst() throws Exception {
    SeriesIndex later = index(BY_CLUSTER);
    later.restore(
        List.of(
            new MetricBatch.Series(0, labels("hits", "one", "a")),
            new MetricBatch.Series(1, labels("hits", "one", "b")),
            new MetricBatch.Series(2, labels("hits", "two", "a"))));
    byte[] b = RemoteWriteEncoder.block(labels("hits", "one", "b"));
    byte[] two = RemoteWriteEncoder.block(labels("hits", "two", "c"));
    assertThat(later.resolve(b, 0, b.length)).isZero();
    assertThat(later.resolve(two, 0, two.length)).isEqualTo(2);
  }

  @Test
  void replicasAreBounded() throws Exception {
    for (int i = 0; i < 1000; i++) {
      send("one", "r" + i, 0, 1);
    }
    byte[] more = RemoteWriteEncoder.block(labels("hits", "one", "more"));
    assertThatThrownBy(() -> index.resolve(more, 0, more.length))
        .hasMessageContaining("more than 1000 replicas");
  }

  private record Scrape(long arrival, long time, String replica) {}

  /** A pair that scrapes at different phases; one of them, or the way from it, fails at times. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsCountedTwiceAndNothingIsLostWhenOneTakesOver(long seed) throws Exception {
    Random random = new Random(seed);
    List<Scrape> scrapes = new ArrayList<>();
    for (String replica : List.of("a", "b")) {
      long phase = random.nextInt(15_000);
      long silentUntil = 0;
      long arrived = 0;
      for (long at = phase; at < 7_200_000; at += 15_000) {
        if (random.nextInt(60) == 0) {
          silentUntil = at + random.nextInt(600_000);
        }
        // What was scraped while the way was blocked comes late, or not at all.
        boolean lost = at < silentUntil && seed % 2 == 0;
        long arrival = Math.max(at, silentUntil) + random.nextInt(3_000);
        arrived = Math.max(arrived + 1, arrival);
        if (!lost) {
          scrapes.add(new Scrape(arrived, at, replica));
        }
      }
    }
    scrapes.sort(Comparator.comparingLong(Scrape::arrival));
    SeriesBook book = new SeriesBook();
    long[] truth = truth(random);
    double counted = 0;
    long first = -1;
    long last = -1;
    int heard = 0;
    for (Scrape scrape : scrapes) {
      MetricBatch batch =
          send("one", scrape.replica(), scrape.time(), truth[(int) (scrape.time() / 1000)]);
      Increments increments = book.take(batch);
      for (int i = 0; i < batch.size(); i++) {
        heard++;
        if (increments.counts(i)) {
          counted += increments.amount(i);
          first = first < 0 ? scrape.time() : first;
          last = scrape.time();
        }
      }
    }
    assertThat(counted)
        .isEqualTo(truth[(int) (last / 1000)] - (double) truth[(int) (first / 1000)]);
    assertThat(last).as("to the end").isGreaterThan(7_200_000 - 700_000);
    assertThat(heard).as("about one of two").isBetween(scrapes.size() / 3, 2 * scrapes.size() / 3);
    assertThat(refusals.dropped()).isEqualTo(scrapes.size() - heard);
  }

  private static long[] truth(Random random) {
    long[] truth = new long[7_300];
    for (int second = 1; second < truth.length; second++) {
      truth[second] = truth[second - 1] + random.nextInt(20);
    }
    return truth;
  }

  private static SeriesIndex index(ReplicaLabels replicas) {
    return new SeriesIndex(SeriesLimits.DEFAULT, replicas, labels -> List.of("all"));
  }

  private MetricBatch send(String cluster, String replica, long at, double value)
      throws MalformedBodyException {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    encoder.add(labels("hits", cluster, replica), BEGIN + at, value);
    return decode(encoder.message());
  }

  private MetricBatch decode(byte[] message) throws MalformedBodyException {
    return decoder.decode(message, message.length, new TimeBounds(BEGIN + 8_000_000), refusals);
  }

  private static Labels labels(String name, String cluster, String replica) {
    return Labels.of(
        List.of(
            new Label("__name__", name),
            new Label("__replica__", replica),
            new Label("cluster", cluster)));
  }
}
