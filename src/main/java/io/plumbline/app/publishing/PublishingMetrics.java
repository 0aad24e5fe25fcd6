package io.plumbline.app.publishing;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What waits for somebody, of each pack, read off the records when Prometheus scrapes. */
public final class PublishingMetrics implements MultiCollector {

  private static final String DRAFTS = "plumbline_rules_drafts";
  private static final String DUE = "plumbline_rules_reviews_due";
  private static final String OVERDUE = "plumbline_rules_reviews_overdue";

  private final Desk desk;

  /** The metrics of a desk. */
  public PublishingMetrics(Desk desk) {
    this.desk = desk;
  }

  @Override
  public List<String> getPrometheusNames() {
    return List.of(DRAFTS, DUE, OVERDUE);
  }

  @Override
  public MetricSnapshots collect() {
    GaugeSnapshot.Builder drafts =
        GaugeSnapshot.builder().name(DRAFTS).help("Drafts of rules: waiting, approved, withheld");
    GaugeSnapshot.Builder due =
        GaugeSnapshot.builder().name(DUE).help("Emergencies that somebody has to review");
    GaugeSnapshot.Builder overdue =
        GaugeSnapshot.builder().name(OVERDUE).help("Reviews of emergencies that are overdue");
    Instant now = desk.now();
    for (String pack : desk.records().packs()) {
      for (Draft.State state : Draft.State.values()) {
        boolean is = desk.records().draft(pack).filter(d -> d.state() == state).isPresent();
        String name = state.name().toLowerCase(Locale.ROOT);
        drafts.dataPoint(point(is ? 1 : 0, Labels.of("pack", pack, "state", name)));
      }
      List<Instant> reviews =
          desk.records().due().stream()
              .filter(version -> version.pack().equals(pack))
              .map(version -> version.reviewDue().orElseThrow())
              .toList();
      due.dataPoint(point(reviews.size(), Labels.of("pack", pack)));
      overdue.dataPoint(
          point(
              (int) reviews.stream().filter(by -> !by.isAfter(now)).count(),
              Labels.of("pack", pack)));
    }
    return MetricSnapshots.of(drafts.build(), due.build(), overdue.build());
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(int value, Labels labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }
}
