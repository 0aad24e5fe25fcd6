package io.plumbline.console.rules;

import io.plumbline.console.rules.RuleBook.Comparison;
import io.plumbline.console.rules.RuleBook.Look;
import io.plumbline.console.rules.RuleBook.Rule;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  private RuleSentence() {}

  /** The sentence. */
  public static String of(Rule rule) {
    RuleInfo info = rule.info();
    List<String> clauses = new ArrayList<>();
    for (Look look : rule.looks()) {
      clauses.add(clause(look, clauses.isEmpty()));
    }
    StringBuilder sentence =
        new StringBuilder(
            "%s when it looks at %s".formatted(concludes(info), String.join(", and ", clauses)));
    if (!info.raiseAfter().isZero()) {
      sentence.append(", for ").append(span(info.raiseAfter()));
    }
    sentence.append('.');
    if (!info.clearAfter().isZero()) {
      sentence
          .append(" It is over once this has not been so for ")
          .append(span(info.clearAfter()))
          .append('.');
    }
    return sentence.toString();
  }

  private static String concludes(RuleInfo info) {
    String told =
        info.kinds().stream().sorted().map(RuleSentence::kind).collect(Collectors.joining(" or "));
    String how =
        info.severity() == Severity.PAGE
            ? " that wakes somebody"
            : info.severity() == Severity.TICKET ? " that opens a ticket" : " that is good to know";
    return "It tells " + told + how;
  }

  private static String kind(Kind kind) {
    return switch (kind) {
      case BREACH -> "a breach";
      case AT_RISK -> "a risk";
      case IMPROVEMENT -> "an improvement";
    };
  }

  private static String clause(Look look, boolean first) {
    String about = ABOUT.getOrDefault(look.fact(), words(look.fact()));
    String there =
        look.quantifier().equals("not") ? "there is no " : first ? "" : "at the same time at ";
    String conditions =
        look.comparisons().stream()
            .map(RuleSentence::comparison)
            .collect(Collectors.joining(" and "));
    String subject = there.equals("there is no ") ? about.replaceFirst("^(an?|the) ", "") : about;
    return there + subject + (conditions.isEmpty() ? "" : " and " + conditions);
  }

  /** {@code budget spent is more than 2 %}. */
  public static String comparison(Comparison c) {
    if (c.field().isEmpty()) {
      return c.operand();
    }
    if (c.constant() && (c.operand().equals("true") || c.operand().equals("false"))) {
      boolean so = c.operand().equals("true") == c.sign().equals("==");
      return "it is " + (so ? "" : "not ") + words(c.field());
    }
    return "%s %s %s"
        .formatted(name(c.field()), SIGNS.getOrDefault(c.sign(), c.sign()), operand(c));
  }

  /** What a field is compared with, in its unit: {@code 2 %}, {@code the target}. */
  public static String operand(Comparison c) {
    if (!c.constant()) {
      return "the " + words(c.operand().replaceFirst("^\\$\\w+\\.", ""));
    }
    boolean number = c.operand().matches("-?[0-9.]+");
    return number ? c.operand() + unit(c.field()) : "“" + c.operand() + "”";
  }

  /** A field without its unit: {@code budgetSpentPercent} is budget spent. */
  public static String name(String field) {
    if (field.equals("pair")) {
      return "the pair of windows";
    }
    return words(field).replaceFirst(" (percent|minutes|days)$", "");
  }

  /** The unit that a field's name says, with a space before it; empty for none. */
  public static String unit(String field) {
    String unit = field.replaceFirst("^.*(?=Percent$|Minutes$|Days$)", "");
    return switch (unit) {
      case "Percent" -> " %";
      case "Minutes" -> " min";
      case "Days" -> " days";
      default -> "";
    };
  }

  /** {@code budgetSpentPercent} is budget spent percent. */
  static String words(String name) {
    return Arrays.stream(name.split("(?=[A-Z])"))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
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
