package io.plumbline.runner.explain;

import static io.plumbline.runner.explain.Wording.allowed;
import static io.plumbline.runner.explain.Wording.count;
import static io.plumbline.runner.explain.Wording.number;
import static io.plumbline.runner.explain.Wording.percent;
import static io.plumbline.runner.explain.Wording.quotient;

import io.plumbline.catalogue.Budgeting.Slices;
import io.plumbline.catalogue.Slo;
import io.plumbline.engine.sli.Window;
import io.plumbline.fact.Attainment;
import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.ClosedPeriod;
import io.plumbline.fact.ErrorBudget;
import io.plumbline.fact.FeedSilence;
import io.plumbline.finding.Explanation.Sum;
import io.plumbline.finding.PeriodResult;
import io.plumbline.runner.explain.Recount.Counted;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the figures of an objective come about, from what was counted to what the rule compared. */
final class ObjectiveStory {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Counted counted;
  private final Wording wording;
  private final String things;
  private final List<String> sentences = new ArrayList<>();
  private final List<Sum> sums = new ArrayList<>();

  ObjectiveStory(Counted counted, Wording wording) {
    this.counted = counted;
    this.wording = wording;
    this.things =
        counted.slo().budgeting() instanceof Slices slices
            ? "slices of " + Wording.span(slices.length())
            : "events";
    if (counted.fact() instanceof BudgetBurn burn) {
      burn(burn);
    } else if (counted.fact() instanceof Attainment attainment) {
      share(sum(attainment.window()));
      unknown(attainment.unknownRatio());
    } else if (counted.fact() instanceof ErrorBudget budget) {
      budget(budget);
    } else if (counted.fact() instanceof ClosedPeriod) {
      counted.standing().terms().closed().stream().findFirst().ifPresent(this::closed);
    } else if (counted.fact() instanceof FeedSilence) {
      silence();
    }
  }

  /** The steps in words. */
  List<String> sentences() {
    return sentences;
  }

  /** What they begin with. */
  List<Sum> sums() {
    return sums;
  }

  private Sum sum(String label) {
    Sum sum = counted.sums().get(window(label));
    sums.add(sum);
    return sum;
  }

  private static String over(Sum sum, Slo slo) {
    return switch (sum.window()) {
      case "5m" -> "the last 5 minutes";
      case "30m" -> "the last 30 minutes";
      case "1h" -> "the last hour";
      case "2h" -> "the last 2 hours";
      case "6h" -> "the last 6 hours";
      case "1d" -> "the last day";
      case "3d" -> "the last 3 days";
      default -> "the period of " + Wording.span(slo.period());
    };
  }

  private String opening(Sum sum) {
    return "Over %s (%s) ".formatted(over(sum, counted.slo()), wording.span(sum.from(), sum.to()));
  }

  private String promise(double target) {
    return "%s are promised, so %s may be bad"
        .formatted(percent(target), percent(allowed(target), 10));
  }

  /** {@code good 99,120 of 100,000 events = 99.12 %; target 99.9 %}. */
  private void share(Sum sum) {
    BigDecimal good = quotient(sum.good(), sum.total());
    sentences.add(
        "%s%s of %s %s were good and %s bad: %s ÷ %s = %s. Promised are %s."
            .formatted(
                opening(sum),
                count(sum.good()),
                count(sum.total()),
                things,
                count(sum.bad()),
                count(sum.good()),
                count(sum.total()),
                percent(good, digitsBeside(good, sum.target())),
                percent(sum.target())));
    excluded(sum);
  }

  /** So many that a share which is below its target never looks equal to it. */
  private static int digitsBeside(BigDecimal share, double target) {
    int digits = 6;
    BigDecimal promised = BigDecimal.valueOf(target);
    while (digits < 12
        && share.compareTo(promised) != 0
        && percent(share, digits).equals(percent(promised, digits))) {
      digits++;
    }
    return digits;
  }

  private void burn(BudgetBurn burn) {
    String[] pair = burn.pair().split("/", 2);
    Sum longer = sum(pair[0]);
    Sum shorter = sum(pair[1]);
    boolean firstIsLower = longer.burnRate() <= shorter.burnRate();
    Sum lower = firstIsLower ? longer : shorter;
    Duration window = window(longer.window()).length(counted.slo().period());
    Duration period = counted.standing().terms().length(counted.slo());
    BigDecimal rate = BigDecimal.valueOf(burn.rate());
    BigDecimal share =
        BigDecimal.valueOf(window.toMillis())
            .divide(BigDecimal.valueOf(period.toMillis()), MathContext.DECIMAL64);
    int digits =
        Wording.digits(
            rate, shown -> shown.multiply(share).multiply(HUNDRED), burn.budgetSpentPercent(), 2);
    burnRate(longer, digits);
    burnRate(shorter, digits);
    sentences.add(
        "The lower of the two counts, so that neither an old fault nor a short one is told: that of %s."
            .formatted(over(lower, counted.slo())));
    sentences.add(
        "At a burn rate of %s, %s spend %s × %s ÷ %s = %s %% of the error budget of %s."
            .formatted(
                number(rate, digits),
                Wording.hours(window),
                number(rate, digits),
                Wording.hours(window),
                Wording.hours(period),
                number(burn.budgetSpentPercent(), 2),
                Wording.span(period)));
    excluded(longer);
  }

  private static Window window(String label) {
    return Arrays.stream(Window.values())
        .filter(w -> w.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /** {@code burn = 0.88 / 0.1 = 8.8}. */
  private void burnRate(Sum sum, int rateDigits) {
    if (sum.total() == 0) {
      sentences.add(opening(sum) + "nothing happened that could have been bad: a burn rate of 0.");
      return;
    }
    BigDecimal bad = quotient(sum.bad(), sum.total());
    BigDecimal allowed = allowed(sum.target());
    int digits =
        Wording.digits(
            bad.multiply(HUNDRED),
            shown -> shown.divide(allowed.multiply(HUNDRED), MathContext.DECIMAL64),
            sum.burnRate(),
            rateDigits);
    sentences.add(
        "%s%s of %s %s were good = %s, and %s bad = %s. %s: a burn rate of %s ÷ %s = %s."
            .formatted(
                opening(sum),
                count(sum.good()),
                count(sum.total()),
                things,
                percent(BigDecimal.ONE.subtract(bad), digits),
                count(sum.bad()),
                percent(bad, digits),
                promise(sum.target()),
                percent(bad, digits),
                percent(allowed, 10),
                number(sum.burnRate(), rateDigits)));
  }

  private void budget(ErrorBudget budget) {
    Sum sum = sum(Window.PERIOD.label());
    BigDecimal allowed = allowed(sum.target()).multiply(BigDecimal.valueOf(sum.total()));
    sentences.add(
        "%s%s of %s %s were bad. %s: %s × %s = %s."
            .formatted(
                opening(sum),
                count(sum.bad()),
                count(sum.total()),
                things,
                promise(sum.target()),
                count(sum.total()),
                percent(allowed(sum.target()), 10),
                number(allowed, 6)));
    double spent = sum.burnRate();
    String of = count(sum.bad()) + " ÷ " + number(allowed, 6);
    if (budget.open()) {
      Duration whole = counted.standing().terms().length(counted.slo());
      Duration passed = Duration.between(sum.from(), sum.to());
      spent = spent * passed.toMillis() / whole.toMillis();
      of += " × " + Wording.span(passed) + " ÷ " + Wording.span(whole);
      sentences.add(
          "The period has run for %s of %s, and the budget is that of all of it."
              .formatted(Wording.span(passed), Wording.span(whole)));
    }
    BigDecimal spentPercent = BigDecimal.valueOf(spent).multiply(HUNDRED);
    BigDecimal left = HUNDRED.subtract(BigDecimal.valueOf(round(spentPercent)));
    sentences.add(
        left.signum() < 0
            ? "So %s = %s %% of the budget is spent: %s %% − 100 %% = %s %% too much."
                .formatted(
                    of, number(spentPercent, 2), number(spentPercent, 2), number(left.negate(), 2))
            : "So %s = %s %% of the budget is spent, and 100 %% − %s %% = %s %% is left."
                .formatted(of, number(spentPercent, 2), number(spentPercent, 2), number(left, 2)));
    excluded(sum);
  }

  private static double round(BigDecimal percent) {
    return percent.setScale(2, RoundingMode.HALF_UP).doubleValue();
  }

  private void closed(PeriodResult period) {
    Sum sum =
        new Sum(
            Window.PERIOD.label(),
            period.from(),
            period.to(),
            period.bad(),
            period.total(),
            period.target(),
            period.excluded());
    sums.add(sum);
    share(sum);
    unknown(period.unknownRatio());
    sentences.add("The period has closed; nothing changes its figures any more.");
  }

  private void silence() {
    String tolerated = Wording.span(counted.slo().staleAfter());
    sentences.add(
        counted
            .standing()
            .newestSample()
            .map(
                at ->
                    "The last sample is of %s. %s without one are tolerated; they were over at %s."
                        .formatted(
                            wording.moment(at),
                            tolerated,
                            wording.moment(at.plus(counted.slo().staleAfter()))))
            .orElse("No sample ever came; %s are tolerated.".formatted(tolerated)));
    sentences.add("What is not measured is unknown: neither good nor bad.");
  }

  private void unknown(double ratio) {
    if (ratio > 0) {
      sentences.add(
          "For %s of that time no data came: it counts neither as good nor as bad."
              .formatted(percent(BigDecimal.valueOf(ratio), 4)));
    }
  }

  private void excluded(Sum sum) {
    if (!sum.excluded().isZero()) {
      sentences.add(
          "%s of that time are excluded by agreement; what happened in them is not counted here."
              .formatted(Wording.span(sum.excluded())));
    }
  }
}
