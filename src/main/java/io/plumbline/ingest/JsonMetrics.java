package io.plumbline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads samples from JSON: {@code {"name", "labels": {}, "at", "value", "start"}}, where {@code at}
 * is a time in ISO-8601 with its offset, or milliseconds since 1970, and so is {@code start}, since
 * when a counter counts, which may be left out. Nothing is assumed: a sample without its time is
 * refused. Belongs to the journal's thread.
 */
final class JsonMetrics {

  private static final List<String> FIELDS = List.of("name", "labels", "at", "value", "start");

  private final RequestSamples samples;

  JsonMetrics(SeriesIndex index) {
    this.samples = new RequestSamples(index);
  }

  /**
   * Reads a body.
   *
   * @param lines whether there is one object a line
   * @throws MalformedBodyException when the body is not JSON; no series is left pending
   */
  MetricBatch read(byte[] body, boolean lines, TimeBounds bounds, Refusals refusals)
      throws MalformedBodyException {
    return samples.read(
        bounds,
        refusals,
        () -> {
          if (lines) {
            JsonItems.readLines(body, refusals, (i, item) -> sample(i, item));
          } else {
            JsonItems.readDocument(body, refusals, (i, item) -> sample(i, item));
          }
        });
  }

  private void sample(int number, ObjectNode node)
      throws RefusedItemException, MalformedBodyException {
    JsonItem item = new JsonItem(node, Refusal.MALFORMED, FIELDS);
    List<Labels.Label> labels = new ArrayList<>();
    labels.add(new Labels.Label(Labels.METRIC_NAME, item.text("name")));
    if (item.has("labels")) {
      addLabels(item, labels);
    }
    long at = item.instant("at").toEpochMilli();
    long start = item.has("start") ? item.instant("start").toEpochMilli() : 0;
    if (start > at) {
      throw item.wrong("start is later than at; it says since when the counter counts");
    }
    double value = value(item);
    byte[] block = LabelBlock.of(labels);
    samples.next(number);
    samples.labels(block, 0, block.length, false);
    samples.add(at, Double.doubleToRawLongBits(value), start);
  }

  private static void addLabels(JsonItem item, List<Labels.Label> labels)
      throws RefusedItemException {
    if (!(item.required("labels") instanceof ObjectNode pairs)) {
      throw item.wrong("labels must be an object of texts, such as {\"job\": \"checkout\"}");
    }
    for (var pair : pairs.properties()) {
      if (!pair.getValue().isTextual()) {
        throw item.wrong("the label " + pair.getKey() + " must be text in quotes");
      }
      labels.add(new Labels.Label(pair.getKey(), pair.getValue().textValue()));
    }
  }

  private static double value(JsonItem item) throws RefusedItemException {
    JsonNode value = item.required("value");
    if (!value.isNumber()) {
      throw item.wrong("value must be a number");
    }
    if (!Double.isFinite(value.doubleValue())) {
      throw new RefusedItemException(
          Refusal.VALUE, "value is not a finite number; leave the sample out when it is unknown");
    }
    return value.doubleValue();
  }
}
