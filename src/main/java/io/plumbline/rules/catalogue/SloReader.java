package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.Indicator;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads OpenSLO objectives: one target over one time window. */
final class SloReader {

  private static final Duration STALE_AFTER = Duration.ofMinutes(5);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private SloReader() {}

  /** Reads an objective; {@code indicators} are the SLI documents by name. */
  static Slo read(Document document, Map<String, Indicator> indicators, Names names) {
    Fields spec = document.spec();
    spec.pass("description", "alertPolicies");
    String service = spec.text("service", "checkout");
    names.refer(document.page(), spec.line("service"), DocumentKind.SERVICE, service);
    Indicator indicator = indicator(document, indicators, names);
    TimeWindow window = TimeWindowReader.read(spec);
    Optional<Fields> objective = objective(spec);
    Budgeting budgeting =
        objective
            .map(fields -> BudgetingReader.read(document, fields, indicator))
            .orElse(new Budgeting.Occurrences());
    spec.pass("budgetingMethod");
    double target = objective.map(SloReader::target).orElse(0.0);
    objective.ifPresent(Fields::done);
    spec.done();
    Duration staleAfter =
        document
            .metadata()
            .annotations()
            .flatMap(
                fields -> fields.duration("plumbline.io/stale-after", DurationText.Units.CALENDAR))
            .orElse(STALE_AFTER);
    Optional<Instant> effectiveFrom =
        document
            .metadata()
            .annotations()
            .flatMap(
                fields ->
                    fields.value(
                        "plumbline.io/effective-from",
                        ExclusionReader::instant,
                        ExclusionReader.INSTANT));
    document.metadata().done();
    return new Slo(
        document.name(),
        document.metadata().displayName(),
        service,
        indicator,
        budgeting,
        target,
        window,
        staleAfter,
        effectiveFrom);
  }

  private static Indicator indicator(
      Document document, Map<String, Indicator> indicators, Names names) {
    Fields spec = document.spec();
    Indicator none =
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

  private static Optional<Fields> objective(Fields spec) {
    List<Fields> objectives = spec.objects("objectives", "the objective");
    if (objectives.size() == 1) {
      return Optional.of(objectives.get(0));
    }
    spec.wrong(
        "objectives",
        objectives.isEmpty() ? "there is no target" : "there is more than one target",
        "write objectives: [{target: 0.999}], and a further SLO for each further target");
    return Optional.empty();
  }

  private static double target(Fields objective) {
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
    return target.map(BigDecimal::doubleValue).orElse(0.0);
  }

  private static Optional<BigDecimal> percent(String text) {
    return Numbers.decimal(text).flatMap(n -> ratio(n.divide(HUNDRED).toPlainString()));
  }

  private static Optional<BigDecimal> ratio(String text) {
    return Numbers.decimal(text).filter(n -> n.signum() > 0 && n.compareTo(BigDecimal.ONE) < 0);
  }
}
