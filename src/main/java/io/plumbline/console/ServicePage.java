package io.plumbline.console;

import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.PeriodResult;
import io.plumbline.finding.ServiceStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One service: its promises, what is excluded from their periods, and how closed periods ended.
 *
 * @param row what the board shows of it
 * @param description one sentence about it, may be empty
 * @param findings what stands of it, worst first
 * @param excluded how much of each promise's period is excluded; those of which nothing is are left
 *     out
 * @param closed how the closed periods of each promise ended; those without one are left out
 */
public record ServicePage(
    ServiceRow row,
    String description,
    List<FindingRow> findings,
    List<Excluded> excluded,
    List<Closed> closed) {

  private static final int PERIODS = 12;

  static ServicePage of(ServiceStanding s, List<Exclusion> exclusions, Times times) {
    return new ServicePage(
        ServiceRow.of(s, times, false),
        s.service().description(),
        s.open().stream().map(f -> FindingRow.of(f, s.service().displayName(), times)).toList(),
        s.objectives().stream()
            .filter(o -> !o.terms().excluded().isZero())
            .map(o -> Excluded.of(o, exclusions, times))
            .toList(),
        s.objectives().stream()
            .filter(o -> !o.terms().closed().isEmpty())
            .map(Closed::of)
            .toList());
  }

  /**
   * What is excluded from the period of a promise.
   *
   * @param name its name
   * @param total how much of its period, and how many events do not count, in words
   * @param by the exclusions that reach into the period
   */
  public record Excluded(String name, String total, List<Agreed> by) {

    static Excluded of(ObjectiveStanding o, List<Exclusion> exclusions, Times times) {
      Span period =
          o.terms()
              .open()
              .orElseGet(() -> new Span(times.now().minus(o.slo().period()), times.now()));
      return new Excluded(
          o.slo().displayName(),
          "%s of the period of %s, with %,.0f %s in it"
              .formatted(
                  Words.toTheSecond(o.terms().excluded()),
                  Words.period(o.terms().length(o.slo())),
                  o.terms().excludedTotal(),
                  o.terms().excludedTotal() == 1 ? "event" : "events"),
          exclusions.stream()
              .filter(e -> e.from().isBefore(period.to()) && e.to().isAfter(period.from()))
              .map(e -> Agreed.of(e, period))
              .toList());
    }
  }

  /**
   * An exclusion.
   *
   * @param from its first instant
   * @param to the first instant after it
   * @param fromWords the first one in words
   * @param toWords the other in words
   * @param length how much of the period it covers, in words
   * @param reason why
   * @param approvedBy who agreed
   */
  public record Agreed(
      Instant from,
      Instant to,
      String fromWords,
      String toWords,
      String length,
      String reason,
      String approvedBy) {

    static Agreed of(Exclusion e, Span period) {
      Instant from = Stream.of(e.from(), period.from()).max(Instant::compareTo).orElseThrow();
      Instant to = Stream.of(e.to(), period.to()).min(Instant::compareTo).orElseThrow();
      return new Agreed(
          e.from(),
          e.to(),
          Times.full(e.from()),
          Times.full(e.to()),
          Words.toTheSecond(Duration.between(from, to)),
          e.reason(),
          e.approvedBy());
    }
  }

  /**
   * How the closed periods of a promise ended.
   *
   * @param name its name
   * @param periods the newest first
   * @param more how many older ones there are
   */
  public record Closed(String name, List<Period> periods, int more) {

    static Closed of(ObjectiveStanding o) {
      List<PeriodResult> closed = o.terms().closed();
      return new Closed(
          o.slo().displayName(),
          closed.stream()
              .limit(PERIODS)
              .map(result -> Period.of(result, o.slo().staleAfter()))
              .toList(),
          Math.max(0, closed.size() - PERIODS));
    }
  }

  /**
   * A closed period.
   *
   * @param from its first instant
   * @param to the first instant after it
   * @param fromWords the first one in words
   * @param toWords the other in words
   * @param tone how it ended
   * @param verdict the same in words
   * @param attained what was attained, in words
   * @param target what was promised
   * @param note what was unknown or excluded, in words; empty when nothing was
   * @param frozen since when nothing changes it any more
   */
  public record Period(
      Instant from,
      Instant to,
      String fromWords,
      String toWords,
      Tone tone,
      String verdict,
      String attained,
      String target,
      String note,
      String frozen) {

    static Period of(PeriodResult p, Duration grace) {
      boolean known = p.attainment().isPresent();
      boolean kept = known && p.attainment().getAsDouble() >= p.target();
      return new Period(
          p.from(),
          p.to(),
          Times.full(p.from()),
          Times.full(p.to()),
          !known ? Tone.UNKNOWN : kept ? Tone.FINE : Tone.BREACH,
          !known ? "unknown" : kept ? "kept" : "missed",
          known ? Words.attainment(p.attainment().getAsDouble(), p.target()) : "nothing counted",
          Words.target(p.target()),
          note(p),
          Times.full(p.to().plus(grace)));
    }

    private static String note(PeriodResult p) {
      String unknown =
          p.unknownRatio() > 0 ? Words.share(p.unknownRatio()) + " of it without data" : "";
      String excluded = p.excluded().isZero() ? "" : Words.toTheSecond(p.excluded()) + " excluded";
      return Stream.of(unknown, excluded)
          .filter(part -> !part.isEmpty())
          .reduce((a, b) -> a + "; " + b)
          .orElse("");
    }
  }
}
