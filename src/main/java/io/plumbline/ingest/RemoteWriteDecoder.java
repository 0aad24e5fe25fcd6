package io.plumbline.ingest;

import io.plumbline.signal.MetricBatch;
import java.io.ByteArrayOutputStream;

/**
 * Walks a decompressed {@code prometheus.WriteRequest} (remote write 1.0) without making an object
 * for anything in it. Exemplars, histograms and metadata are skipped and counted. Belongs to the
 * journal's thread.
 */
final class RemoteWriteDecoder {

  private static final int TIME_SERIES = 0x0a;
  private static final int METADATA = 0x1a;
  private static final int SAMPLE = 0x12;
  private static final int EXEMPLAR = 0x1a;
  private static final int HISTOGRAM = 0x22;
  private static final int SAMPLE_VALUE = 0x09;
  private static final int SAMPLE_TIME = 0x10;

  private final IngestMetrics metrics;
  private final RequestSamples samples;
  private final Proto proto = new Proto();
  private byte[] data;

  RemoteWriteDecoder(SeriesIndex index, IngestMetrics metrics) {
    this.metrics = metrics;
    this.samples = new RequestSamples(index);
  }

  /**
   * Reads a request. Series and samples that break a rule go to {@code refused}; the rest is kept.
   *
   * @param bytes the request, valid up to {@code length}
   * @throws MalformedBodyException when the bytes are not a request; nothing is kept, and no series
   *     is left pending
   */
  MetricBatch decode(byte[] bytes, int length, TimeBounds times, Refusals refused)
      throws MalformedBodyException {
    data = bytes;
    proto.reset(bytes, 0);
    return samples.read(times, refused, () -> walk(length));
  }

  private void walk(int length) throws MalformedBodyException {
    while (proto.at() < length) {
      long tag = proto.varint(length);
      if (tag == TIME_SERIES) {
        samples.next();
        series(proto.end(length));
      } else {
        if (tag == METADATA) {
          metrics.skipped(IngestMetrics.Skipped.METADATA).increment();
        }
        proto.skip(tag, length);
      }
    }
  }

  private void series(int end) throws MalformedBodyException {
    int from = proto.at();
    proto.moveTo(Math.max(from, samples.foresee(data, from, end)));
    while (proto.at() < end && data[proto.at()] == LabelBlock.LABEL) {
      proto.moveTo(proto.at() + 1);
      proto.moveTo(proto.end(end));
    }
    int to = proto.at();
    if (labelsFollow(to, end)) {
      byte[] block = gather(from, end);
      proto.moveTo(from);
      samples.labels(block, 0, block.length, false);
    } else {
      proto.moveTo(to);
      samples.labels(data, from, to, false);
    }
    samples(end);
  }

  /** Whether labels occur after other fields, which is allowed and which nobody sends. */
  private boolean labelsFollow(int at, int end) throws MalformedBodyException {
    if (at + 1 < end && data[at] == SAMPLE && at + 2 + data[at + 1] == end) {
      return false;
    }
    proto.moveTo(at);
    boolean found = false;
    while (proto.at() < end) {
      long tag = proto.varint(end);
      found |= tag == LabelBlock.LABEL;
      proto.skip(tag, end);
    }
    return found;
  }

  private byte[] gather(int from, int end) throws MalformedBodyException {
    ByteArrayOutputStream block = new ByteArrayOutputStream(end - from);
    proto.moveTo(from);
    while (proto.at() < end) {
      long tag = proto.varint(end);
      if (tag == LabelBlock.LABEL) {
        int to = proto.end(end);
        block.write(LabelBlock.LABEL);
        LabelBlock.varint(block, to - proto.at());
        block.write(data, proto.at(), to - proto.at());
        proto.moveTo(to);
      } else {
        proto.skip(tag, end);
      }
    }
    return block.toByteArray();
  }

  private void samples(int end) throws MalformedBodyException {
    while (proto.at() < end) {
      long tag = proto.varint(end);
      if (tag == SAMPLE) {
        sample(proto.end(end));
      } else {
        if (tag == EXEMPLAR) {
          metrics.skipped(IngestMetrics.Skipped.EXEMPLAR).increment();
        } else if (tag == HISTOGRAM) {
          metrics.skipped(IngestMetrics.Skipped.HISTOGRAM).increment();
        }
        proto.skip(tag, end);
      }
    }
  }

  private void sample(int end) throws MalformedBodyException {
    long bits = 0;
    long time = 0;
    while (proto.at() < end) {
      long tag = proto.varint(end);
      if (tag == SAMPLE_VALUE) {
        bits = proto.fixed64(end);
      } else if (tag == SAMPLE_TIME) {
        time = proto.varint(end);
      } else {
        proto.skip(tag, end);
      }
    }
    samples.add(time, bits, 0);
  }
}
