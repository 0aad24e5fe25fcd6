package io.plumbline.console;

import io.plumbline.finding.Finding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One finding as lists show it.
 *
 * @param path where its page is
 * @param tone its kind
 * @param severity its urgency
 * @param service name of the service, for people
 * @param when since when, in words
 * @param start the same instant
 * @param text what was concluded
 * @param rule the rule that concluded
 * @param ended how it ended; empty while it stands
 */
public record FindingRow(
    String path,
    Tone tone,
    String severity,
    String service,
    String when,
    Instant start,
    String text,
    String rule,
    String ended) {

  static FindingRow of(Finding f, String serviceName, Times times) {
    return new FindingRow(
        "/findings/" + URLEncoder.encode(f.id(), StandardCharsets.UTF_8),
        Tone.of(f.kind()),
        f.severity().wireName(),
        serviceName,
        times.brief(f.start()),
        f.start(),
        Words.bound(f.text()),
        f.rule(),
        ended(f, times));
  }

  private static String ended(Finding f, Times times) {
    String how =
        switch (f.state()) {
          case OPEN -> "";
          case CLEARED -> "cleared";
          case WITHDRAWN -> "withdrawn";
        };
    return how + f.ended().map(at -> " " + times.brief(at)).orElse("");
  }
}
