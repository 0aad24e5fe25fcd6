package io.plumbline.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compose file and the configuration files it mounts, against each other. */
class ComposeTest {

  private static final Path DOCKER = Path.of("src/main/docker");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern PINNED = Pattern.compile("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+\\S*");

  private final JsonNode services = yaml(Path.of("docker-compose.yml")).path("services");

  @Test
  void everyMountedPathIsInTheRepository() {
    assertThat(mounts().filter(m -> m.source().startsWith("."))).isNotEmpty();
    assertThat(mounts().filter(m -> m.source().startsWith(".")))
        .allSatisfy(m -> assertThat(Path.of(m.source())).exists());
  }

  @Test
  void everyNamedVolumeIsDeclared() {
    JsonNode volumes = yaml(Path.of("docker-compose.yml")).path("volumes");

    assertThat(mounts().map(Mount::source).filter(s -> !s.startsWith(".")))
        .isNotEmpty()
        .allMatch(volumes::has);
  }

  @Test
  void everyImageIsPinned() throws IOException {
    assertThat(services)
        .extracting(s -> s.path("image").asText())
        .allMatch(PINNED.asMatchPredicate());
    assertThat(Files.readAllLines(DOCKER.resolve("Dockerfile")))
        .filteredOn(line -> line.startsWith("FROM "))
        .isNotEmpty()
        .allMatch(line -> PINNED.matcher(line.substring(5)).matches());
  }

  @Test
  void everyServiceTellsItsHealthAndWaitsForThatOfOthers() {
    for (JsonNode service : services) {
      assertThat(service.at("/healthcheck/test/0").asText()).isEqualTo("CMD");
      service
          .path("depends_on")
          .properties()
          .forEach(
              d -> {
                assertThat(services.has(d.getKey())).as(d.getKey()).isTrue();
                assertThat(d.getValue().path("condition").asText()).isEqualTo("service_healthy");
              });
    }
  }

  @Test
  void portsArePublishedOnLoopbackOnly() {
    assertThat(services.findValues("ports"))
        .flatExtracting(ports -> Dashboard.stream(ports).map(JsonNode::asText).toList())
        .isNotEmpty()
        .allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void prometheusScrapesAndFeedsTheDaemonWhereItListens() {
    JsonNode prometheus = yaml(DOCKER.resolve("prometheus.yml"));
    JsonNode daemon = yaml(DOCKER.resolve("plumbline.yaml"));

    assertThat(prometheus.at("/scrape_configs/0/static_configs/0/targets/0").asText())
        .isEqualTo("plumbline:" + daemon.at("/management/port").asInt());
    assertThat(prometheus.at("/remote_write/0/url").asText())
        .isEqualTo("http://plumbline:" + daemon.at("/http/port").asInt() + "/api/v1/write");
    assertThat(targets("plumbline")).contains(daemon.at("/rules/dir").asText());
    assertThat(targets("plumbline")).contains(daemon.at("/data/dir").asText());
  }

  @Test
  void prometheusShowsTheTokenThatTheDaemonAsksFor() {
    JsonNode prometheus = yaml(DOCKER.resolve("prometheus.yml"));
    String token = "./src/main/docker/plumbline-token";

    assertThat(mounts("plumbline"))
        .contains(
            new Mount(token, yaml(DOCKER.resolve("plumbline.yaml")).at("/token/file").asText()));
    assertThat(mounts("prometheus")).contains(new Mount(token, "/etc/prometheus/plumbline-token"));
    assertThat(
            List.of(
                prometheus.at("/scrape_configs/0/authorization/credentials_file").asText(),
                prometheus.at("/remote_write/0/authorization/credentials_file").asText()))
        .containsOnly("plumbline-token");
  }

  @Test
  void grafanaFindsItsSourcesAndDashboards() {
    JsonNode sources =
        yaml(Path.of("grafana/provisioning/datasources/plumbline.yaml")).path("datasources");
    JsonNode provider =
        yaml(Path.of("grafana/provisioning/dashboards/plumbline.yaml")).at("/providers/0");

    assertThat(sources).extracting(s -> s.path("uid").asText()).contains("prometheus", "influxdb");
    assertThat(sources.path(0).at("/jsonData/timeInterval"))
        .as("the shortest rate window follows from the scrape interval")
        .isEqualTo(yaml(DOCKER.resolve("prometheus.yml")).at("/global/scrape_interval"));
    assertThat(provider.path("allowUiUpdates").asBoolean(true)).isFalse();
    String folder = provider.at("/options/path").asText();
    assertThat(targets("grafana")).contains(folder, "/etc/grafana/provisioning");
    assertThat(
            services.at("/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").asText())
        .isEqualTo(folder + "/service-levels.json");
    assertThat(Dashboard.all())
        .extracting(Dashboard::name)
        .containsExactly("incident-targets", "service-levels");
  }

  @Test
  void influxHasOneOrganisationBucketAndTokenForAll() {
    JsonNode source =
        yaml(Path.of("grafana/provisioning/datasources/plumbline.yaml")).at("/datasources/1");
    JsonNode daemon = yaml(DOCKER.resolve("plumbline.yaml")).path("influxdb");
    JsonNode influx = services.at("/influxdb/environment");

    assertThat(List.of(daemon.path("org"), source.at("/jsonData/organization")))
        .containsOnly(influx.path("DOCKER_INFLUXDB_INIT_ORG"));
    assertThat(List.of(daemon.path("bucket"), source.at("/jsonData/defaultBucket")))
        .containsOnly(influx.path("DOCKER_INFLUXDB_INIT_BUCKET"));
    assertThat(daemon.path("url")).isEqualTo(source.path("url"));
    assertThat(
            List.of(
                services.at("/plumbline/environment/PLUMBLINE_INFLUXDB_TOKEN"),
                services.at("/grafana/environment/INFLUXDB_TOKEN")))
        .containsOnly(influx.path("DOCKER_INFLUXDB_INIT_ADMIN_TOKEN"));
  }

  @Test
  void theImageIsBuiltFromPathsThatItsContextLetsThrough() throws IOException {
    List<String> allowed =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();

    assertThat(Files.readAllLines(DOCKER.resolve("Dockerfile")))
        .filteredOn(line -> line.startsWith("COPY "))
        .isNotEmpty()
        .map(line -> line.split(" ")[1])
        .allMatch(source -> allowed.stream().anyMatch(source::startsWith))
        .filteredOn(source -> !source.startsWith("target/"))
        .allSatisfy(source -> assertThat(Path.of(source)).exists());
  }

  private Stream<Mount> mounts() {
    return services.properties().stream().flatMap(s -> mounts(s.getKey()));
  }

  private Stream<Mount> mounts(String service) {
    List<Mount> mounts = new ArrayList<>();
    for (JsonNode volume : services.path(service).path("volumes")) {
      String[] parts = volume.asText().split(":");
      mounts.add(new Mount(parts[0], parts[1]));
    }
    return mounts.stream();
  }

  /** The paths inside a container at which something of ours is mounted. */
  private List<String> targets(String service) {
    return mounts(service).map(Mount::target).toList();
  }

  private static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }

  /** What is mounted where in a container. */
  private record Mount(String source, String target) {}
}
