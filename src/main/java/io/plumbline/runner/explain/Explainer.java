package io.plumbline.runner.explain;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.Explanation;
import io.plumbline.finding.Explanation.Entry;
import io.plumbline.finding.Explanation.Source;
import io.plumbline.finding.Explanation.Sum;
import io.plumbline.finding.Finding;
import io.plumbline.journal.Journal;
import io.plumbline.runner.explain.Recount.Counted;
import io.plumbline.store.Store;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Explains findings from what is kept: what ticks were judged on, the archive of events and rule
 * sets. It only reads, and takes up to some seconds: keep it off threads that must answer.
 *
 * @param store where all of it is kept
 * @param journal the journal in it
 */
public record Explainer(Store store, Journal journal) {

  private static final Set<String> OF_OBJECTIVES =
      Set.of("Attainment", "BudgetBurn", "ErrorBudget", "ClosedPeriod", "FeedSilence");

  /** Why something was found. */
  public Explanation explain(Finding finding) {
    RulesPast rules = new RulesPast(journal);
    long judging = rules.judging(finding).orElse(Long.MAX_VALUE);
    String kind = FactKinds.of(finding).map(Class::getSimpleName).orElse("");
    List<String> gaps = new ArrayList<>();
    List<String> arithmetic = new ArrayList<>();
    List<Sum> sums = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    Optional<ClockAccount> clock = Optional.empty();
    Catalogue catalogue = rules.at(Math.max(judging, newestBefore(rules, finding)));
    Wording wording = new Wording(zone(finding, catalogue));
    if (OF_OBJECTIVES.contains(kind)) {
      String objective = String.valueOf(finding.facts().get("objective"));
      Optional<Counted> counted = new Recount(store, rules).of(finding, objective);
      if (counted.isPresent()) {
        ObjectiveStory story = new ObjectiveStory(counted.get(), wording);
        arithmetic.addAll(story.sentences());
        sums.addAll(story.sums());
        entries.addAll(new Movements(finding, rules, wording).of(counted.get(), sums));
      } else {
        gaps.add(
            "What was counted then is not kept any longer, or not as finely; the figures below are those that were kept with the finding.");
      }
    } else if (finding.facts().containsKey("incident")) {
      TicketStory story = new TicketStory(finding, catalogue, journal, wording);
      arithmetic.addAll(story.sentences());
      entries.addAll(story.entries());
      clock = story.clock();
      if (clock.isPresent() && !story.exact()) {
        gaps.add(
            "The ticket or its agreement has changed since: the clock is shown as it is known now, and the finding as it was told.");
      }
      if (story.entries().isEmpty()) {
        gaps.add("The events of the ticket are not kept any longer.");
      }
    }
    if (arithmetic.isEmpty()) {
      arithmetic.addAll(new FactStory(finding, kind).sentences());
    }
    Source source = rules.source(finding);
    if (source.version().isEmpty()) {
      gaps.add("The text of the rule as it judged is not kept.");
    }
    entries.sort(Comparator.comparingLong(Entry::seq));
    Service service = catalogue.services().get(finding.service());
    String name = service == null ? finding.service() : service.displayName();
    return new Explanation(
        finding,
        name,
        wording.zone(),
        source,
        conclusion(finding, name, wording),
        arithmetic,
        sums,
        clock,
        entries,
        gaps);
  }

  private static long newestBefore(RulesPast rules, Finding finding) {
    return rules.edits(0, Long.MAX_VALUE).stream()
        .filter(edit -> edit.at().filter(at -> !at.isAfter(finding.detected())).isPresent())
        .mapToLong(RulesPast.Edit::seq)
        .max()
        .orElse(0);
  }

  private static List<String> conclusion(Finding f, String service, Wording wording) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        switch (f.kind()) {
          case BREACH -> "A promise about %s was broken: %s.".formatted(service, f.text());
          case AT_RISK -> "A promise about %s was at risk: %s.".formatted(service, f.text());
          case IMPROVEMENT ->
              "Something about %s is worth changing: %s.".formatted(service, f.text());
        });
    String since =
        "It has held since %s and was told at %s"
            .formatted(wording.moment(f.start()), wording.moment(f.detected()));
    String held = since.replace("It has held since", "It held from");
    sentences.add(
        switch (f.state()) {
          case OPEN -> since + "; it still stands.";
          case CLEARED ->
              "%s; it ended at %s: %s."
                  .formatted(
                      held,
                      f.ended().map(wording::moment).orElse("an unknown time"),
                      f.endReason());
          case WITHDRAWN ->
              "It was told at %s as holding from %s, and withdrawn, since it never held: %s."
                  .formatted(
                      wording.moment(f.detected()), wording.moment(f.start()), f.endReason());
        });
    sentences.add(wording.zoneSentence());
    return sentences;
  }

  /** The zone of the objective's calendar or of the agreed hours; UTC where none was agreed. */
  private static ZoneId zone(Finding finding, Catalogue catalogue) {
    Slo slo = catalogue.slos().get(String.valueOf(finding.facts().get("objective")));
    if (slo != null && slo.window() instanceof TimeWindow.Calendar calendar) {
      return calendar.zone();
    }
    Agreement named = catalogue.agreements().get(String.valueOf(finding.facts().get("agreement")));
    return Stream.concat(
            Stream.ofNullable(named),
            catalogue.agreements().values().stream()
                .filter(agreement -> agreement.service().equals(finding.service())))
        .flatMap(agreement -> agreement.incidentTargets().stream())
        .map(IncidentTarget::hours)
        .map(hours -> hours.zone())
        .findFirst()
        .orElse(ZoneOffset.UTC);
  }
}
