package io.plumbline.app;

import io.plumbline.app.publishing.PublishingRules;
import io.plumbline.app.publishing.ReviewTime;
import io.plumbline.ingest.ReplicaLabels;
import io.plumbline.publish.InfluxTarget;
import io.plumbline.rules.NearestName;
import io.plumbline.runner.history.Retention;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the configuration: defaults, then a file, then the environment. Every mistake is found in
 * one go, and an unknown key is one.
 */
public final class ConfigurationReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/]+\\S*");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final String PREFIX = "PLUMBLINE_";

  /** Read by the logging library itself. */
  private static final String LOG_LEVEL = "PLUMBLINE_LOG_LEVEL";

  private static final int MAX_SHARDS = 64;

  private final List<String> problems = new ArrayList<>();
  private final Map<Setting, Given> values = new EnumMap<>(Setting.class);
  private final WebhookReader webhooks = new WebhookReader(problems);

  private ConfigurationReader() {}

  /** A value and where it was given: as people find it. */
  private record Given(String name, String text, String from) {}

  /**
   * A key, what it is set to, and where that comes from.
   *
   * @param key such as {@code http.port}
   * @param text its value; of a secret only whether there is one, of an address only its beginning
   * @param from {@code path:line}, a variable's name, or {@code default}
   */
  public record Origin(String key, String text, String from) {}

  /**
   * Where each value comes from, in the order of the keys. Mistakes are left to {@link #read}.
   *
   * @param file the file, empty for none
   * @param environment the environment variables
   */
  public static List<Origin> origins(Optional<Path> file, Map<String, String> environment) {
    ConfigurationReader reader = given(file, environment);
    return reader.values.entrySet().stream()
        .map(
            e ->
                new Origin(
                    e.getKey().key(), e.getKey().shown(e.getValue().text()), e.getValue().from()))
        .toList();
  }

  /**
   * Reads a configuration.
   *
   * @param file the file, empty for none
   * @param environment the environment variables
   * @throws ConfigurationException with every mistake
   */
  public static Configuration read(Optional<Path> file, Map<String, String> environment)
      throws ConfigurationException {
    ConfigurationReader reader = given(file, environment);
    Configuration configuration = reader.configuration();
    if (!reader.problems.isEmpty()) {
      throw new ConfigurationException(reader.problems);
    }
    return configuration;
  }

  private static ConfigurationReader given(Optional<Path> file, Map<String, String> environment) {
    ConfigurationReader reader = new ConfigurationReader();
    for (Setting setting : Setting.values()) {
      reader.values.put(setting, new Given(setting.key(), setting.standard(), "default"));
    }
    file.map(ConfigurationFile::read).ifPresent(reader::file);
    reader.environment(environment);
    return reader;
  }

  private void file(ConfigurationFile file) {
    problems.addAll(file.problems());
    for (ConfigurationFile.Value value : file.values()) {
      give(Setting::key, value.key(), value.place() + ": ", value.place(), value.text());
    }
    file.webhooks().forEach(webhooks::read);
  }

  private void environment(Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              if (name.startsWith(PREFIX) && !name.equals(LOG_LEVEL)) {
                give(Setting::variable, name, "", name, text);
              }
            });
  }

  private void give(
      Function<Setting, String> naming, String name, String place, String from, String text) {
    Arrays.stream(Setting.values())
        .filter(setting -> naming.apply(setting).equals(name))
        .findFirst()
        .ifPresentOrElse(
            setting -> values.put(setting, new Given(place + name, text, from)),
            () ->
                problems.add(
                    "%sthere is no key %s; %s"
                        .formatted(
                            place,
                            name,
                            NearestName.remedy(
                                name, Arrays.stream(Setting.values()).map(naming).toList()))));
  }

  private Configuration configuration() {
    webhook();
    return new Configuration(
        Path.of(present(Setting.RULES_DIR, "a folder")),
        publishing(),
        Path.of(present(Setting.DATA_DIR, "a folder")),
        reserve(),
        logFormat(),
        listener(Setting.HTTP_HOST, Setting.HTTP_PORT),
        listener(Setting.MANAGEMENT_HOST, Setting.MANAGEMENT_PORT),
        tokens(),
        address(Setting.HTTP_SITE).replaceAll("/+$", ""),
        span(Setting.ENGINE_TICK, Duration.ofMillis(100), Duration.ofMinutes(1), "100ms to 1m"),
        shards(),
        new ReplicaLabels(
            labels(Setting.INGEST_REPLICA_LABELS), labels(Setting.INGEST_CLUSTER_LABELS)),
        new Retention.Keep(
            span(Setting.JOURNAL_KEEP, Duration.ofHours(1), Duration.ofDays(35), "1h to 35d"),
            span(Setting.HISTORY_EXACT, Duration.ofDays(1), Duration.ofDays(400), "1d to 400d")),
        webhooks.channels(),
        influx());
  }

  private void webhook() {
    if (!text(Setting.WEBHOOK_URL).isEmpty()) {
      webhooks.add(
          "",
          "webhook",
          text(Setting.WEBHOOK_URL),
          text(Setting.WEBHOOK_SECRET),
          text(Setting.WEBHOOK_FORMAT),
          List.of());
    } else if (!text(Setting.WEBHOOK_SECRET).isEmpty()) {
      problems.add(
          "%s is given without an address; set %s too, or neither"
              .formatted(values.get(Setting.WEBHOOK_SECRET).name(), Setting.WEBHOOK_URL.key()));
    }
  }

  private Optional<InfluxTarget> influx() {
    String url = address(Setting.INFLUXDB_URL);
    if (url.isEmpty() && text(Setting.INFLUXDB_TOKEN).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new InfluxTarget(
              url,
              text(Setting.INFLUXDB_TOKEN),
              text(Setting.INFLUXDB_ORG),
              text(Setting.INFLUXDB_BUCKET)));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  private String text(Setting setting) {
    return values.get(setting).text();
  }

  private String present(Setting setting, String what) {
    if (text(setting).isBlank()) {
      wrong(setting, what);
    }
    return text(setting);
  }

  private String address(Setting setting) {
    String text = text(setting);
    if (!text.isEmpty() && !(ADDRESS.matcher(text).matches() && hasHost(text))) {
      wrong(setting, "http:// or https:// and a host");
      return "";
    }
    return text;
  }

  private static boolean hasHost(String address) {
    try {
      return URI.create(address).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Configuration.Listener listener(Setting host, Setting port) {
    return new Configuration.Listener(
        present(host, "a name or address such as 127.0.0.1"), port(port));
  }

  private int port(Setting setting) {
    String text = text(setting);
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      wrong(setting, "a port, 0 to 65535");
      return 0;
    }
    return Integer.parseInt(text);
  }

  private long reserve() {
    OptionalLong bytes = ByteSize.parse(text(Setting.DATA_RESERVE));
    if (bytes.isEmpty()) {
      wrong(Setting.DATA_RESERVE, "a size such as 256MB or 2GB");
    }
    return bytes.orElse(0);
  }

  private PublishingRules publishing() {
    String publish = text(Setting.RULES_PUBLISH);
    if (!publish.equals("on-save") && !publish.equals("approved")) {
      wrong(Setting.RULES_PUBLISH, "on-save or approved");
    }
    String drafts = text(Setting.RULES_DRAFTS);
    Optional<ReviewTime> review = ReviewTime.parse(text(Setting.RULES_REVIEW_WITHIN));
    if (review.isEmpty()) {
      wrong(
          Setting.RULES_REVIEW_WITHIN,
          "days such as \"2 business days\", or a duration such as 48h");
    }
    return new PublishingRules(
        publish.equals("approved"),
        Path.of(drafts.isBlank() ? text(Setting.RULES_DIR) : drafts),
        review.orElse(ReviewTime.DEFAULT));
  }

  private Configuration.Tokens tokens() {
    String required = text(Setting.TOKEN_REQUIRED);
    if (!required.equals("always") && !required.equals("beyond-loopback")) {
      wrong(Setting.TOKEN_REQUIRED, "beyond-loopback or always");
    }
    Optional<Path> file =
        Optional.of(text(Setting.TOKEN_FILE)).filter(path -> !path.isBlank()).map(Path::of);
    return new Configuration.Tokens(required.equals("always"), file);
  }

  private LogFormat logFormat() {
    Optional<LogFormat> format =
        Arrays.stream(LogFormat.values())
            .filter(f -> f.wireName().equals(text(Setting.LOG_FORMAT)))
            .findFirst();
    if (format.isEmpty()) {
      wrong(Setting.LOG_FORMAT, "text or json");
    }
    return format.orElse(LogFormat.TEXT);
  }

  private Duration span(Setting setting, Duration shortest, Duration longest, String instead) {
    Matcher text = DURATION.matcher(text(setting));
    Duration span = text.matches() ? duration(text) : Duration.ZERO;
    if (span.compareTo(shortest) < 0 || span.compareTo(longest) > 0) {
      wrong(setting, instead);
      return shortest;
    }
    return span;
  }

  private int shards() {
    String text = text(Setting.ENGINE_SHARDS);
    int shards = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    if (shards < 1 || shards > MAX_SHARDS) {
      wrong(Setting.ENGINE_SHARDS, "a number from 1 to " + MAX_SHARDS);
      return 1;
    }
    return shards;
  }

  private List<String> labels(Setting setting) {
    if (text(setting).isEmpty()) {
      return List.of();
    }
    List<String> names = List.of(text(setting).split("\\s*,\\s*", -1));
    if (!names.stream().allMatch(name -> LABEL.matcher(name).matches())) {
      wrong(setting, "names of labels, such as \"cluster, region\"");
    }
    return names;
  }

  private void wrong(Setting setting, String instead) {
    Given given = values.get(setting);
    problems.add("%s is \"%s\"; write %s".formatted(given.name(), given.text(), instead));
  }

  private static Duration duration(Matcher text) {
    long amount = Long.parseLong(text.group(1));
    return switch (text.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
