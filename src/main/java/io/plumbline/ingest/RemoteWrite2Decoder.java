package io.plumbline.ingest;

import io.plumbline.signal.MetricBatch;
import java.io.ByteArrayOutputStream;

/**
 * Walks a decompressed {@code io.prometheus.write.v2.Request} (remote write 2.0) without making an
 * object for anything in it. Exemplars, histograms and metadata are skipped and counted. Belongs to
 * the journal's thread.
 */
final class RemoteWrite2Decoder {

  private static final int SYMBOL = 0x22;
  private static final int TIME_SERIES = 0x2a;
  private static final int LABELS_REFS = 0x0a;
  private static final int LABELS_REF = 0x08;
  private static final int SAMPLE = 0x12;
  private static final int HISTOGRAM = 0x1a;
  private static final int EXEMPLAR = 0x22;
  private static final int METADATA = 0x2a;
  private static final int CREATED = 0x30;
  private static final int SAMPLE_VALUE = 0x09;
  private static final int SAMPLE_TIME = 0x10;
  private static final int SAMPLE_START = 0x18;

  private final IngestMetrics metrics;
  private final RequestSamples samples;
  private final SymbolTable symbols;
  private final Proto proto = new Proto();
  private byte[] data;

  /**
   * A decoder for one request after the other.
   *
   * @param labelBytes how many bytes the labels of a request may take, written out as 1.0 would
   */
  RemoteWrite2Decoder(SeriesIndex index, IngestMetrics metrics, int labelBytes) {
    this.metrics = metrics;
    this.samples = new RequestSamples(index);
    this.symbols = new SymbolTable(labelBytes);
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
    symbols.begin(bytes);
    return samples.read(times, refused, () -> walk(length));
  }

  /** Twice over the top: the order of fields is free, and references need their texts. */
  private void walk(int length) throws MalformedBodyException {
    boolean series = false;
    proto.reset(data, 0);
    while (proto.at() < length) {
      long tag = proto.varint(length);
      if (tag == SYMBOL) {
        int end = proto.end(length);
        symbols.add(proto.at(), end);
        proto.moveTo(end);
      } else {
        series |= tag == TIME_SERIES;
        proto.skip(tag, length);
      }
    }
    if (series && !symbols.beginsEmpty()) {
      throw new MalformedBodyException("the first symbol must be the empty text");
    }
    proto.reset(data, 0);
    while (proto.at() < length) {
      long tag = proto.varint(length);
      if (tag == TIME_SERIES) {
        samples.next();
        series(proto.end(length));
      } else {
        proto.skip(tag, length);
      }
    }
  }

  private void series(int end) throws MalformedBodyException {
    int begin = proto.at();
    int refs = 0;
    int refsEnd = 0;
    int chunks = 0;
    boolean sampled = false;
    long created = 0;
    while (proto.at() < end) {
      long tag = proto.varint(end);
      if (tag == LABELS_REFS) {
        refsEnd = proto.end(end);
        refs = proto.at();
        proto.moveTo(refsEnd);
        chunks++;
      } else if (tag == LABELS_REF) {
        proto.skip(tag, end);
        chunks = 2;
      } else if (tag == CREATED) {
        created = proto.varint(end);
      } else {
        sampled |= tag == SAMPLE;
        skip(tag, end);
      }
    }
    if (sampled) {
      if (chunks > 1) {
        byte[] gathered = gather(begin, end);
        label(gathered, 0, gathered.length);
      } else {
        label(data, refs, refsEnd);
      }
      proto.moveTo(begin);
      samples(end, created);
    }
  }

  private void skip(long tag, int end) throws MalformedBodyException {
    if (tag == HISTOGRAM) {
      metrics.skipped(IngestMetrics.Skipped.HISTOGRAM).increment();
    } else if (tag == EXEMPLAR) {
      metrics.skipped(IngestMetrics.Skipped.EXEMPLAR).increment();
    } else if (tag == METADATA) {
      metrics.skipped(IngestMetrics.Skipped.METADATA).increment();
    }
    proto.skip(tag, end);
  }

  private void label(byte[] refs, int from, int to) throws MalformedBodyException {
    try {
      int length = symbols.write(refs, from, to);
      samples.labels(symbols.block(), 0, length, true);
    } catch (RefusedItemException e) {
      samples.broken(e);
    }
  }

  /** References in several parts, which is allowed and which nobody sends. */
  private byte[] gather(int begin, int end) throws MalformedBodyException {
    ByteArrayOutputStream refs = new ByteArrayOutputStream(end - begin);
    proto.moveTo(begin);
    while (proto.at() < end) {
      long tag = proto.varint(end);
      if (tag == LABELS_REFS) {
        int to = proto.end(end);
        refs.write(data, proto.at(), to - proto.at());
        proto.moveTo(to);
      } else if (tag == LABELS_REF) {
        LabelBlock.varint(refs, proto.varint(end));
      } else {
        proto.skip(tag, end);
      }
    }
    return refs.toByteArray();
  }

  private void samples(int end, long created) throws MalformedBodyException {
    while (proto.at() < end) {
      long tag = proto.varint(end);
      if (tag == SAMPLE) {
        sample(proto.end(end), created);
      } else {
        proto.skip(tag, end);
      }
    }
  }

  private void sample(int end, long created) throws MalformedBodyException {
    long bits = 0;
    long time = 0;
    long start = 0;
    while (proto.at() < end) {
      long tag = proto.varint(end);
      if (tag == SAMPLE_VALUE) {
        bits = proto.fixed64(end);
      } else if (tag == SAMPLE_TIME) {
        time = proto.varint(end);
      } else if (tag == SAMPLE_START) {
        start = proto.varint(end);
      } else {
        proto.skip(tag, end);
      }
    }
    samples.add(time, bits, start == 0 ? created : start);
  }
}
