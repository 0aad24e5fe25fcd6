package io.plumbline.console;

import io.plumbline.console.api.PackTexts;
import io.plumbline.console.rules.PresentValue;
import io.plumbline.console.rules.RuleBook.Rule;
import io.plumbline.console.rules.RuleSentence;
import io.plumbline.console.rules.RuleStanding;
import io.plumbline.console.rules.RuleVersion;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.report.Board;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One rule, and what comes of it.
 *
 * @param row what the list shows of it
 * @param rule the rule
 * @param says the text that it tells, its fields in words
 * @param place its file and line
 * @param services the services that it judges, worst first
 * @param moreServices how many more it judges
 * @param values what it sees now beside what it compares it with, worst first
 * @param moreValues how many more of them there are
 * @param firings its newest findings
 * @param text the rule as it is written
 * @param versions the draft and the text before, where they differ
 * @param cost what it costs, in words
 */
public record RulePage(
    RuleRow row,
    Rule rule,
    String says,
    String place,
    List<Covered> services,
    int moreServices,
    List<PresentValue> values,
    int moreValues,
    List<Firing> firings,
    String text,
    List<Version> versions,
    String cost) {

  private static final int SERVICES = 24;
  private static final int VALUES = 10;
  private static final Pattern FIELD = Pattern.compile("\\{(\\w+)(?::[0-9])?}");

  static RulePage of(RuleStanding standing, PackTexts texts, Board.View view, Times times) {
    Rule rule = standing.rule();
    List<PresentValue> values = standing.values();
    return new RulePage(
        RuleRow.of(standing, times),
        rule,
        says(rule.says()),
        rule.info().file() + ", line " + rule.info().line(),
        standing.covered().stream().limit(SERVICES).map(Covered::of).toList(),
        Math.max(0, standing.covered().size() - SERVICES),
        values.stream().limit(VALUES).toList(),
        Math.max(0, values.size() - VALUES),
        standing.firings().stream()
            .map(f -> Firing.of(f, Overview.nameOf(view, f.service()), times))
            .toList(),
        rule.template().isEmpty() ? rule.text() : rule.text() + "\n\n" + rule.template().strip(),
        standing.versions(texts).stream().map(Version::of).toList(),
        cost(rule));
  }

  private static String says(String text) {
    return Words.bound(
        FIELD.matcher(text).replaceAll(field -> "‹" + RuleSentence.name(field.group(1)) + "›"));
  }

  /** A figure that is not parted from its unit. */
  public String bound(String figure) {
    return Words.bound(figure);
  }

  private static String cost(Rule rule) {
    return String.format(
        Locale.ROOT,
        "Held %,d times and failed %,d times since its pack was compiled; %.1f ms in its consequence.",
        rule.cost().firings(),
        rule.cost().errors(),
        rule.cost().seconds() * 1e3);
  }

  /** What became of a finding, in words. */
  static String outcome(Finding f, Times times) {
    String after =
        f.ended().map(end -> " after " + Words.span(Duration.between(f.start(), end))).orElse("");
    return switch (f.state()) {
      case OPEN -> "still stands";
      case CLEARED -> "cleared" + after;
      case WITHDRAWN -> "withdrawn";
    };
  }

  /**
   * A service that the rule judges.
   *
   * @param name its name for people
   * @param tone how it stands
   */
  public record Covered(String name, Tone tone) {

    static Covered of(ServiceStanding standing) {
      return new Covered(standing.service().displayName(), Tone.of(standing.state()));
    }
  }

  /**
   * A finding of the rule.
   *
   * @param finding what lists show of it
   * @param outcome what became of it
   */
  public record Firing(FindingRow finding, String outcome) {

    static Firing of(Finding f, String service, Times times) {
      return new Firing(FindingRow.of(f, service, times), RulePage.outcome(f, times));
    }
  }

  /**
   * A text beside the one in force.
   *
   * @param version it
   * @param when since when, in words; may be empty
   */
  public record Version(RuleVersion version, String when) {

    static Version of(RuleVersion version) {
      return new Version(version, version.at().map(Times::full).orElse(""));
    }
  }
}
