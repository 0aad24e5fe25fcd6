package io.plumbline.runner.explain;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.finding.Explanation.Entry;
import io.plumbline.finding.Explanation.Sum;
import io.plumbline.finding.Finding;
import io.plumbline.runner.explain.Recount.Counted;
import io.plumbline.runner.explain.Recount.Delivery;
import io.plumbline.runner.explain.RulesPast.Edit;
import io.plumbline.signal.RuleSetActivated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What moved a finding about an objective: samples, late ones apart, exclusions, and edits.
 *
 * @param finding the finding
 * @param rules what was in force
 * @param wording how moments are written
 */
record Movements(Finding finding, RulesPast rules, Wording wording) {

  /** Late data that came within so long of each other are told as one. */
  private static final Duration TOGETHER = Duration.ofMinutes(5);

  /**
   * The entries that moved what was counted.
   *
   * @param sums over which spans it was counted
   */
  List<Entry> of(Counted counted, List<Sum> sums) {
    Instant from = sums.stream().map(Sum::from).min(Instant::compareTo).orElse(finding.start());
    Instant to = sums.stream().map(Sum::to).max(Instant::compareTo).orElse(counted.asOf());
    List<Delivery> within =
        counted.deliveries().stream()
            .filter(d -> !d.to().isBefore(from) && !d.from().isAfter(to))
            .toList();
    List<Entry> entries = new ArrayList<>();
    told(within.stream().filter(d -> !d.late()).toList(), false).forEach(entries::add);
    told(within.stream().filter(Delivery::late).toList(), true).forEach(entries::add);
    for (Edit edit : rules.edits(0, counted.seq())) {
      moved(edit, counted.slo(), new Span(from, to)).ifPresent(entries::add);
    }
    return entries;
  }

  private List<Entry> told(List<Delivery> deliveries, boolean late) {
    List<Entry> entries = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= deliveries.size(); i++) {
      boolean ends =
          i == deliveries.size()
              || (late
                  && deliveries
                      .get(i - 1)
                      .tick()
                      .plus(TOGETHER)
                      .isBefore(deliveries.get(i).tick()));
      if (ends) {
        entries.add(entry(deliveries.subList(first, i), late));
        first = i;
      }
    }
    return entries;
  }

  private Entry entry(List<Delivery> deliveries, boolean late) {
    Instant from = deliveries.stream().map(Delivery::from).min(Instant::compareTo).orElseThrow();
    Instant to = deliveries.stream().map(Delivery::to).max(Instant::compareTo).orElseThrow();
    Delivery first = deliveries.get(0);
    Delivery last = deliveries.get(deliveries.size() - 1);
    double total = deliveries.stream().mapToDouble(Delivery::total).sum();
    String upTo =
        first.seq() == last.seq() ? "" : " up to entry " + Wording.count((double) last.seq());
    String what =
        late
            ? "Late data, counted at %s: %s events of %s%s."
                .formatted(
                    wording.moment(last.tick()), Wording.count(total), wording.span(from, to), upTo)
            : "Data in time: %s events of %s%s."
                .formatted(Wording.count(total), wording.span(from, to), upTo);
    return new Entry(
        first.seq(),
        Optional.of(first.tick()),
        late ? Entry.Kind.LATE_DATA : Entry.Kind.DATA,
        what);
  }

  private Optional<Entry> moved(Edit edit, Slo slo, Span span) {
    Catalogue was = rules.was(edit);
    Catalogue is = rules.is(edit);
    String by = edit.author().isEmpty() ? "" : " by " + edit.author();
    List<String> gone = excluded(was, is, slo, span);
    List<String> added = excluded(is, was, slo, span);
    if (!gone.isEmpty() || !added.isEmpty()) {
      List<String> said = new ArrayList<>();
      added.forEach(e -> said.add("from here on is excluded " + e));
      gone.forEach(e -> said.add("no longer is excluded " + e));
      return Optional.of(
          entry(edit, Entry.Kind.EXCLUSION, "Edit" + by + ": " + String.join("; ", said)));
    }
    List<String> changes = new ArrayList<>();
    Optional.ofNullable(was.slos().get(slo.name()))
        .filter(before -> is.slos().containsKey(slo.name()))
        .ifPresent(before -> changes.addAll(changes(before, is.slos().get(slo.name()))));
    boolean first = edit.before().files().isEmpty();
    if (!first && !text(edit.before()).equals(text(edit.after()))) {
      changes.add("the rule was edited");
    }
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            entry(edit, Entry.Kind.RULES, "Edit" + by + ": " + String.join("; ", changes)));
  }

  private static List<String> changes(Slo was, Slo is) {
    List<String> changes = new ArrayList<>();
    if (was.target() != is.target()) {
      changes.add(
          "the target was changed from %s to %s"
              .formatted(Wording.percent(was.target()), Wording.percent(is.target())));
    }
    if (!was.window().equals(is.window())) {
      changes.add("the period was changed");
    }
    if (!was.indicator().equals(is.indicator()) || !was.budgeting().equals(is.budgeting())) {
      changes.add("what is counted was changed, and counting began anew");
    }
    return changes;
  }

  private List<String> excluded(Catalogue here, Catalogue there, Slo slo, Span span) {
    return here.exclusions().values().stream()
        .filter(e -> !there.exclusions().containsValue(e))
        .filter(e -> e.services().contains(slo.service()))
        .filter(e -> e.from().isBefore(span.to()) && e.to().isAfter(span.from()))
        .map(this::exclusion)
        .toList();
  }

  private String exclusion(Exclusion e) {
    return "%s: %s (approved by %s)"
        .formatted(wording.span(e.from(), e.to()), e.reason(), e.approvedBy());
  }

  /** The rule of the finding as a rule set has it; its line may have moved. */
  private String text(RuleSetActivated set) {
    String path = finding.file().substring(0, Math.max(0, finding.file().lastIndexOf(':')));
    return Stream.of(path, path.replaceFirst("csv$", "drl"))
        .distinct()
        .flatMap(p -> set.files().stream().filter(file -> file.path().equals(p)))
        .map(file -> file.text())
        .reduce("", String::concat);
  }

  private static Entry entry(Edit edit, Entry.Kind kind, String what) {
    String reason = edit.set().reason().isEmpty() ? "" : " (reason: " + edit.set().reason() + ")";
    return new Entry(edit.seq(), edit.at(), kind, what + reason + ".");
  }
}
