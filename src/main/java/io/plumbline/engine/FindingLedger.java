package io.plumbline.engine;

import io.plumbline.fact.Fact;
import io.plumbline.fact.FactFields;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The memory that rules do not have: compares what holds now with what stood, and tells only the
 * changes. One ledger belongs to one service.
 */
final class FindingLedger {

  private final TreeMap<String, Standing> entries = new TreeMap<>();

  FindingLedger(Collection<Standing> kept) {
    kept.forEach(standing -> entries.put(standing.key(), standing));
  }

  /**
   * Takes what holds at a tick.
   *
   * @param judgements what the rules conclude
   * @param evidence every fact they saw, with its data time
   * @param unknown subjects whose facts are missing because nothing is known of them; what stood
   *     about them goes on standing
   * @param rulesHash hash of the rule set that judged
   * @param tick the instant of the tick
   * @return what changed, in order of time, then id
   */
  List<FindingEvent> diff(
      List<Judgement> judgements,
      Collection<Evidence> evidence,
      Set<String> unknown,
      String rulesHash,
      Instant tick) {
    List<FindingEvent> events = new ArrayList<>();
    Map<String, Instant> times = new HashMap<>();
    for (Evidence e : evidence) {
      times.merge(subjectKey(e.fact()), e.at(), (a, b) -> a.isAfter(b) ? a : b);
    }
    Set<String> present = evidence.stream().map(e -> factKey(e.fact())).collect(Collectors.toSet());
    Set<String> held = new HashSet<>();
    Set<String> concluded = new HashSet<>();
    for (Judgement judgement : judgements) {
      Fact fact = judgement.fact();
      if (held.add(key(judgement))) {
        concluded.add(subjectKey(fact));
        Finding now = finding(judgement, times.get(subjectKey(fact)), rulesHash, tick);
        entries.compute(
            key(judgement),
            (key, before) ->
                (before != null
                        ? before
                        : Standing.first(key, subjectKey(fact), now, judgement.rule()))
                    .held(now, judgement.rule(), now.start(), tick, events));
      }
    }
    for (Standing entry : List.copyOf(entries.values())) {
      Finding finding = entry.finding();
      // An improvement ends when a person decides, not when its cause is quiet for a while.
      if (!held.contains(entry.key())
          && !unknown.contains(finding.subject())
          && !(entry.told() && finding.kind() == Kind.IMPROVEMENT)) {
        // The fact has become another, and something is concluded of that: 90 % after 75 %.
        boolean superseded =
            concluded.contains(entry.subjectKey()) && !present.contains(entry.factKey());
        Instant at = times.getOrDefault(entry.subjectKey(), entry.lastHeld());
        entries.remove(entry.key());
        entry
            .absent(at, superseded, tick, events)
            .ifPresent(still -> entries.put(still.key(), still));
      }
    }
    events.sort(Comparator.comparing(FindingEvent::at).thenComparing(FindingEvent::id));
    return events;
  }

  private static Finding finding(
      Judgement judgement, Instant start, String rulesHash, Instant tick) {
    Fact fact = judgement.fact();
    RuleInfo rule = judgement.rule();
    return new Finding(
        FindingId.of(fact.service(), rule.name(), fact.subject(), fact.discriminator(), start),
        judgement.kind(),
        rule.severity(),
        fact.service(),
        fact.subject(),
        fact.measure(),
        rule.name(),
        rule.file() + ":" + rule.line(),
        rule.owner(),
        rule.clause(),
        rule.runbook(),
        judgement.text(),
        start,
        tick,
        Finding.State.OPEN,
        Optional.empty(),
        "",
        1,
        rulesHash,
        FactFields.of(fact));
  }

  /** The findings that stand and have been told. */
  List<Finding> open() {
    return entries.values().stream().filter(Standing::told).map(Standing::finding).toList();
  }

  /**
   * The earliest instant after a tick at which time alone raises or clears something. What is due
   * already and was not told waits for its subject to be known again, which no time brings about.
   */
  Optional<Instant> nextDue(Instant tick) {
    return entries.values().stream()
        .flatMap(e -> e.due().stream())
        .filter(due -> due.isAfter(tick))
        .min(Instant::compareTo);
  }

  /** What is to be kept. */
  List<Standing> state() {
    return List.copyOf(entries.values());
  }

  private static String key(Judgement judgement) {
    return conclusion(judgement.rule().name(), judgement.fact().subject())
        + '\n'
        + judgement.fact().discriminator();
  }

  private static String conclusion(String rule, String subject) {
    return rule + '\n' + subject;
  }

  private static String factKey(Fact fact) {
    return subjectKey(fact) + '\n' + fact.discriminator();
  }

  private static String subjectKey(Fact fact) {
    return fact.getClass().getSimpleName() + '\n' + fact.subject();
  }
}
