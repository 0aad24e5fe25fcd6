package io.plumbline.ingest;

import static io.plumbline.ingest.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteWriteDecoderTest {

  private static final long NOW = 1_790_000_000_000L;
  private static final Labels UP =
      Labels.of(List.of(new Label("__name__", "up"), new Label("job", "a")));
  private static final byte[] UP_SERIES =
      wire().label("__name__", "up").label("job", "a").sample(1, NOW).toBytes();

  private final SeriesIndex index =
      new SeriesIndex(SeriesLimits.DEFAULT, ReplicaLabels.NONE, labels -> List.of("all"));
  private final IngestMetrics metrics = new IngestMetrics();
  private final RemoteWriteDecoder decoder = new RemoteWriteDecoder(index, metrics);
  private final Refusals refusals = new Refusals(1);

  @Test
  void readsWhatTheEncoderWrites() throws MalformedBodyException {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    for (int i = 0; i < 500; i++) {
      encoder.add(series("m" + i), NOW + i, i / 3.0);
    }
    for (int round = 0; round < 3; round++) {
      MetricBatch batch = decode(encoder.message());
      assertThat(batch.newSeries()).hasSize(round == 0 ? 500 : 0);
      assertThat(batch.size()).isEqualTo(500);
      for (int i = 0; i < 500; i++) {
        assertThat(batch.seriesIds()[i]).isEqualTo(i);
        assertThat(batch.timesMillis()[i]).isEqualTo(NOW + i);
        assertThat(Double.longBitsToDouble(batch.valueBits()[i])).isEqualTo(i / 3.0);
      }
    }
    assertThat(refusals.isEmpty()).isTrue();
  }

  @Test
  void aSeriesWithMoreOrFewerLabelsThanTheOneThatUsedToFollowIsAnother()
      throws MalformedBodyException {
    Wire usual = wire().label("__name__", "up").label("job", "b").sample(2, NOW);
    Wire more = wire().label("__name__", "up").label("job", "b").label("zone", "x").sample(3, NOW);
    Wire fewer = wire().label("__name__", "up").sample(4, NOW);
    for (int round = 0; round < 2; round++) {
      assertThat(decode(after(usual)).seriesIds()).containsExactly(0, 1);
    }
    assertThat(decode(after(more)).newSeries())
        .extracting(series -> series.labels().get("zone"))
        .containsExactly("x");
    assertThat(decode(after(usual)).seriesIds()).containsExactly(0, 1);
    assertThat(decode(after(fewer)).newSeries())
        .extracting(series -> series.labels().get("job"))
        .containsExactly("");
  }

  private static byte[] after(Wire series) {
    return wire().bytes(1, UP_SERIES).bytes(1, series).toBytes();
  }

  @Test
  void aStaleMarkerKeepsItsBits() throws MalformedBodyException {
    byte[] message =
        new RemoteWriteEncoder()
            .addBits(RemoteWriteEncoder.block(UP), NOW, MetricBatch.STALE_MARKER)
            .message();
    assertThat(decode(message).valueBits()).containsExactly(MetricBatch.STALE_MARKER);
  }

  @Test
  void fieldsMayComeInAnyOrder() throws MalformedBodyException {
    Wire backwards =
        wire()
            .bytes(2, wire().varint(2, NOW).fixed64(1, 5))
            .bytes(1, wire().text(2, "a").text(1, "job"))
            .sample(6, NOW + 1)
            .label("__name__", "up")
            .sample(7, NOW + 2);
    MetricBatch batch = decode(wire().bytes(1, UP_SERIES).bytes(1, backwards).toBytes());
    assertThat(batch.newSeries()).containsExactly(new MetricBatch.Series(0, UP));
    assertThat(batch.seriesIds()).containsExactly(0, 0, 0, 0);
    assertThat(batch.timesMillis()).containsExactly(NOW, NOW, NOW + 1, NOW + 2);
    assertThat(Arrays.stream(batch.valueBits()).mapToDouble(Double::longBitsToDouble))
        .containsExactly(1.0, 5.0, 6.0, 7.0);
  }

  @Test
  void unknownFieldsAreReadOver() throws MalformedBodyException {
    Wire unknown = wire().varint(9, 300).fixed64(10, 1).text(11, "x").raw(0x65, 1, 2, 3, 4);
    Wire series =
        wire()
            .bytes(1, wire().text(1, "__name__").varint(9, 1).text(2, "up"))
            .bytes(2, wire().fixed64(1, 3).varint(2, NOW).text(7, "y"))
            .bytes(1, wire().text(1, "job").text(2, "a").text(9, "z"))
            .raw(unknown.toBytes()[0] & 0xff, 1);
    byte[] message = wire().bytes(7, unknown).bytes(1, series).varint(8, 1).toBytes();
    MetricBatch batch = decode(message);
    assertThat(batch.newSeries()).containsExactly(new MetricBatch.Series(0, UP));
    assertThat(batch.size()).isEqualTo(1);
  }

  @Test
  void overlongTagsAndLengthsMeanTheSame() throws MalformedBodyException {
    byte[] name = wire().text(1, "__name__").text(2, "up").toBytes();
    byte[] job = wire().raw(0x8a, 0x00, 0x83, 0x00).raw('j', 'o', 'b').text(2, "a").toBytes();
    Wire series = wire().raw(0x8a, 0x80, 0x00, 0x80 | name.length, 0x00);
    for (byte b : name) {
      series.raw(b);
    }
    series.bytes(1, job).sample(1, NOW);
    assertThat(decode(wire().bytes(1, series).toBytes()).newSeries())
        .containsExactly(new MetricBatch.Series(0, UP));
  }

  @Test
  void anAbsentValueOrTimeIsZeroAsInProtobuf() throws MalformedBodyException {
    Wire series = wire().label("__name__", "up").bytes(2, wire().varint(2, NOW));
    assertThat(decode(wire().bytes(1, series).toBytes()).valueBits()).containsExactly(0);
    decode(wire().bytes(1, wire().label("__name__", "up").bytes(2, wire())).toBytes());
    assertThat(refusals.items()).singleElement().asString().contains("1970-01-01");
  }

  @Test
  void exemplarsHistogramsAndMetadataAreCountedAndReadOver() throws MalformedBodyException {
    Wire series =
        wire().label("__name__", "up").bytes(3, wire().fixed64(2, 1)).text(4, "h").text(4, "h");
    MetricBatch batch = decode(wire().bytes(1, series).text(3, "meta").toBytes());
    assertThat(batch.size()).isZero();
    assertThat(index.size()).as("no sample, no series").isZero();
    assertThat(metrics.skipped(IngestMetrics.Skipped.EXEMPLAR).sum()).isEqualTo(1);
    assertThat(metrics.skipped(IngestMetrics.Skipped.HISTOGRAM).sum()).isEqualTo(2);
    assertThat(metrics.skipped(IngestMetrics.Skipped.METADATA).sum()).isEqualTo(1);
  }

  @Test
  void badTimesAreRefusedAndTheRestIsKept() throws MalformedBodyException {
    long ahead = NOW + 300_000;
    long behind = NOW - 400L * 86_400_000;
    Wire series =
        wire()
            .label("__name__", "up")
            .label("job", "a")
            .sample(1, ahead)
            .sample(2, ahead + 1)
            .sample(3, behind)
            .sample(4, behind - 1);
    MetricBatch batch = decode(wire().bytes(1, series).toBytes());
    assertThat(batch.timesMillis()).containsExactly(ahead, behind);
    assertThat(refusals.total()).isEqualTo(2);
    assertThat(refusals.counts())
        .containsOnlyKeys(Refusal.IN_FUTURE, Refusal.TOO_OLD)
        .containsEntry(Refusal.TOO_OLD, 1L);
    assertThat(refusals.items().get(0).reason())
        .startsWith("up{job=\"a\"}: ")
        .contains("more than 5 minutes ahead");
  }

  @Test
  void brokenLabelsCostOnlyTheirOwnSamples() throws MalformedBodyException {
    Wire nameless = wire().label("job", "a").sample(1, NOW).sample(2, NOW);
    MetricBatch batch = decode(wire().bytes(1, nameless).bytes(1, UP_SERIES).toBytes());
    assertThat(batch.size()).isEqualTo(1);
    assertThat(refusals.total()).isEqualTo(2);
    assertThat(refusals.verdict().status()).isEqualTo(400);
  }

  @Test
  void aFullIndexAnswers429() throws MalformedBodyException {
    RemoteWriteDecoder full =
        new RemoteWriteDecoder(
            new SeriesIndex(
                new SeriesLimits(1, 1, 64, 512, 4096),
                ReplicaLabels.NONE,
                labels -> List.of("all")),
            metrics);
    byte[] other = wire().label("__name__", "down").sample(1, NOW).toBytes();
    byte[] message = wire().bytes(1, UP_SERIES).bytes(1, other).toBytes();
    assertThat(full.decode(message, message.length, new TimeBounds(NOW), refusals).size())
        .isEqualTo(1);
    assertThat(refusals.verdict().status()).isEqualTo(429);
  }

  @Test
  void aBodyCutAtAnyByteLeavesNothingBehind() throws MalformedBodyException {
    byte[] message =
        wire()
            .bytes(1, UP_SERIES)
            .bytes(1, wire().sample(1, NOW).label("__name__", "x").text(3, "e").label("b", "c"))
            .toBytes();
    for (int length = 1; length < message.length; length++) {
      if (length == UP_SERIES.length + 2) {
        continue;
      }
      int cut = length;
      assertThatThrownBy(() -> decode(Arrays.copyOf(message, cut)))
          .as("cut at %d", cut)
          .isInstanceOf(MalformedBodyException.class);
      assertThat(index.size()).isZero();
    }
    assertThat(decode(message).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Integer.MAX_VALUE, 0xffffffffL, 1L << 32})
  void aLengthThatOverflowsIsMalformed(long length) {
    byte[] sent = new byte[12];
    sent[0] = 0x0a;
    Wire claim = wire().varint(0, length);
    System.arraycopy(claim.toBytes(), 1, sent, 1, claim.toBytes().length - 1);
    assertThatThrownBy(() -> decode(sent))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining("leaves its message");
    byte[] inside = wire().bytes(1, sent).toBytes();
    assertThatThrownBy(() -> decode(inside)).isInstanceOf(MalformedBodyException.class);
    byte[] deeper = wire().bytes(1, wire().label("__name__", "up").bytes(2, sent)).toBytes();
    assertThatThrownBy(() -> decode(deeper)).isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void aNumberMayNotLeaveItsMessage() {
    for (int[] number : new int[][] {{0x09, 1, 2, 3, 4}, {0x1d, 1, 2}, {0x10, 0x80}}) {
      Wire cut = wire().bytes(2, wire().raw(number));
      Wire series = wire().label("__name__", "up").raw(cut).sample(1, NOW);
      byte[] message = wire().bytes(1, series).text(7, "what follows").toBytes();
      assertThatThrownBy(() -> decode(message))
          .isInstanceOf(MalformedBodyException.class)
          .hasMessageContaining("cut off");
    }
  }

  @Test
  void lengthsOfEverySizeComeBack() throws MalformedBodyException {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    for (int length = 1; length <= 400; length++) {
      encoder.add(series("m".repeat(length)), NOW, length);
    }
    MetricBatch batch = decode(encoder.message());
    assertThat(batch.newSeries())
        .extracting(series -> series.labels().metric().length())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 400).boxed().toList());
  }

  @Test
  void groupsAndFieldZeroAreMalformed() {
    for (int tag : new int[] {0x00, 0x0b, 0x0c, 0x3e, 0x3f}) {
      assertThatThrownBy(() -> decode(new byte[] {(byte) tag, 0}))
          .isInstanceOf(MalformedBodyException.class);
    }
  }

  @Test
  void noBytesWhateverTheyAreBreakTheDecoder() {
    Random random = new Random(20_261_122);
    byte[] good =
        wire()
            .bytes(1, UP_SERIES)
            .bytes(1, wire().label("__name__", "x").label("le", "1").sample(2, NOW).text(3, "e"))
            .bytes(1, wire().sample(3, NOW).label("__name__", "y"))
            .text(3, "meta")
            .toBytes();
    int read = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] body = i % 3 == 0 ? randomBytes(random) : good.clone();
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
    assertThat(read).isBetween(3_000, 27_000);
  }

  private static byte[] randomBytes(Random random) {
    byte[] body = new byte[1 + random.nextInt(60)];
    random.nextBytes(body);
    return body;
  }

  private MetricBatch decode(byte[] message) throws MalformedBodyException {
    return decoder.decode(message, message.length, new TimeBounds(NOW), refusals);
  }

  private static byte[] series(String name) {
    return RemoteWriteEncoder.block(List.of(new Label("__name__", name), new Label("job", "test")));
  }
}
