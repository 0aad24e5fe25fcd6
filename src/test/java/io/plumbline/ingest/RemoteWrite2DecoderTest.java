package io.plumbline.ingest;

import static io.plumbline.ingest.Request2.sample;
import static io.plumbline.ingest.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteWrite2DecoderTest {

  private static final long NOW = 1_790_000_000_000L;
  private static final int LIMIT = 1 << 20;

  private final SeriesIndex index =
      new SeriesIndex(SeriesLimits.DEFAULT, ReplicaLabels.NONE, labels -> List.of("all"));
  private final IngestMetrics metrics = new IngestMetrics();
  private final RemoteWrite2Decoder decoder = new RemoteWrite2Decoder(index, metrics, LIMIT);
  private final Refusals refusals = new Refusals(100);
  private final Request2 request = new Request2();

  @Test
  void readsBytesAsTheSpecificationWritesThem() throws MalformedBodyException {
    byte[] bytes =
        wire()
            .raw(0x22, 0)
            .raw(0x22, 8, '_', '_', 'n', 'a', 'm', 'e', '_', '_')
            .raw(0x22, 2, 'u', 'p')
            .raw(0x22, 1, 'j')
            .raw(0x22, 1, 'a')
            .raw(0x2a, 0x1c)
            .raw(0x0a, 4, 1, 2, 3, 4)
            .raw(0x12, 0x14)
            .raw(0x09, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f)
            .raw(0x10, 0x80, 0xd8, 0xc1, 0xa2, 0x8c, 0x34)
            .raw(0x18, 0xa0, 0x8d, 0x06)
            .raw(0x7a, 1, 0)
            .toBytes();
    MetricBatch batch = decode(bytes);
    assertThat(batch.newSeries())
        .containsExactly(new MetricBatch.Series(0, labelsOf("__name__", "up", "j", "a")));
    assertThat(batch.timesMillis()).containsExactly(1_790_000_000_000L);
    assertThat(batch.startsMillis()).containsExactly(100_000);
    assertThat(Double.longBitsToDouble(batch.valueBits()[0])).isEqualTo(1.5);
  }

  @Test
  void theSameLabelsAreTheSameSeriesInBothVersions() throws MalformedBodyException {
    Random random = new Random(2);
    RemoteWriteDecoder first = new RemoteWriteDecoder(index, metrics);
    for (int round = 0; round < 200; round++) {
      List<Label> labels = new ArrayList<>();
      labels.add(new Label(Labels.METRIC_NAME, "m" + random.nextInt(20)));
      for (char name = 'a'; name < 'a' + random.nextInt(5); name++) {
        labels.add(new Label("" + name, "v".repeat(1 + random.nextInt(200)) + random.nextInt(3)));
      }
      byte[] other = new RemoteWriteEncoder().add(Labels.of(labels), NOW, 1).message();
      Request2 second = new Request2();
      // Other texts first, so that the same references stand for something else each time.
      for (int i = random.nextInt(300); i > 0; i--) {
        second.ref("x" + random.nextInt(1000));
      }
      byte[] message = second.series(second.labels(labels).bytes(2, sample(1, NOW, 0))).toBytes();
      MetricBatch[] batches = new MetricBatch[2];
      int newer = random.nextInt(2);
      for (int turn = 0; turn < 2; turn++) {
        batches[turn] =
            turn == newer
                ? decode(message)
                : first.decode(other, other.length, new TimeBounds(NOW), refusals);
      }
      assertThat(batches[1].seriesIds()).isEqualTo(batches[0].seriesIds());
      assertThat(batches[1].newSeries()).isEmpty();
    }
    assertThat(refusals.isEmpty()).isTrue();
  }

  @Test
  void theStartOfACounterIsReadFromBothPlaces() throws MalformedBodyException {
    request
        .series(up("a").bytes(2, sample(1, NOW, NOW - 10)).bytes(2, sample(2, NOW + 1, 0)))
        .series(up("b").bytes(2, sample(1, NOW, 0)).varint(6, NOW - 20))
        .series(up("c").bytes(2, sample(1, NOW, NOW - 30)).varint(6, NOW - 20))
        .series(up("d").bytes(2, sample(1, NOW, NOW + 5)))
        .series(up("e").bytes(2, sample(1, NOW, -5)));
    assertThat(decode(request.toBytes()).startsMillis())
        .as("own, unset, of the series, own before the series', after its sample, before 1970")
        .containsExactly(NOW - 10, 0, NOW - 20, NOW - 30, NOW, 0);
  }

  @Test
  void withoutAnyStartThereIsNoSuchColumn() throws MalformedBodyException {
    request.series(up("a").bytes(2, sample(1, NOW, 0)));
    assertThat(decode(request.toBytes()).startsMillis()).isEmpty();
  }

  @Test
  void fieldsMayComeInAnyOrderAndReferencesInParts() throws MalformedBodyException {
    Wire symbols = wire();
    for (String symbol : new String[] {"", "__name__", "up", "job", "a"}) {
      symbols.text(4, symbol);
    }
    Wire scattered =
        wire()
            .varint(6, NOW - 7)
            .varint(1, 1)
            .bytes(2, sample(3, NOW, 0))
            .bytes(1, new byte[] {2, 3})
            .varint(1, 4);
    byte[] bytes = wire().bytes(5, scattered).raw(symbols).varint(9, 1).toBytes();
    MetricBatch batch = decode(bytes);
    assertThat(batch.newSeries())
        .containsExactly(new MetricBatch.Series(0, labelsOf("__name__", "up", "job", "a")));
    assertThat(batch.startsMillis()).containsExactly(NOW - 7);
  }

  @Test
  void aStaleMarkerKeepsItsBits() throws MalformedBodyException {
    Wire stale = wire().raw(0x09, 2, 0, 0, 0, 0, 0, 0xf0, 0x7f).varint(2, NOW);
    request.series(up("a").bytes(2, stale));
    assertThat(decode(request.toBytes()).valueBits()).containsExactly(MetricBatch.STALE_MARKER);
  }

  @Test
  void whatNothingUsesIsCountedAndReadOver() throws MalformedBodyException {
    request.series(up("a").text(3, "h").text(3, "h").text(4, "e").text(5, "m"));
    assertThat(decode(request.toBytes()).size()).isZero();
    assertThat(index.size()).as("no sample, no series").isZero();
    assertThat(metrics.skipped(IngestMetrics.Skipped.HISTOGRAM).sum()).isEqualTo(2);
    assertThat(metrics.skipped(IngestMetrics.Skipped.EXEMPLAR).sum()).isEqualTo(1);
    assertThat(metrics.skipped(IngestMetrics.Skipped.METADATA).sum()).isEqualTo(1);
    assertThat(refusals.isEmpty()).isTrue();
  }

  @Test
  void namesMayBeAnyText() throws MalformedBodyException {
    request.series(
        request.labels("__name__", "http requests", "größe.cm", "1 0").bytes(2, sample(1, NOW, 0)));
    assertThat(decode(request.toBytes()).newSeries())
        .extracting(s -> s.labels().get("größe.cm"))
        .containsExactly("1 0");
  }

  @Test
  void eachBrokenSeriesIsNamedAndTheOthersAreKept() throws MalformedBodyException {
    Wire sample = wire().bytes(2, sample(1, NOW, 0));
    String[][] broken = {
      {"job", "a"},
      {"__name__", "up", "b", "1", "a", "2"},
      {"__name__", "up", "a", "1", "a", "2"},
      {"__name__", "up", "a", ""},
      {"__name__", "up", "", "1"},
      {"__name__", ""},
    };
    for (String[] pairs : broken) {
      request.series(request.labels(pairs).raw(sample));
    }
    request
        .series(wire().raw(sample).raw(sample))
        .series(wire().bytes(1, new byte[] {1, 2, 3}).raw(sample))
        .series(wire().bytes(1, new byte[] {1, 99}).raw(sample))
        .series(wire().bytes(1, wire().raw(1, 0xff, 0xff, 0xff, 0xff, 0x7f)).raw(sample))
        .series(up("good").raw(sample));
    assertThat(decode(request.toBytes()).newSeries())
        .extracting(s -> s.labels().get("job"))
        .containsExactly("good");
    assertThat(refusals.total()).isEqualTo(11);
    assertThat(refusals.verdict().status()).isEqualTo(400);
    assertThat(refusals.items())
        .extracting(Refusals.Item::index)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(refusals.items())
        .extracting(Refusals.Item::reason)
        .satisfiesExactly(
            r -> assertThat(r).contains("no metric name"),
            r -> assertThat(r).contains("labels must be sorted by name"),
            r -> assertThat(r).contains("the label a occurs twice"),
            r -> assertThat(r).contains("without empty values"),
            r -> assertThat(r).contains("a label without a name"),
            r -> assertThat(r).contains("no metric name"),
            r -> assertThat(r).contains("no metric name"),
            r -> assertThat(r).contains("an odd number of label references"),
            r -> assertThat(r).contains("reference 99 leads nowhere; there are"),
            r -> assertThat(r).contains("leads nowhere"));
  }

  @Test
  void anOrderThatRemoteWrite1BroughtIsRefusedAllTheSame() throws MalformedBodyException {
    byte[] unsorted =
        RemoteWriteEncoder.block(List.of(new Label("job", "a"), new Label("__name__", "up")));
    byte[] first = new RemoteWriteEncoder().add(unsorted, NOW, 1).message();
    new RemoteWriteDecoder(index, metrics)
        .decode(first, first.length, new TimeBounds(NOW), refusals);
    assertThat(refusals.isEmpty()).isTrue();
    request.series(request.labels("job", "a", "__name__", "up").bytes(2, sample(1, NOW, 0)));
    assertThat(decode(request.toBytes()).size()).isZero();
    assertThat(refusals.counts()).containsExactly(Map.entry(Refusal.LABELS, 1L));
  }

  @Test
  void theFirstSymbolIsTheEmptyText() {
    Wire series = wire().bytes(1, new byte[] {0, 1}).bytes(2, sample(1, NOW, 0));
    for (Wire symbols : List.of(wire(), wire().text(4, "__name__").text(4, "up"))) {
      assertThatThrownBy(() -> decode(symbols.bytes(5, series).toBytes()))
          .isInstanceOf(MalformedBodyException.class)
          .hasMessageContaining("the first symbol must be the empty text");
    }
  }

  @Test
  void fewBytesCannotStandForMoreLabelsThanAllowed() {
    String large = "v".repeat(4000);
    for (int i = 0; i < 300; i++) {
      request.series(
          request.labels("__name__", "m" + i, "a", large, "b", large).bytes(2, sample(1, NOW, 0)));
    }
    byte[] bytes = request.toBytes();
    assertThat(bytes.length).isLessThan(30_000);
    assertThatThrownBy(() -> decode(bytes))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining("more than 1048576 bytes when they are written out");
    assertThat(index.size()).isZero();
  }

  @Test
  void aBodyCutAtAnyByteLeavesNothingBehind() {
    request.series(up("a").bytes(2, sample(1, NOW, 5)).text(4, "e"));
    byte[] message = request.toBytes();
    int malformed = 0;
    for (int length = 1; length < message.length; length++) {
      byte[] cut = Arrays.copyOf(message, length);
      try {
        assertThat(decode(cut).size()).as("cut between fields, at %d", length).isZero();
      } catch (MalformedBodyException e) {
        malformed++;
      }
      assertThat(index.size()).isZero();
    }
    assertThat(malformed).isGreaterThan(message.length / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noBytesWhateverTheyAreBreakTheDecoder(long seed) {
    Random random = new Random(seed);
    request
        .series(up("a").bytes(2, sample(1, NOW, 5)).text(4, "e").text(5, "m"))
        .series(wire().bytes(2, sample(1, NOW, 5)).raw(up("b")).varint(6, NOW - 1))
        .series(up("c").text(3, "h").bytes(2, sample(2, NOW, 0)).bytes(2, sample(3, NOW + 1, 0)));
    byte[] good = request.toBytes();
    int read = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] body = good.clone();
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      int known = index.size();
      try {
        MetricBatch batch = decode(body);
        read++;
        assertThat(batch.newSeries()).hasSize(index.size() - known);
        assertThat(Arrays.stream(batch.seriesIds())).allMatch(id -> id >= 0 && id < index.size());
      } catch (MalformedBodyException e) {
        assertThat(index.size()).isEqualTo(known);
      }
    }
    assertThat(read).isBetween(2_000, 9_000);
  }

  @Test
  void agreesWithPlainCodeOverRandomRequests() throws MalformedBodyException {
    Random random = new Random(11);
    List<Labels> known = new ArrayList<>();
    for (int round = 0; round < 100; round++) {
      Request2 sent = new Request2();
      List<Labels> expected = new ArrayList<>();
      for (int i = random.nextInt(30); i > 0; i--) {
        List<String> names = new ArrayList<>(List.of("a", "job", "le", "zone"));
        Collections.shuffle(names, random);
        List<Label> labels = new ArrayList<>();
        labels.add(new Label(Labels.METRIC_NAME, "m" + random.nextInt(5)));
        names.stream()
            .limit(random.nextInt(5))
            .sorted()
            .forEach(name -> labels.add(new Label(name, "" + random.nextInt(4))));
        sent.series(sent.labels(labels).bytes(2, sample(i, NOW, 0)));
        expected.add(new Labels(labels));
      }
      MetricBatch batch = decode(sent.toBytes());
      batch.newSeries().forEach(series -> known.add(series.labels()));
      assertThat(Arrays.stream(batch.seriesIds()).mapToObj(known::get)).isEqualTo(expected);
    }
    assertThat(known).doesNotHaveDuplicates().hasSizeGreaterThan(300);
  }

  private Wire up(String job) {
    return request.labels("__name__", "up", "job", job);
  }

  private static Labels labelsOf(String... pairs) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.add(new Label(pairs[i], pairs[i + 1]));
    }
    return Labels.of(labels);
  }

  private MetricBatch decode(byte[] message) throws MalformedBodyException {
    return decoder.decode(message, message.length, new TimeBounds(NOW), refusals);
  }
}
