package io.plumbline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads samples from JSON: {@code {"name", "labels": {}, "at", "value"}}, where {@code at} is a
 * time in ISO-8601 with its offset, or milliseconds since 1970. Nothing is assumed: a sample
 * without its time is refused. Belongs to the journal's thread.
 */
final class JsonMetrics {

  private static final List<String> FIELDS = List.of("name", "labels", "at", "value");

  private final SeriesIndex index;
  private final Columns columns = new Columns();

  JsonMetrics(SeriesIndex index) {
    this.index = index;
  }

  /**
   * Reads a body.
   *
   * @param lines whether there is one object a line
   * @throws MalformedBodyException when the body is not JSON; no series is left pending
   */
  MetricBatch read(byte[] body, boolean lines, TimeBounds bounds, Refusals refusals)
      throws MalformedBodyException {
    columns.clear();
    index.begin();
    int known = index.size();
    boolean whole = false;
    try {
      if (lines) {
        JsonItems.readLines(body, refusals, (i, item) -> sample(item, bounds));
      } else {
        JsonItems.readDocument(body, refusals, (i, item) -> sample(item, bounds));
      }
      whole = true;
    } finally {
      if (!whole) {
        index.truncate(known);
      }
    }
    return columns.batch(index.since(known));
  }

  private void sample(ObjectNode node, TimeBounds bounds) throws RefusedItemException {
    JsonItem item = new JsonItem(node, Refusal.MALFORMED, FIELDS);
    List<Labels.Label> labels = new ArrayList<>();
    labels.add(new Labels.Label(Labels.METRIC_NAME, item.text("name")));
    if (item.has("labels")) {
      addLabels(item, labels);
    }
    long at = item.instant("at").toEpochMilli();
    double value = value(item);
    if (at > bounds.latest()) {
      throw new RefusedItemException(Refusal.IN_FUTURE, "at: " + bounds.tooFarAhead(at));
    }
    if (at < bounds.earliest()) {
      throw new RefusedItemException(Refusal.TOO_OLD, "at: " + bounds.tooOld(at));
    }
    byte[] block = LabelBlock.of(labels);
    columns.add(index.resolve(block, 0, block.length), at, Double.doubleToRawLongBits(value));
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
