package io.plumbline.rules.drl;

import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.fact.Severity;
import io.plumbline.rules.NearestName;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Reads the annotations of a rule. */
final class RuleAnnotations {

  private static final Map<String, Kind> VERDICTS =
      Map.of("breach", Kind.BREACH, "atRisk", Kind.AT_RISK, "improve", Kind.IMPROVEMENT);

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of("owner", "clause", "severity", "raiseAfter", "clearAfter", "cooldown", "runbook"));
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,4})([smhd])");

  private final DrlPage page;
  private final RuleDescr rule;

  private RuleAnnotations(DrlPage page, RuleDescr rule) {
    this.page = page;
    this.rule = rule;
  }

  /** Notes what is wrong with a rule's annotations and gives what they say. */
  static RuleInfo read(DrlPage page, String pack, Scope scope, RuleDescr rule) {
    return new RuleAnnotations(page, rule).read(pack, scope);
  }

  private RuleInfo read(String pack, Scope scope) {
    for (String name : rule.getAnnotationNames()) {
      if (!KNOWN.contains(name)) {
        page.problem(
            lineOf(name),
            "there is no annotation @" + name,
            NearestName.remedy("@" + name, KNOWN.stream().map(known -> "@" + known).toList()));
      }
    }
    String owner = text("owner");
    if (owner.isEmpty()) {
      page.problem(
          rule.getLine(),
          "rule \"" + rule.getName() + "\" has no owner",
          "add @owner(\"role that answers for it\") below its name");
    }
    return new RuleInfo(
        rule.getName(),
        pack,
        page.file().path(),
        rule.getLine(),
        owner,
        text("clause"),
        severity(),
        duration("raiseAfter"),
        duration("clearAfter"),
        duration("cooldown"),
        kinds(),
        text("runbook"),
        scope);
  }

  // A consequence does nothing but tell the judge, so its words say what it may conclude.
  private Set<Kind> kinds() {
    String consequence = String.valueOf(rule.getConsequence());
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    VERDICTS.forEach(
        (verdict, kind) -> {
          if (consequence.contains(verdict)) {
            kinds.add(kind);
          }
        });
    return kinds;
  }

  private String text(String name) {
    AnnotationDescr annotation = rule.getAnnotation(name);
    if (annotation == null) {
      return "";
    }
    Object value = annotation.getSingleValueStripped();
    String text = value == null ? "" : value.toString().strip();
    if (text.isEmpty()) {
      page.problem(lineOf(name), "@" + name + " is empty", "write @" + name + "(\"…\")");
    }
    return text;
  }

  private Severity severity() {
    String text = text("severity");
    if (text.isEmpty()) {
      return Severity.TICKET;
    }
    Optional<Severity> severity =
        Arrays.stream(Severity.values()).filter(s -> s.wireName().equals(text)).findFirst();
    if (severity.isEmpty()) {
      page.problem(
          lineOf("severity"),
          "@severity cannot be \"" + text + '"',
          NearestName.remedy(
              text, Arrays.stream(Severity.values()).map(Severity::wireName).toList()));
    }
    return severity.orElse(Severity.TICKET);
  }

  private Duration duration(String name) {
    String text = text(name);
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    if (!matcher.matches()) {
      page.problem(
          lineOf(name),
          "@" + name + " cannot be \"" + text + '"',
          "write a number and s, m, h or d, such as \"5m\"");
      return Duration.ZERO;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private int lineOf(String annotation) {
    return page.lineOf("@" + annotation, rule.getStartCharacter());
  }
}
