package io.plumbline.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plumbline.publish.Channel;
import io.plumbline.publish.InfluxTarget;
import io.plumbline.publish.PayloadFormat;
import io.plumbline.publish.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the configuration: defaults, then a file, then the environment. Every mistake is found in
 * one go, and an unknown key is one.
 */
public final class ConfigurationReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Set<String> WEBHOOK_KEYS =
      Set.of("name", "url", "secret", "format", "events");
  private static final String PREFIX = "PLUMBLINE_";

  private final List<String> problems = new ArrayList<>();
  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final List<Channel> webhooks = new ArrayList<>();

  private ConfigurationReader() {}

  /**
   * Reads a configuration.
   *
   * @param file the file, empty for none
   * @param environment the environment variables
   * @throws ConfigurationException with every mistake
   */
  public static Configuration read(Optional<Path> file, Map<String, String> environment)
      throws ConfigurationException {
    ConfigurationReader reader = new ConfigurationReader();
    for (Setting setting : Setting.values()) {
      reader.values.put(setting, setting.standard());
    }
    file.ifPresent(reader::file);
    reader.environment(environment);
    Configuration configuration = reader.configuration();
    if (!reader.problems.isEmpty()) {
      throw new ConfigurationException(reader.problems);
    }
    return configuration;
  }

  private void file(Path file) {
    try {
      JsonNode root = new YAMLMapper().readTree(Files.readString(file));
      node(file, "", root);
    } catch (JsonProcessingException e) {
      problems.add(
          "%s:%d: not YAML: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      problems.add("%s: cannot be read; give the path of a configuration file".formatted(file));
    }
  }

  private void node(Path file, String prefix, JsonNode node) {
    node.properties()
        .forEach(
            field -> {
              String key = prefix + field.getKey();
              if (key.equals("webhooks") && field.getValue().isArray()) {
                field.getValue().forEach(webhook -> webhook(file, webhook));
              } else if (field.getValue().isObject()) {
                node(file, key + ".", field.getValue());
              } else {
                Optional<Setting> setting = setting(Setting::key, key);
                setting.ifPresentOrElse(
                    s -> values.put(s, field.getValue().asText()),
                    () -> problems.add(file + ": " + unknown(key, Setting::key)));
              }
            });
  }

  private void environment(Map<String, String> environment) {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith(PREFIX)
          && !variable.getKey().equals("PLUMBLINE_LOG_LEVEL")) {
        setting(Setting::variable, variable.getKey())
            .ifPresentOrElse(
                s -> values.put(s, variable.getValue()),
                () -> problems.add(unknown(variable.getKey(), Setting::variable)));
      }
    }
  }

  private static Optional<Setting> setting(Function<Setting, String> name, String wanted) {
    return Arrays.stream(Setting.values()).filter(s -> name.apply(s).equals(wanted)).findFirst();
  }

  private static String unknown(String key, Function<Setting, String> name) {
    return "unknown key %s; known are %s%s"
        .formatted(
            key,
            String.join(", ", Arrays.stream(Setting.values()).map(name).toList()),
            key.startsWith(PREFIX) ? "" : " and the list webhooks");
  }

  private void webhook(Path file, JsonNode node) {
    Map<String, String> fields = new HashMap<>();
    List<String> events = new ArrayList<>();
    Set<String> unknown = new TreeSet<>();
    node.properties()
        .forEach(
            field -> {
              if (!WEBHOOK_KEYS.contains(field.getKey())) {
                unknown.add(field.getKey());
              } else if (field.getKey().equals("events")) {
                field.getValue().forEach(event -> events.add(event.asText()));
              } else {
                fields.put(field.getKey(), field.getValue().asText());
              }
            });
    String name = fields.getOrDefault("name", "webhook");
    if (!unknown.isEmpty()) {
      problems.add(
          "%s: webhook %s has unknown keys %s; known are %s"
              .formatted(file, name, unknown, new TreeSet<>(WEBHOOK_KEYS)));
    }
    channel(
        name,
        fields.getOrDefault("url", ""),
        fields.getOrDefault("secret", ""),
        fields.getOrDefault("format", "plumbline"),
        events);
  }

  private void channel(String name, String url, String secret, String format, List<String> events) {
    try {
      webhooks.add(
          new Channel(
              name,
              URI.create(url),
              secret.isEmpty() ? Optional.empty() : Optional.of(WebhookSignature.of(secret)),
              PayloadFormat.valueOf(format.toUpperCase(Locale.ROOT)),
              events));
    } catch (IllegalArgumentException e) {
      problems.add("webhook %s: %s".formatted(name, e.getMessage()));
    }
  }

  private Configuration configuration() {
    if (!value(Setting.WEBHOOK_URL).isEmpty()) {
      channel(
          "webhook",
          value(Setting.WEBHOOK_URL),
          value(Setting.WEBHOOK_SECRET),
          value(Setting.WEBHOOK_FORMAT),
          List.of());
    }
    return new Configuration(
        Path.of(value(Setting.RULES_DIR)),
        Path.of(value(Setting.DATA_DIR)),
        new Configuration.Listener(value(Setting.HTTP_HOST), port(Setting.HTTP_PORT)),
        new Configuration.Listener(value(Setting.MANAGEMENT_HOST), port(Setting.MANAGEMENT_PORT)),
        value(Setting.HTTP_SITE).replaceAll("/+$", ""),
        tick(),
        webhooks,
        influx());
  }

  private Optional<InfluxTarget> influx() {
    if (value(Setting.INFLUXDB_URL).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new InfluxTarget(
              value(Setting.INFLUXDB_URL),
              value(Setting.INFLUXDB_TOKEN),
              value(Setting.INFLUXDB_ORG),
              value(Setting.INFLUXDB_BUCKET)));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  private String value(Setting setting) {
    return values.get(setting);
  }

  private int port(Setting setting) {
    String text = value(setting);
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      problems.add("%s is \"%s\"; write a port, 0 to 65535".formatted(setting.key(), text));
      return 0;
    }
    return Integer.parseInt(text);
  }

  private Duration tick() {
    Matcher text = DURATION.matcher(value(Setting.ENGINE_TICK));
    Duration tick = text.matches() ? duration(text) : Duration.ZERO;
    if (tick.toMillis() < 100 || tick.compareTo(Duration.ofMinutes(1)) > 0) {
      problems.add(
          "%s is \"%s\"; write 100ms to 1m"
              .formatted(Setting.ENGINE_TICK.key(), value(Setting.ENGINE_TICK)));
      return Duration.ofMillis(500);
    }
    return tick;
  }

  private static Duration duration(Matcher text) {
    long amount = Long.parseLong(text.group(1));
    return switch (text.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
