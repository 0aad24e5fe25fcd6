package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.app.publishing.PublishingRules;
import io.plumbline.app.publishing.ReviewTime;
import io.plumbline.ingest.ReplicaLabels;
import io.plumbline.publish.Channel;
import io.plumbline.publish.PayloadFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {

  private static final String SECRET = "whsec_cGx1bWJsaW5lLXRlc3Qtc2VjcmV0LXRoYXQtaXMtbG9uZw==";
  private static final Path REFERENCE = Path.of("plumbline.yaml");

  @TempDir Path folder;

  private Configuration read(String yaml, Map<String, String> environment) throws Exception {
    return ConfigurationReader.read(Optional.of(file(yaml)), environment);
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("p.yaml"), yaml);
  }

  private List<String> problems(String yaml, Map<String, String> environment) {
    ConfigurationException e =
        catchThrowableOfType(ConfigurationException.class, () -> read(yaml, environment));
    assertThat(e).as("the configuration was accepted").isNotNull();
    return e.problems().stream().map(p -> p.replace(folder + "/", "")).toList();
  }

  @Test
  void withoutAnythingTheDefaultsHold() throws Exception {
    Configuration c = ConfigurationReader.read(Optional.empty(), Map.of("PATH", "/bin"));
    assertThat(c.rules()).isEqualTo(Path.of("rules"));
    assertThat(c.data()).isEqualTo(Path.of("data"));
    assertThat(c.http()).isEqualTo(new Configuration.Listener("127.0.0.1", 8080));
    assertThat(c.management()).isEqualTo(new Configuration.Listener("127.0.0.1", 8081));
    assertThat(c.site()).isEmpty();
    assertThat(c.tick()).isEqualTo(Duration.ofMillis(500));
    assertThat(c.shards()).isEqualTo(1);
    assertThat(c.webhooks()).isEmpty();
    assertThat(c.influx()).isEmpty();
  }

  @Test
  void anEmptyFileIsFine() throws Exception {
    assertThat(read("", Map.of())).isEqualTo(ConfigurationReader.read(Optional.empty(), Map.of()));
    assertThat(read("# nothing\n", Map.of()).http().port()).isEqualTo(8080);
  }

  @Test
  void theEnvironmentGoesBeforeTheFileAndTheFileBeforeDefaults() throws Exception {
    Configuration c =
        read(
            "http:\n  port: 9000\n  host: 0.0.0.0\nmanagement.port: 0\nengine: {tick: 1s}\n",
            Map.of("PLUMBLINE_HTTP_PORT", "9001", "PLUMBLINE_LOG_LEVEL", "DEBUG"));
    assertThat(c.http()).isEqualTo(new Configuration.Listener("0.0.0.0", 9001));
    assertThat(c.management()).isEqualTo(new Configuration.Listener("127.0.0.1", 0));
    assertThat(c.tick()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void readsWebhooksOfTheFileAndTheOneOfTheEnvironment() throws Exception {
    Configuration c =
        read(
            """
            webhooks:
            - {name: on-call, url: "https://on-call.example/x", secret: %s}
            - name: alerts
              url: http://localhost:9095/
              format: alertmanager
              events: [plumbline.breach, plumbline.at_risk.raised]
            """
                .formatted(SECRET),
            Map.of(
                "PLUMBLINE_WEBHOOK_URL",
                "http://127.0.0.1:1/hook",
                "PLUMBLINE_WEBHOOK_SECRET",
                SECRET,
                "PLUMBLINE_WEBHOOK_FORMAT",
                "alertmanager"));
    assertThat(c.webhooks())
        .extracting(Channel::name)
        .containsExactly("on-call", "alerts", "webhook");
    assertThat(c.webhooks())
        .extracting(Channel::format)
        .containsExactly(
            PayloadFormat.PLUMBLINE, PayloadFormat.ALERTMANAGER, PayloadFormat.ALERTMANAGER);
    assertThat(c.webhooks())
        .extracting(channel -> channel.signature().isPresent())
        .containsExactly(true, false, true);
    assertThat(c.webhooks().get(1).wants("plumbline.at_risk.cleared")).isFalse();
  }

  @Test
  void listsEveryMistakeWithItsPlaceInOneGo() {
    assertThat(
            problems(
                """
                http:
                  port: 80800
                  prot: 1
                data:
                  dir:
                engine: {tick: 5 minutes, shards: 0}
                management:
                  port: [8081]
                rules.dir: a
                rules:
                  dir: b
                nonsense: true
                webhooks:
                - name: Chat Room
                  url: ftp://example
                  secret: hunter2
                  format: teams
                  events: [breach]
                  colour: red
                - url: "http:// blank"
                """,
                Map.of(
                    "PLUMBLINE_MANAGEMENT_PORT",
                    "many",
                    "PLUMBLINE_HTTP_POTR",
                    "1",
                    "PLUMBLINE_HTTP_SITE",
                    "example.org",
                    "PLUMBLINE_WEBHOOK_SECRET",
                    SECRET)))
        .containsExactly(
            "p.yaml:5: data.dir has no value; write one or take the line out",
            "p.yaml:8: management.port takes one value; write it on the same line",
            "p.yaml:11: rules.dir stands here twice; take one of them out",
            "p.yaml:3: there is no key http.prot; write http.port",
            "p.yaml:12: there is no key nonsense; write one of "
                + "data.dir, data.reserve, engine.shards, engine.tick, history.exact, http.host, http.port, http.site, influxdb.bucket, "
                + "influxdb.org, influxdb.token, influxdb.url, ingest.cluster-labels, "
                + "ingest.replica-labels, journal.keep, log.format, management.host, management.port, "
                + "rules.dir, rules.drafts, rules.publish, rules.review-within, token.file, token.required, webhook.format, webhook.secret, webhook.url",
            "p.yaml:19: a webhook has no key colour; write one of events, format, name, secret, url",
            "p.yaml:14: webhook Chat Room has the unknown format \"teams\"; "
                + "write one of alertmanager, plumbline",
            "p.yaml:14: webhook Chat Room: the webhook secret does not begin with whsec_; write "
                + "whsec_ followed by the base64 of 24 to 64 random bytes, such as "
                + "`openssl rand -base64 32` prints",
            "p.yaml:14: \"Chat Room\" cannot name a webhook; write small letters, digits, - and _",
            "p.yaml:14: webhook Chat Room has no usable address; "
                + "write http:// or https:// and a host",
            "p.yaml:14: webhook Chat Room asks for unknown events \"breach\"; write one of "
                + "plumbline, plumbline.at_risk, plumbline.at_risk.changed, "
                + "plumbline.at_risk.cleared, plumbline.at_risk.raised, "
                + "plumbline.at_risk.withdrawn, plumbline.breach, plumbline.breach.changed, "
                + "plumbline.breach.cleared, plumbline.breach.raised, plumbline.breach.withdrawn, "
                + "plumbline.improvement, plumbline.improvement.changed, "
                + "plumbline.improvement.cleared, plumbline.improvement.raised, "
                + "plumbline.improvement.withdrawn",
            "p.yaml:20: webhook webhook has no usable address; "
                + "write http:// or https:// and a host, without blanks",
            "there is no key PLUMBLINE_HTTP_POTR; write PLUMBLINE_HTTP_PORT",
            "PLUMBLINE_WEBHOOK_SECRET is given without an address; set webhook.url too, or neither",
            "p.yaml:2: http.port is \"80800\"; write a port, 0 to 65535",
            "PLUMBLINE_MANAGEMENT_PORT is \"many\"; write a port, 0 to 65535",
            "PLUMBLINE_HTTP_SITE is \"example.org\"; write http:// or https:// and a host",
            "p.yaml:6: engine.tick is \"5 minutes\"; write 100ms to 1m",
            "p.yaml:6: engine.shards is \"0\"; write a number from 1 to 64");
  }

  @Test
  void noMessageRepeatsASecret() {
    assertThat(
            problems(
                "webhooks: [{url: 'http://x/token in it', secret: hunter2}]",
                Map.of(
                    "PLUMBLINE_WEBHOOK_URL",
                    "https://user:hunter2@",
                    "PLUMBLINE_WEBHOOK_SECRET",
                    "whsec_hunter2")))
        .hasSize(4)
        .noneMatch(problem -> problem.contains("hunter2") || problem.contains("token"));
  }

  @Test
  void namesOfWebhooksAreUnique() {
    assertThat(problems("webhooks: [{url: 'http://a'}, {url: 'http://b'}]", Map.of()))
        .containsExactly(
            "p.yaml:1: there are two webhooks named webhook; give each a name of its own");
  }

  @Test
  void aHalfGivenInfluxDbSaysWhatIsMissing() {
    assertThat(problems("", Map.of("PLUMBLINE_INFLUXDB_TOKEN", "t")))
        .containsExactly(
            "influxdb.url is missing; give url, token, org and bucket, or none of them");
    assertThat(problems("influxdb: {url: localhost, org: o, token: t}", Map.of()))
        .contains("p.yaml:1: influxdb.url is \"localhost\"; write http:// or https:// and a host");
  }

  @Test
  void whatIsNotYamlOrNotThereIsSaid() {
    assertThat(problems("http:\n  port: 1\n host: x\n", Map.of()))
        .singleElement()
        .asString()
        .startsWith("p.yaml:3: not YAML: ");
    assertThat(problems("- http\n", Map.of()))
        .containsExactly("p.yaml:1: this is no list of keys; write lines such as http.port: 8080");
    ConfigurationException e =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> ConfigurationReader.read(Optional.of(folder.resolve("none.yaml")), Map.of()));
    assertThat(e).hasMessageContaining("none.yaml: cannot be read; give the path");
  }

  @Test
  void theReferenceFileHoldsTheDefaults() throws Exception {
    assertThat(ConfigurationReader.read(Optional.of(REFERENCE), Map.of()))
        .isEqualTo(ConfigurationReader.read(Optional.empty(), Map.of()));
  }

  @Test
  void theFileInTheContainerImageCanBeRead() throws Exception {
    Path image = Path.of("src/main/docker/plumbline.yaml");
    assertThat(
            ConfigurationReader.read(
                Optional.of(image), Map.of("PLUMBLINE_INFLUXDB_TOKEN", "of the compose file")))
        .isNotNull();
  }

  @Test
  void saysHowAnEditGoesLive() throws Exception {
    assertThat(read("", Map.of()).publishing())
        .isEqualTo(new PublishingRules(false, Path.of("rules"), ReviewTime.DEFAULT));
    assertThat(
            read(
                    "rules: {publish: approved, drafts: branch, review-within: 48h}",
                    Map.of("PLUMBLINE_RULES_DIR", "live"))
                .publishing())
        .isEqualTo(
            new PublishingRules(true, Path.of("branch"), new ReviewTime(0, Duration.ofHours(48))));
    assertThat(problems("rules: {publish: later, review-within: soon}", Map.of()))
        .containsExactly(
            "p.yaml:1: rules.publish is \"later\"; write on-save or approved",
            "p.yaml:1: rules.review-within is \"soon\"; write days such as \"2 business days\", or"
                + " a duration such as 48h");
  }

  @Test
  void labelsOfReplicasStandInALine() throws Exception {
    assertThat(read("", Map.of()).replicas())
        .isEqualTo(new ReplicaLabels(List.of(), List.of("cluster")));
    assertThat(
            read(
                    "ingest:\n  replica-labels: replica , pod\n",
                    Map.of("PLUMBLINE_INGEST_CLUSTER_LABELS", "cluster,region"))
                .replicas())
        .isEqualTo(new ReplicaLabels(List.of("replica", "pod"), List.of("cluster", "region")));
    assertThat(problems("ingest.replica-labels: replica;pod\n", Map.of()))
        .containsExactly(
            "p.yaml:1: ingest.replica-labels is \"replica;pod\"; write names of labels, such as"
                + " \"cluster, region\"");
  }

  @Test
  void theReferenceFileNamesEverySetting() throws Exception {
    String reference = Files.readString(REFERENCE);
    for (Setting setting : Setting.values()) {
      assertThat(reference).contains(setting.variable());
    }
    String uncommented = reference.replaceAll("(?m)^( *)# ((- )?[a-z-]+:( |$)|  [a-z]+: )", "$1$2");
    assertThat(ConfigurationFile.read(file(uncommented)).values())
        .extracting(ConfigurationFile.Value::key)
        .containsExactlyInAnyOrderElementsOf(
            List.of(Setting.values()).stream().map(Setting::key).toList());
    Configuration all = read(uncommented, Map.of());
    assertThat(all.webhooks()).hasSize(3);
    assertThat(all.influx()).isPresent();
  }
}
