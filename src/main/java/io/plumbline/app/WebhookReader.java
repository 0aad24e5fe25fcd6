package io.plumbline.app;

import io.plumbline.publish.Channel;
import io.plumbline.publish.PayloadFormat;
import io.plumbline.publish.WebhookSignature;
import io.plumbline.rules.NearestName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes receivers of webhooks out of configured texts, and lists what is wrong with them. */
final class WebhookReader {

  private static final Set<String> KEYS = Set.of("name", "url", "secret", "format", "events");
  private static final URI NOWHERE = URI.create("http://localhost");

  private final List<Channel> channels = new ArrayList<>();
  private final List<String> problems;

  /** Adds mistakes to a list. */
  WebhookReader(List<String> problems) {
    this.problems = problems;
  }

  /** The usable receivers. */
  List<Channel> channels() {
    return channels;
  }

  /** Takes an item of the list in the file. */
  void read(ConfigurationFile.Webhook webhook) {
    List<String> events = new ArrayList<>();
    for (ConfigurationFile.Value value : webhook.values()) {
      if (value.key().equals("events")) {
        events.add(value.text());
      } else if (!KEYS.contains(value.key())) {
        problems.add(
            "%s: a webhook has no key %s; %s"
                .formatted(value.place(), value.key(), NearestName.remedy(value.key(), KEYS)));
      }
    }
    add(
        webhook.place() + ": ",
        field(webhook, "name", "webhook"),
        field(webhook, "url", ""),
        field(webhook, "secret", ""),
        field(webhook, "format", PayloadFormat.PLUMBLINE.wireName()),
        events);
  }

  private static String field(ConfigurationFile.Webhook webhook, String key, String otherwise) {
    return webhook.values().stream()
        .filter(value -> value.key().equals(key))
        .map(ConfigurationFile.Value::text)
        .findFirst()
        .orElse(otherwise);
  }

  /**
   * Takes a receiver.
   *
   * @param place begins each problem
   * @param name its name
   * @param url where to post
   * @param secret how to sign, empty to send unsigned
   * @param format name of the body's format
   * @param events what to tell, empty for all
   */
  void add(
      String place, String name, String url, String secret, String format, List<String> events) {
    int before = problems.size();
    Optional<PayloadFormat> body =
        Arrays.stream(PayloadFormat.values()).filter(f -> f.wireName().equals(format)).findFirst();
    if (body.isEmpty()) {
      List<String> known =
          Arrays.stream(PayloadFormat.values()).map(PayloadFormat::wireName).toList();
      problems.add(
          "%swebhook %s has the unknown format \"%s\"; %s"
              .formatted(place, name, format, NearestName.remedy(format, known)));
    }
    if (channels.stream().anyMatch(channel -> channel.name().equals(name))) {
      problems.add(
          "%sthere are two webhooks named %s; give each a name of its own".formatted(place, name));
    }
    Optional<WebhookSignature> signature = Optional.empty();
    if (!secret.isEmpty()) {
      try {
        signature = Optional.of(WebhookSignature.of(secret));
      } catch (IllegalArgumentException e) {
        problems.add("%swebhook %s: %s".formatted(place, name, e.getMessage()));
      }
    }
    URI address = NOWHERE;
    try {
      address = new URI(url);
    } catch (URISyntaxException e) {
      problems.add(
          "%swebhook %s has no usable address; write http:// or https:// and a host, without blanks"
              .formatted(place, name));
    }
    try {
      Channel channel =
          new Channel(name, address, signature, body.orElse(PayloadFormat.PLUMBLINE), events);
      if (problems.size() == before) {
        channels.add(channel);
      }
    } catch (IllegalArgumentException e) {
      e.getMessage().lines().forEach(line -> problems.add(place + line));
    }
  }
}
