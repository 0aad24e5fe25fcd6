package io.plumbline.ingest;

import static io.plumbline.ingest.Wire.wire;

import io.plumbline.signal.Labels.Label;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A remote write 2.0 request written by hand: the symbols in the order of their first use. */
final class Request2 {

  private final Map<String, Integer> symbols = new LinkedHashMap<>(Map.of("", 0));
  private final Wire series = wire();

  /** The reference to a text. */
  int ref(String text) {
    int next = symbols.size();
    return symbols.computeIfAbsent(text, t -> next);
  }

  /** References to labels, packed. */
  Wire labels(List<Label> labels) {
    ByteArrayOutputStream refs = new ByteArrayOutputStream();
    for (Label label : labels) {
      LabelBlock.varint(refs, ref(label.name()));
      LabelBlock.varint(refs, ref(label.value()));
    }
    return wire().bytes(1, refs.toByteArray());
  }

  /** References to labels given as name, value, name, value. */
  Wire labels(String... pairs) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.add(new Label(pairs[i], pairs[i + 1]));
    }
    return labels(labels);
  }

  /** Adds a time series with this content. */
  Request2 series(Wire content) {
    series.bytes(5, content);
    return this;
  }

  static Wire sample(double value, long time, long start) {
    return wire().fixed64(1, value).varint(2, time).varint(3, start);
  }

  byte[] toBytes() {
    Wire request = wire();
    symbols.keySet().forEach(symbol -> request.text(4, symbol));
    return request.raw(series).toBytes();
  }
}
