package io.plumbline.console.rules;

import io.plumbline.console.rules.RuleBook.Comparison;
import io.plumbline.console.rules.RuleBook.Look;
import io.plumbline.console.rules.RuleBook.Rule;
import io.plumbline.fact.FieldWords;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A rule in a sentence, made of its conditions. */
public final class RuleSentence {

  private static final Map<String, String> ABOUT =
      Map.ofEntries(
          Map.entry("AgreementFact", "an agreement"),
          Map.entry("Attainment", "the share of good events of an objective"),
          Map.entry("AvailabilityGap", "availability by metrics and by incidents"),
          Map.entry("BudgetBurn", "how fast an objective's error budget burns"),
          Map.entry("CapacityForecast", "the trend of a resource's use"),
          Map.entry("CapacityUse", "the use of a resource"),
          Map.entry("ChangedPriority", "a change of a ticket's priority"),
          Map.entry("ClosedPeriod", "a calendar period of an objective that has closed"),
          Map.entry("Dependency", "a service that this one needs"),
          Map.entry("ErrorBudget", "an objective's error budget"),
          Map.entry("FeedSilence", "an objective of which nothing is heard any more"),
          Map.entry("IncidentAvailability", "availability by incidents in a month"),
          Map.entry("IncidentHold", "a ticket on hold"),
          Map.entry("IncidentReopening", "a ticket that was reopened"),
          Map.entry("MajorIncident", "a major incident"),
          Map.entry("OpenIncident", "an open ticket"),
          Map.entry("PortfolioSummary", "all services together"),
          Map.entry("Recurrence", "a promise that was broken before"),
          Map.entry("RuleFailure", "a rule that could not judge"),
          Map.entry("ServiceFact", "a service"),
          Map.entry("ServiceOutages", "the outages of a service"),
          Map.entry("ServiceSummary", "how a service stands"),
          Map.entry("SupplierStanding", "how the times of groups and suppliers fit a promise"),
          Map.entry("TargetProgress", "the clock of a ticket's target"),
          Map.entry("TierSummary", "how the services of a tier stand"),
          Map.entry("UnassignedTickets", "tickets of services that nobody catalogued"));

  private static final Map<String, String> SIGNS =
      Map.of(
          "==", "is",
          "!=", "is not",
          "<", "is less than",
          "<=", "is at most",
          ">", "is more than",
          ">=", "is at least");

  private static final Map<String, String> NAMES =
      Map.of(
          "pair", "pair of windows",
          "remaining", "share of it that is left",
          "reachedPercent", "share of its time that was reached",
          "usedPercent", "share of its time that is used");

  private RuleSentence() {}

  /** The sentence. */
  public static String of(Rule rule) {
    RuleInfo info = rule.info();
    String about =
        rule.looks().stream()
            .filter(look -> !look.quantifier().equals("not"))
            .map(look -> ABOUT.getOrDefault(look.fact(), FieldWords.of(look.fact())))
            .distinct()
            .collect(Collectors.joining(" and at "));
    List<String> conditions = new ArrayList<>();
    for (Look look : rule.looks()) {
      conditions(look, conditions);
    }
    StringBuilder sentence =
        new StringBuilder(
            "It looks at %s and tells %s %s"
                .formatted(
                    about.isEmpty() ? "everything" : about,
                    concludes(info),
                    conditions.isEmpty()
                        ? "whenever there is one"
                        : "when " + String.join(" and ", conditions)));
    if (!info.raiseAfter().isZero()) {
      sentence.append(", once this has been so for ").append(span(info.raiseAfter()));
    }
    sentence.append('.');
    if (!info.clearAfter().isZero()) {
      sentence
          .append(" It is over when this has not been so for ")
          .append(span(info.clearAfter()))
          .append('.');
    }
    return sentence.toString();
  }

  private static void conditions(Look look, List<String> conditions) {
    List<String> own = look.comparisons().stream().map(RuleSentence::comparison).toList();
    if (look.quantifier().equals("not")) {
      String about = ABOUT.getOrDefault(look.fact(), FieldWords.of(look.fact()));
      conditions.add(
          "there is not "
              + about
              + (own.isEmpty() ? "" : " of which " + String.join(" and ", own)));
    } else {
      conditions.addAll(own);
    }
  }

  private static String concludes(RuleInfo info) {
    String told =
        info.kinds().stream().sorted().map(RuleSentence::kind).collect(Collectors.joining(" or "));
    String how =
        info.severity() == Severity.PAGE
            ? " that wakes somebody"
            : info.severity() == Severity.TICKET ? " that opens a ticket" : " that is good to know";
    return told + how;
  }

  private static String kind(Kind kind) {
    return switch (kind) {
      case BREACH -> "a breach";
      case AT_RISK -> "a risk";
      case IMPROVEMENT -> "an improvement";
    };
  }

  /** {@code the budget spent is more than 2 %}. */
  public static String comparison(Comparison c) {
    if (c.field().isEmpty()) {
      return c.operand();
    }
    if (c.constant() && (c.operand().equals("true") || c.operand().equals("false"))) {
      boolean so = c.operand().equals("true") == c.sign().equals("==");
      return c.field().equals("open")
          ? "its period still runs"
          : "it is " + (so ? "" : "not ") + FieldWords.of(c.field());
    }
    return "the %s %s %s"
        .formatted(name(c.field()), SIGNS.getOrDefault(c.sign(), c.sign()), operand(c));
  }

  /** {@code more than} for {@code >}. */
  static String sign(String sign) {
    return SIGNS.getOrDefault(sign, sign).replaceFirst("^is ", "");
  }

  /** What a field is compared with, in its unit: {@code 2 %}, {@code the target}. */
  public static String operand(Comparison c) {
    if (!c.constant()) {
      return "the " + FieldWords.of(c.operand().replaceFirst("^\\$\\w+\\.", ""));
    }
    if (!c.operand().matches("-?[0-9]+(\\.[0-9]+)?")) {
      return "“" + c.operand() + "”";
    }
    return FieldWords.isShare(c.field())
        ? percent(new BigDecimal(c.operand())) + " %"
        : c.operand() + FieldWords.unit(c.field());
  }

  private static String percent(BigDecimal share) {
    BigDecimal percent = share.movePointRight(2);
    return percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString();
  }

  /** A field without its unit: {@code budgetSpentPercent} is budget spent. */
  public static String name(String field) {
    return NAMES.containsKey(field) ? NAMES.get(field) : FieldWords.name(field);
  }

  /** {@code 5 min}, {@code 2 h}. */
  static String span(Duration span) {
    long seconds = span.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + (seconds == 86_400 ? " day" : " days");
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
