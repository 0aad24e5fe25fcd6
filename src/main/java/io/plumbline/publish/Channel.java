package io.plumbline.publish;

import io.plumbline.fact.Kind;
import io.plumbline.finding.FindingEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One receiver of webhooks.
 *
 * @param name unique name, the {@code channel} label of metrics: small letters, digits, {@code -}
 *     and {@code _}, at most 63
 * @param url where to post; {@code http} or {@code https}; user and password in it are sent as
 *     basic authentication
 * @param signature how to sign, empty to send unsigned
 * @param format what the body looks like
 * @param events what to tell: event types or their beginnings at a dot, such as {@code
 *     plumbline.breach} or {@code plumbline.at_risk.raised}; empty for all
 */
public record Channel(
    String name,
    URI url,
    Optional<WebhookSignature> signature,
    PayloadFormat format,
    List<String> events) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final Set<String> TYPES = types();

  /**
   * Copies the list and refuses what cannot work.
   *
   * @throws IllegalArgumentException if the name, the address or events are unusable; each mistake
   *     is a line of the message
   */
  public Channel {
    events = List.copyOf(events);
    List<String> wrong = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      wrong.add("\"" + name + "\" cannot name a webhook; write small letters, digits, - and _");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      wrong.add("webhook " + name + " has no usable address; write http:// or https:// and a host");
    }
    for (String event : events) {
      if (!TYPES.contains(event)) {
        wrong.add(
            "webhook %s asks for unknown events \"%s\"; write one of %s"
                .formatted(name, event, String.join(", ", TYPES)));
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
  }

  private static Set<String> types() {
    Set<String> types = new TreeSet<>();
    types.add("plumbline");
    for (Kind kind : Kind.values()) {
      types.add("plumbline." + kind.wireName());
      for (FindingEvent.Change change : FindingEvent.Change.values()) {
        types.add("plumbline." + kind.wireName() + "." + change.wireName());
      }
    }
    return types;
  }

  /** Whether this receiver is to be told of events of a type. */
  public boolean wants(String type) {
    return events.isEmpty()
        || events.stream().anyMatch(e -> type.equals(e) || type.startsWith(e + "."));
  }

  /** The receiver's place without anything secret: paths and queries often hold tokens. */
  String place() {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  /** Never tells secrets. */
  @Override
  public String toString() {
    return name + " (" + place() + ")";
  }
}
