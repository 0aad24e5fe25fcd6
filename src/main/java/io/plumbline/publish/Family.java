package io.plumbline.publish;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** One metric with the values of one scrape. A value that is not finite is not known: left out. */
final class Family {

  private final MetricDefinition definition;
  private final Map<List<String>, Double> values = new LinkedHashMap<>();

  Family(MetricDefinition definition) {
    this.definition = definition;
  }

  /** Sets the value of a series. */
  void set(double value, String... labels) {
    if (Double.isFinite(value)) {
      values.put(List.of(labels), value);
    }
  }

  /** Adds to the value of a series. */
  void add(double value, String... labels) {
    if (Double.isFinite(value)) {
      values.merge(List.of(labels), value, Double::sum);
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** The metric as the Prometheus client wants it. */
  MetricSnapshot snapshot() {
    MetricMetadata metadata = new MetricMetadata(definition.clientName(), definition.help());
    return switch (definition.type()) {
      case GAUGE ->
          new GaugeSnapshot(
              metadata, points((value, labels) -> new GaugeDataPointSnapshot(value, labels, null)));
      case COUNTER ->
          new CounterSnapshot(
              metadata,
              points((value, labels) -> new CounterDataPointSnapshot(value, labels, null, 0)));
      case INFO ->
          new InfoSnapshot(metadata, points((value, labels) -> new InfoDataPointSnapshot(labels)));
    };
  }

  private <T> List<T> points(BiFunction<Double, Labels, T> point) {
    List<T> points = new ArrayList<>(values.size());
    values.forEach(
        (labels, value) -> points.add(point.apply(value, Labels.of(definition.labels(), labels))));
    return points;
  }
}
