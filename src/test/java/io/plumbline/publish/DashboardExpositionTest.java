package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plumbline.grafana.Exposition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The exposition by which the dashboard and the alerts are tried is one the daemon would give. */
class DashboardExpositionTest {

  private static final Pattern SERIES = Pattern.compile("(?m)^(plumbline_\\w+)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  @Test
  void hasTheNamesAndLabelsOfTheDaemon() {
    PrometheusMeterRegistry registry = ExampleBoard.registry();
    new OutboxMeters(registry, "hook").count(Outcome.Verdict.DELIVERED, Outcome.Reason.OK);

    Set<List<String>> daemon = shapes(registry.scrape());

    assertThat(daemon).hasSizeGreaterThan(20);
    assertThat(shapes(Exposition.text(1, Instant.EPOCH))).containsAll(daemon);
  }

  /** Name and label keys of each series. */
  private static Set<List<String>> shapes(String exposition) {
    return SERIES
        .matcher(exposition)
        .results()
        .map(DashboardExpositionTest::shape)
        .collect(Collectors.toSet());
  }

  private static List<String> shape(MatchResult series) {
    String labels = series.group(2) == null ? "" : series.group(2);
    Set<String> keys = new TreeSet<>(LABEL.matcher(labels).results().map(m -> m.group(1)).toList());
    return List.of(series.group(1), String.join(" ", keys));
  }
}
