package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.Budgeting.Comparison;
import io.plumbline.catalogue.Budgeting.Slices;
import io.plumbline.catalogue.Budgeting.Uncovered;
import io.plumbline.catalogue.GaugeSli;
import io.plumbline.catalogue.Indicator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads how an objective is budgeted: its {@code budgetingMethod}, what its target says of slices,
 * and the annotation that says what a slice without data is.
 */
final class BudgetingReader {

  private static final String UNCOVERED = "plumbline.io/uncovered-slices";
  private static final Duration DAY = Duration.ofDays(1);

  private BudgetingReader() {}

  /** OpenSLO's budgeting methods. */
  private enum Method {
    OCCURRENCES("Occurrences"),
    TIMESLICES("Timeslices"),
    RATIO_TIMESLICES("RatioTimeslices");

    private final String spelling;

    Method(String spelling) {
      this.spelling = spelling;
    }
  }

  /** Reads it; {@code objective} is the entry that holds the target. */
  static Budgeting read(Document document, Fields objective, Indicator indicator) {
    Fields spec = document.spec();
    Method method =
        Choices.needed(spec, "budgetingMethod", Method.class, m -> m.spelling)
            .orElse(Method.OCCURRENCES);
    boolean gauge = indicator instanceof GaugeSli;
    if (gauge && method != Method.TIMESLICES) {
      spec.wrong(
          "budgetingMethod",
          "a thresholdMetric has no events to count",
          "write Timeslices, and timeSliceWindow, op and value beside the target");
    }
    if (!gauge && (objective.names().contains("op") || objective.names().contains("value"))) {
      objective.pass("op", "value");
      objective.wrong(
          objective.names().contains("op") ? "op" : "value",
          "a ratio is not compared with a value",
          "remove op and value, or write a thresholdMetric instead of the ratioMetric");
    }
    if (method == Method.OCCURRENCES) {
      document
          .metadata()
          .annotations()
          .filter(fields -> fields.find(UNCOVERED).isPresent() && !gauge)
          .ifPresent(
              fields ->
                  fields.wrong(
                      UNCOVERED,
                      document.name() + " has no time slices",
                      "remove the annotation, or write budgetingMethod: Timeslices"));
      return new Budgeting.Occurrences();
    }
    return new Slices(length(objective), verdict(objective, method, gauge), uncovered(document));
  }

  private static Duration length(Fields objective) {
    if (objective.find("timeSliceWindow").isEmpty()) {
      objective.text("timeSliceWindow", "1m");
    }
    Duration length =
        objective.duration("timeSliceWindow", DurationText.Units.CALENDAR).orElse(DAY);
    if (length.compareTo(Duration.ofMinutes(1)) < 0
        || length.compareTo(DAY) > 0
        || DAY.toSeconds() % length.toSeconds() != 0) {
      objective.wrong(
          "timeSliceWindow",
          "a day cannot be cut into such slices",
          "write 1m or more, of which a whole number makes a day: 1m, 5m or 1h");
      return DAY;
    }
    return length;
  }

  private static Budgeting.Verdict verdict(Fields objective, Method method, boolean gauge) {
    if (gauge) {
      Comparison operator =
          Choices.needed(objective, "op", Comparison.class, BudgetingReader::small)
              .orElse(Comparison.LTE);
      Optional<BigDecimal> value =
          objective.neededValue("value", Numbers::decimal, "write a number such as 0.5", "0.5");
      objective.value(
          "timeSliceTarget",
          text -> Numbers.decimal(text).filter(n -> n.compareTo(BigDecimal.ONE) == 0),
          "write 1 or remove it: a slice is good only if all its samples are");
      return new Budgeting.Within(operator, value.map(BigDecimal::doubleValue).orElse(0.0));
    }
    if (method == Method.RATIO_TIMESLICES) {
      return new Budgeting.Ratio();
    }
    return new Budgeting.AtLeast(
        objective
            .neededValue(
                "timeSliceTarget",
                text ->
                    Numbers.decimal(text)
                        .filter(n -> n.signum() > 0 && n.compareTo(BigDecimal.ONE) <= 0),
                "write the share of good events that makes a slice good, such as 0.95",
                "0.95")
            .map(BigDecimal::doubleValue)
            .orElse(1.0));
  }

  private static Uncovered uncovered(Document document) {
    Optional<Fields> annotations = document.metadata().annotations();
    if (annotations.flatMap(fields -> fields.find(UNCOVERED)).isEmpty()) {
      document
          .page()
          .problem(
              document.nameLine(),
              document.name() + " does not say what a time slice without data is",
              "add the annotation " + UNCOVERED + ": good, bad, exclude or unknown");
      return Uncovered.UNKNOWN;
    }
    return annotations
        .flatMap(
            fields -> Choices.optional(fields, UNCOVERED, Uncovered.class, BudgetingReader::small))
        .orElse(Uncovered.UNKNOWN);
  }

  private static String small(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
