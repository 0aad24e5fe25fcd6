package io.plumbline.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every query of the dashboard finds something in a real Prometheus. The system property {@code
 * plumbline.metrics.url}, a base address such as {@code http://127.0.0.1:8081}, points it at a
 * running daemon instead of the exposition of the tests.
 */
class DashboardIT {

  private static final Optional<URI> DAEMON =
      Optional.ofNullable(System.getProperty("plumbline.metrics.url")).map(URI::create);

  @TempDir private static Path folder;
  private static ExpositionServer exposition;
  private static ScrapingPrometheus prometheus;

  @BeforeAll
  static void scrape() throws IOException {
    exposition = ExpositionServer.start();
    prometheus = ScrapingPrometheus.start(DAEMON.orElse(exposition.address()), folder);
  }

  @AfterAll
  static void stop() {
    Stream.of(prometheus, exposition).filter(c -> c != null).forEach(DashboardIT::close);
  }

  static List<Dashboard.Query> queries() {
    return Dashboard.read().queries();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void queryFindsSomething(Dashboard.Query query) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              var found = prometheus.query(query.expression());
              // A daemon need not have raised a breach within the last minute.
              if (!(query.annotation() && DAEMON.isPresent())) {
                assertThat(found).isNotEmpty();
              }
            });
  }

  private static void close(AutoCloseable started) {
    try {
      started.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
