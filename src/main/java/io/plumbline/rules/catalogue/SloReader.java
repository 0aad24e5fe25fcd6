package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Slo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads OpenSLO objectives: one target over one rolling window, budgeted by occurrences. */
final class SloReader {

  private static final Duration STALE_AFTER = Duration.ofMinutes(5);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private SloReader() {}

  /** Reads an objective; {@code indicators} are the SLI documents by name. */
  static Slo read(Document document, Map<String, RatioSli> indicators, Names names) {
    Fields spec = document.spec();
    spec.pass("description", "alertPolicies");
    String service = spec.text("service", "checkout");
    names.refer(document.page(), spec.line("service"), DocumentKind.SERVICE, service);
    spec.neededValue(
        "budgetingMethod",
        text -> text.equals("Occurrences") ? Optional.of(text) : Optional.empty(),
        "write Occurrences, the only method supported",
        "Occurrences");
    RatioSli indicator = indicator(document, indicators, names);
    Duration period = period(spec);
    double target = target(spec);
    spec.done();
    Duration staleAfter =
        document
            .metadata()
            .annotations()
            .flatMap(
                fields -> fields.duration("plumbline.io/stale-after", DurationText.Units.CALENDAR))
            .orElse(STALE_AFTER);
    document.metadata().done();
    return new Slo(
        document.name(),
        document.metadata().displayName(),
        service,
        indicator,
        target,
        period,
        staleAfter);
  }

  private static RatioSli indicator(
      Document document, Map<String, RatioSli> indicators, Names names) {
    Fields spec = document.spec();
    RatioSli none =
        new RatioSli("", RatioSli.Counts.GOOD, IndicatorReader.NOTHING, IndicatorReader.NOTHING);
    Optional<String> reference = spec.optionalText("indicatorRef");
    if (reference.isPresent()) {
      names.refer(document.page(), spec.line("indicatorRef"), DocumentKind.SLI, reference.get());
      return indicators.getOrDefault(reference.get(), none);
    }
    Fields inline = spec.object("indicator", "indicator", "an SLI's metadata and spec");
    if (inline.names().isEmpty()) {
      return none;
    }
    String name =
        inline
            .optionalObject("metadata", "metadata of the indicator")
            .flatMap(
                fields -> {
                  fields.pass("displayName", "labels", "annotations");
                  Optional<String> given = fields.optionalText("name");
                  fields.done();
                  return given;
                })
            .orElse(document.name());
    Fields content = inline.object("spec", "spec of the indicator", "{ratioMetric: …}");
    inline.done();
    return content.names().isEmpty() ? none : IndicatorReader.read(name, content);
  }

  private static Duration period(Fields spec) {
    List<Fields> windows = spec.objects("timeWindow", "timeWindow");
    if (windows.size() != 1) {
      spec.wrong(
          "timeWindow",
          windows.isEmpty() ? "there is no time window" : "there is more than one time window",
          "write timeWindow: [{duration: 30d, isRolling: true}]");
      return Duration.ZERO;
    }
    Fields window = windows.get(0);
    boolean calendar = window.find("calendar").isPresent();
    if (calendar) {
      window.wrong(
          "calendar", "calendar windows are not supported", "write isRolling: true instead");
    } else {
      window.neededValue(
          "isRolling",
          text -> text.equals("true") ? Optional.of(true) : Optional.empty(),
          "write true; only rolling windows are supported",
          "true");
    }
    window.pass("isRolling");
    if (window.find("duration").isEmpty()) {
      window.text("duration", "30d");
    }
    Optional<Duration> period = window.duration("duration", DurationText.Units.CALENDAR);
    if (period.isPresent() && period.get().compareTo(Duration.ofHours(1)) < 0) {
      window.wrong("duration", "the period is shorter than one hour", "write 1h or more");
    }
    window.done();
    return period.orElse(Duration.ZERO);
  }

  private static double target(Fields spec) {
    List<Fields> objectives = spec.objects("objectives", "the objective");
    if (objectives.size() != 1) {
      spec.wrong(
          "objectives",
          objectives.isEmpty() ? "there is no target" : "there is more than one target",
          "write objectives: [{target: 0.999}], and a further SLO for each further target");
      return 0;
    }
    Fields objective = objectives.get(0);
    objective.pass("displayName");
    boolean percent = objective.find("targetPercent").isPresent();
    if (percent && objective.find("target").isPresent()) {
      objective.wrong("target", "both target and targetPercent are there", "remove one of the two");
    }
    Optional<BigDecimal> target =
        percent
            ? objective.value("targetPercent", SloReader::percent, "write a number such as 99.9")
            : objective.neededValue(
                "target",
                SloReader::ratio,
                "write a share between 0 and 1, such as 0.999 for 99.9 %",
                "0.999");
    objective.done();
    return target.map(BigDecimal::doubleValue).orElse(0.0);
  }

  private static Optional<BigDecimal> percent(String text) {
    return Numbers.decimal(text).flatMap(n -> ratio(n.divide(HUNDRED).toPlainString()));
  }

  private static Optional<BigDecimal> ratio(String text) {
    return Numbers.decimal(text).filter(n -> n.signum() > 0 && n.compareTo(BigDecimal.ONE) < 0);
  }
}
