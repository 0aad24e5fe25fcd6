package io.plumbline.runner.backtest;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.finding.Finding;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why two sets of rules come to different findings: what differs between their texts of all that
 * the finding rests on.
 */
final class Reasons {

  /** An exclusion that ended so long before a finding began may have moved it. */
  private static final Duration NEAR = Duration.ofDays(1);

  private final Map<String, Side> byHash;
  private final Side was;
  private final Side is;

  /**
   * Prepares.
   *
   * @param byHash every set of rules that judged, by its hash
   * @param was the present rules, the last ones where they changed in between
   * @param is the new ones
   */
  Reasons(Map<String, Side> byHash, Side was, Side is) {
    this.byHash = Map.copyOf(byHash);
    this.was = was;
    this.is = is;
  }

  /** Why the new rules do not come to it. */
  String gone(Life life) {
    Side judged = judged(life, was);
    return sentence(life.finding(), judged, true, "which is not in the new rules");
  }

  /** Why only the new rules come to it. */
  String added(Life life) {
    return sentence(life.finding(), is, false, "which is new");
  }

  /** Why the new rules come to it otherwise. */
  String moved(Move move) {
    Side judged = judged(move.was(), was);
    return sentence(move.was().finding(), judged, true, "which is not in the new rules");
  }

  private Side judged(Life life, Side otherwise) {
    return byHash.getOrDefault(life.finding().rulesHash(), otherwise);
  }

  private String sentence(Finding finding, Side here, boolean forward, String absent) {
    Side there = forward ? is : was;
    RuleTexts texts = new RuleTexts(here.set().files());
    String place = finding.file();
    Optional<RuleTexts.Text> text = texts.at(place);
    Optional<RuleTexts.Text> other =
        new RuleTexts(there.set().files())
            .named(
                finding.rule(),
                place.substring(0, Math.max(0, place.lastIndexOf(':'))),
                text.map(RuleTexts.Text::lines).orElse(List.of()));
    if (text.isPresent() && other.isEmpty()) {
      return "it is of rule \"%s\" (%s), %s".formatted(finding.rule(), place, absent);
    }
    List<String> reasons = new ArrayList<>();
    text.flatMap(t -> other.flatMap(o -> forward ? t.change(o) : o.change(t)))
        .ifPresent(
            change ->
                reasons.add(
                    "rule \"%s\" (%s): %s"
                        .formatted(finding.rule(), forward ? other.get().place() : place, change)));
    reasons.addAll(
        forward
            ? promises(finding, here.promised().catalogue(), there.promised().catalogue())
            : promises(finding, there.promised().catalogue(), here.promised().catalogue()));
    return reasons.isEmpty()
        ? "neither rule \"%s\" nor what it looks at differs; it follows from what other rules or an earlier edit changed"
            .formatted(finding.rule())
        : String.join("; ", reasons);
  }

  private static List<String> promises(Finding finding, Catalogue was, Catalogue is) {
    List<String> reasons = new ArrayList<>();
    for (String name : named(finding)) {
      Slo slo = was.slos().get(name);
      Slo other = is.slos().get(name);
      reasons.addAll(differences("objective " + name, slo, other));
      CapacityTarget target = was.capacityTargets().get(name);
      reasons.addAll(
          differences("capacity threshold " + name, target, is.capacityTargets().get(name)));
      Agreement agreement = was.agreements().get(name);
      reasons.addAll(agreement(name, agreement, is.agreements().get(name), finding));
    }
    Service service = was.services().get(finding.service());
    reasons.addAll(
        differences("service " + finding.service(), service, is.services().get(finding.service())));
    Stream.concat(
            excluded(finding, is).filter(e -> !was.exclusions().containsValue(e)),
            excluded(finding, was).filter(e -> !is.exclusions().containsValue(e)))
        .map(exclusion -> "exclusion %s differs".formatted(exclusion.name()))
        .forEach(reasons::add);
    return reasons.stream().distinct().toList();
  }

  /** Names of objectives, resources and agreements that a finding may rest on. */
  private static List<String> named(Finding finding) {
    return Stream.concat(
            Stream.of(finding.subject(), finding.measure()),
            finding.facts().values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast))
        .distinct()
        .toList();
  }

  private static Stream<Exclusion> excluded(Finding finding, Catalogue catalogue) {
    Instant end = finding.ended().orElse(Instant.MAX);
    return catalogue.exclusions().values().stream()
        .filter(exclusion -> exclusion.services().contains(finding.service()))
        .filter(exclusion -> !finding.facts().containsKey("incident"))
        .filter(exclusion -> exclusion.from().isBefore(end))
        .filter(exclusion -> exclusion.to().isAfter(finding.start().minus(NEAR)));
  }

  private static List<String> agreement(String name, Agreement was, Agreement is, Finding finding) {
    if (was == null || is == null || was.equals(is)) {
      return differences("agreement " + name, was, is);
    }
    List<String> reasons = new ArrayList<>();
    Object target = finding.facts().get("target");
    for (IncidentTarget then : was.incidentTargets()) {
      is.incidentTargets().stream()
          .filter(now -> now.name().equals(then.name()) && then.name().equals(target))
          .forEach(
              now ->
                  reasons.addAll(
                      differences("target %s of %s".formatted(then.name(), name), then, now)));
    }
    return target == null ? differences("agreement " + name, was, is) : reasons;
  }

  /** What differs between two records, part by part. */
  private static List<String> differences(String what, Record was, Record is) {
    List<String> reasons = new ArrayList<>();
    if (was == null && is == null) {
      return reasons;
    }
    if (was == null || is == null) {
      reasons.add(what + (is == null ? " is not in the new rules" : " is new"));
      return reasons;
    }
    for (RecordComponent component : was.getClass().getRecordComponents()) {
      Object then = value(component, was);
      Object now = value(component, is);
      if (!Objects.equals(then, now)) {
        reasons.add(
            isShort(then) && isShort(now)
                ? "%s: %s %s → %s".formatted(what, component.getName(), text(then), text(now))
                : "%s: %s differs".formatted(what, words(component.getName())));
      }
    }
    return reasons;
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("records of the catalogue are public", e);
    }
  }

  private static boolean isShort(Object value) {
    return value instanceof Number
        || value instanceof String
        || value instanceof Enum<?>
        || value instanceof Duration
        || value instanceof Boolean;
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).toPlainString()
        : String.valueOf(value);
  }

  private static String words(String name) {
    return switch (name) {
      case "hours" -> "the calendar";
      case "byPriority" -> "the time allowed";
      case "window" -> "the period";
      default -> name;
    };
  }
}
