package io.plumbline.runner.scenario;

import io.plumbline.catalogue.Service;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.rules.NearestName;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares what was told with what was expected, in the words of the scenario's author. */
final class Difference {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][\\w./-]*( [\\w./-]+)*");

  private final Scenario scenario;
  private final TreeSet<String> rules = new TreeSet<>();
  private final TreeSet<String> services = new TreeSet<>();
  private final List<Problem> problems = new ArrayList<>();

  Difference(Scenario scenario, RuleSet judging) {
    this.scenario = scenario;
    judging.rules().forEach(rule -> rules.add(rule.name()));
    services.addAll(judging.catalogue().services().keySet());
    services.add(Service.UNASSIGNED);
    services.add(Service.PORTFOLIO);
  }

  /**
   * Every difference, first by line what is amiss with the expectations, then by time what nobody
   * expected. Events of services and rules that the scenario does not look at are none.
   */
  List<Problem> problems(List<FindingEvent> told) {
    List<FindingEvent> left = new ArrayList<>(told);
    left.removeIf(event -> !looksAt(event.finding()));
    scenario.rules().forEach(rule -> refuseUnknown(scenario.line(), "rule", rule, rules));
    scenario
        .services()
        .forEach(service -> refuseUnknown(scenario.line(), "service", service, services));
    List<Expectation> unmet = new ArrayList<>();
    for (Expectation expected : scenario.expected()) {
      if (refuseUnknown(expected.line(), "rule", expected.rule(), rules)) {
        continue;
      }
      Optional<FindingEvent> met =
          left.stream().filter(event -> expected.isMetBy(event, scenario.start())).findFirst();
      met.ifPresentOrElse(left::remove, () -> unmet.add(expected));
    }
    unmet.forEach(expected -> unmet(expected, left));
    left.forEach(this::unexpected);
    return problems;
  }

  private boolean looksAt(Finding finding) {
    return (scenario.services().isEmpty() || scenario.services().contains(finding.service()))
        && (scenario.rules().isEmpty() || scenario.rules().contains(finding.rule()));
  }

  private boolean refuseUnknown(int line, String what, String name, Set<String> known) {
    if (known.contains(name)) {
      return false;
    }
    problem(line, "there is no %s \"%s\"".formatted(what, name), NearestName.remedy(name, known));
    return true;
  }

  private void unmet(Expectation expected, List<FindingEvent> left) {
    Comparator<FindingEvent> nearness =
        Comparator.comparing(event -> offset(event).minus(expected.at()).abs());
    Optional<FindingEvent> other = left.stream().filter(expected::isAbout).min(nearness);
    other.ifPresent(left::remove);
    String what =
        "\"%s\" is not %s at %s"
            .formatted(expected.rule(), expected.change().wireName(), Offset.text(expected.at()));
    if (other.isPresent() && offset(other.get()).equals(expected.at())) {
      String detected = Offset.text(Expectation.offset(other.get().detected(), scenario.start()));
      problem(
          expected.line(),
          "\"%s\" is told at %s".formatted(expected.rule(), detected),
          "write told: " + detected + " if that is right");
    } else if (other.isPresent()) {
      String at = Offset.text(offset(other.get()));
      problem(expected.line(), what + " but at " + at, "write at: " + at + " if that is right");
    } else {
      problem(expected.line(), what, "mend the rule, or take the line out if that is right");
    }
  }

  private void unexpected(FindingEvent event) {
    Finding finding = event.finding();
    problem(
        scenario.line(),
        "not expected at %s: %s of %s, %s"
            .formatted(
                Offset.text(offset(event)),
                event.change().wireName(),
                finding.service(),
                finding.open()
                    ? finding.text()
                    : finding.text() + " (" + finding.endReason() + ")"),
        "mend the rule, or expect - {at: %s, %s: %s, subject: %s} if that is right"
            .formatted(
                Offset.text(offset(event)),
                event.change().wireName(),
                yaml(finding.rule()),
                yaml(finding.subject())));
  }

  /** A name as it stands in a list between braces. */
  private static String yaml(String name) {
    return PLAIN.matcher(name).matches()
        ? name
        : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private Duration offset(FindingEvent event) {
    return Expectation.offset(event.at(), scenario.start());
  }

  private void problem(int line, String what, String instead) {
    problems.add(new Problem(scenario.path(), line, what, instead));
  }
}
