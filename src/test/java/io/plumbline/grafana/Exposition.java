package io.plumbline.grafana;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the daemon exposes, written by hand: every family of its metrics, and four services of which
 * one is in breach, one at risk, one unknown and one fine. It is the tests' list of known metrics.
 */
public final class Exposition {

  private static final String RESOURCE = "/grafana/exposition.txt";
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");

  private Exposition() {}

  /** The names of all families. */
  static Set<String> families() {
    return TYPE.matcher(template())
        .results()
        .map((MatchResult m) -> m.group(1))
        .collect(Collectors.toSet());
  }

  /**
   * The text of one scrape.
   *
   * @param scrape number of the scrape, so that a counter moves
   * @param newestSample time of the newest sample
   */
  public static String text(int scrape, Instant newestSample) {
    return template()
        .replace("@SCRAPES@", Integer.toString(scrape))
        .replace("@NOW@", Long.toString(newestSample.getEpochSecond()));
  }

  private static String template() {
    try (InputStream in = Exposition.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
