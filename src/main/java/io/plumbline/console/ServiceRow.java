package io.plumbline.console;

import io.plumbline.fact.Kind;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One service as the page shows it.
 *
 * @param name unique name
 * @param displayName name for people
 * @param tone how it stands
 * @param since since when, in words
 * @param sinceAt the same instant
 * @param people owner and tier
 * @param why one sentence if it is not fine, else empty
 * @param promises its promises, worst first
 * @param brief whether it is shown in one line
 */
public record ServiceRow(
    String name,
    String displayName,
    Tone tone,
    String since,
    Instant sinceAt,
    String people,
    String why,
    List<PromiseRow> promises,
    boolean brief) {

  static ServiceRow of(ServiceStanding s, Times times, boolean brief) {
    List<PromiseRow> promises =
        s.objectives().stream()
            .map(o -> PromiseRow.of(o, s, times))
            .sorted(Comparator.comparing(PromiseRow::tone))
            .toList();
    return new ServiceRow(
        s.service().name(),
        s.service().displayName(),
        Tone.of(s.state()),
        since(s, times),
        s.since(),
        Stream.of(s.service().owner(), s.service().tier())
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(" · ")),
        why(s),
        promises,
        brief);
  }

  /** Where its page is. */
  public String path() {
    return "/services/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What is left of the scarcest budget, in words; empty when it has no promise. */
  public String scarcest() {
    return promises.isEmpty() ? "" : promises.get(0).left();
  }

  private static String since(ServiceStanding s, Times times) {
    if (s.state() == ServiceState.UNKNOWN) {
      return newest(s)
          .map(at -> "no data for " + Words.span(Duration.between(at, times.now())))
          .orElse("no data yet");
    }
    return "since " + times.since(s.since());
  }

  private static Optional<Instant> newest(ServiceStanding s) {
    return s.objectives().stream()
        .filter(o -> !o.known())
        .map(ObjectiveStanding::newestSample)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private static String why(ServiceStanding s) {
    if (s.state() == ServiceState.FINE) {
      return "";
    }
    return s.open().stream()
        .filter(f -> f.kind() != Kind.IMPROVEMENT)
        .findFirst()
        .map(f -> Words.bound(f.text()))
        .orElse("");
  }
}
