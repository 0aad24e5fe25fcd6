package io.plumbline.grafana;

import io.plumbline.testing.PrometheusProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of every dashboard finds something of the tests' exposition in a real Prometheus. */
class DashboardIT {

  @TempDir private static Path folder;
  private static ExpositionServer exposition;
  private static PrometheusProcess prometheus;

  @BeforeAll
  static void scrape() throws IOException {
    exposition = ExpositionServer.start();
    prometheus = PrometheusProcess.watching(folder, exposition.address());
  }

  @AfterAll
  static void stop() {
    Stream.of(prometheus, exposition).filter(c -> c != null).forEach(DashboardIT::close);
  }

  static List<Dashboard.Query> queries() {
    return Dashboard.all().flatMap(dashboard -> dashboard.queries().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void queryFindsSomething(Dashboard.Query query) {
    prometheus.awaitSamples(query.expression(), Duration.ofSeconds(30));
  }

  private static void close(AutoCloseable started) {
    try {
      started.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
