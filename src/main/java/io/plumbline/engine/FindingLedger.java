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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The memory that rules do not have: compares what holds now with what stood, and tells only the
 * changes. One ledger belongs to one service.
 */
final class FindingLedger {

  private final TreeMap<String, Standing> entries = new TreeMap<>();
  private final TreeMap<String, Ended> ended = new TreeMap<>();
  private final ClearedFindings cleared = new ClearedFindings();

  FindingLedger(State kept) {
    kept.standing().forEach(standing -> entries.put(standing.key(), standing));
    kept.ended().forEach(end -> ended.put(end.key(), end));
  }

  /** Takes what is seen at a tick and gives what changed, in order of time, then id. */
  List<FindingEvent> diff(Sight sight) {
    forget(sight.tick());
    return new Round(sight).run();
  }

  /** Forgets what is too old at a tick. */
  void forget(Instant tick) {
    ended.values().removeIf(end -> end.forgotten(tick));
    cleared.forget(tick);
  }

  /** Of what something stands or waits to be told. */
  Set<String> subjects() {
    return entries.values().stream()
        .map(entry -> entry.finding().subject())
        .collect(Collectors.toSet());
  }

  /** Whether nothing stands or waits to be told. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** One comparison of what is seen with what stood. */
  private final class Round {

    private final Sight sight;
    private final Map<String, Evidence> newest = new HashMap<>();
    private final Map<String, Instant> newestOfSubject = new HashMap<>();
    private final Set<String> present = new HashSet<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> concluded = new HashSet<>();
    private final List<FindingEvent> events = new ArrayList<>();

    Round(Sight sight) {
      this.sight = sight;
      Set<String> asked = new HashSet<>();
      sight.judgements().forEach(judgement -> asked.add(judgement.fact().subject()));
      entries.values().forEach(entry -> asked.add(entry.finding().subject()));
      for (Evidence e : sight.evidence()) {
        // Most services are fine most of the time, so nothing is asked of most facts.
        if (!asked.contains(e.fact().subject())) {
          continue;
        }
        present.add(factKey(e.fact()));
        newest.merge(subjectKey(e.fact()), e, (a, b) -> a.at().isAfter(b.at()) ? a : b);
        newestOfSubject.merge(e.fact().subject(), e.at(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }

    List<FindingEvent> run() {
      for (Judgement judgement : sight.judgements()) {
        concluded.add(subjectKey(judgement.fact()));
        if (held.add(key(judgement))) {
          held(judgement);
        }
      }
      List<Standing> absent = entries.values().stream().filter(this::ceased).toList();
      List<Standing> over =
          cleared.about(sight.hindsight()::learnt).stream().filter(this::sameRules).toList();
      Map<String, String> disproofs =
          sight
              .hindsight()
              .disproofs(
                  Stream.concat(absent.stream().filter(this::mayBeWrong), over.stream()).toList());
      for (Standing entry : absent) {
        absent(entry, Optional.ofNullable(disproofs.get(entry.finding().id())));
      }
      for (Standing entry : over) {
        Optional.ofNullable(disproofs.get(entry.finding().id()))
            .ifPresent(disproof -> withdraw(entry, disproof));
      }
      events.sort(Comparator.comparing(FindingEvent::at).thenComparing(FindingEvent::id));
      return events;
    }

    private boolean ceased(Standing entry) {
      return !held.contains(entry.key())
          && !sight.unknown().contains(entry.finding().subject())
          && !sight.mute().contains(entry.finding().rule());
    }

    // An improvement ends when a person decides, not when its cause is quiet for a while.
    private boolean mayBeWrong(Standing entry) {
      return entry.told() && entry.finding().kind() != Kind.IMPROVEMENT && sameRules(entry);
    }

    private void held(Judgement judgement) {
      String key = key(judgement);
      RuleInfo rule = judgement.rule();
      Evidence evidence = newest.get(subjectKey(judgement.fact()));
      Optional<Ended> before = Optional.ofNullable(ended.get(key));
      // Late data may say that it holds since before it ended; two findings never overlap.
      Instant start =
          before.map(Ended::nextStart).filter(s -> s.isAfter(evidence.at())).orElse(evidence.at());
      Finding now = finding(judgement, start, sight);
      Instant quiet = before.map(b -> b.quietUntil(now, rule)).orElse(Instant.MIN);
      Standing entry =
          entries.computeIfAbsent(
              key, k -> Standing.first(k, subjectKey(judgement.fact()), now, rule, sight));
      boolean marked = entry.told() && sameRules(entry) && !sight.hindsight().moved(entry);
      Standing next = entry.held(now, rule, evidence, quiet, sight, events);
      entries.put(key, marked ? next : next.marked(sight.tick()));
    }

    private void absent(Standing before, Optional<String> disproof) {
      if (!before.told()) {
        entries.remove(before.key());
        return;
      }
      if (before.finding().kind() == Kind.IMPROVEMENT) {
        return;
      }
      Instant seen =
          Optional.ofNullable(newest.get(before.subjectKey()))
              .map(Evidence::at)
              .or(() -> sight.hindsight().ceased(before))
              .orElseGet(() -> gone(before));
      Standing entry = before.absent(seen);
      Instant since = entry.absentSince().orElseThrow();
      // The fact has become another, and something is concluded of that: 90 % after 75 %.
      boolean superseded =
          concluded.contains(entry.subjectKey()) && !present.contains(entry.factKey());
      Instant due = superseded ? since : entry.clearedAt();
      if (disproof.isPresent()) {
        end(entry, Finding.State.WITHDRAWN, entry.finding().start(), seen, disproof.get());
      } else if (due.isAfter(seen.isAfter(sight.tick()) ? seen : sight.tick())) {
        entries.put(entry.key(), entry);
      } else {
        end(entry, Finding.State.CLEARED, since, due, superseded ? "superseded" : reason(entry));
      }
    }

    /**
     * Of a fact without a successor, such as silence, the subject's other facts say when it ended.
     */
    private Instant gone(Standing before) {
      Instant other = newestOfSubject.getOrDefault(before.finding().subject(), Instant.MIN);
      return other.isAfter(before.lastHeld()) ? other : before.lastHeld();
    }

    private void end(Standing entry, Finding.State how, Instant over, Instant at, String reason) {
      FindingEvent event = entry.end(how, over, at, reason, sight.detected());
      entries.remove(entry.key());
      ended.put(entry.key(), Ended.of(entry.key(), event.finding(), entry.cooldown()));
      if (how == Finding.State.CLEARED) {
        sight.hindsight().topic(entry).ifPresent(topic -> cleared.add(topic, entry.ended(event)));
      }
      events.add(event);
    }

    /** What was cleared never held. Another finding of the conclusion may have come since. */
    private void withdraw(Standing entry, String disproof) {
      Instant start = entry.finding().start();
      Optional<Ended> newest =
          Optional.ofNullable(ended.get(entry.key()))
              .filter(end -> Optional.of(end.ended()).equals(entry.finding().ended()));
      FindingEvent event =
          entry.end(Finding.State.WITHDRAWN, start, sight.tick(), disproof, sight.detected());
      newest.ifPresent(
          end -> ended.put(entry.key(), Ended.of(entry.key(), event.finding(), entry.cooldown())));
      cleared.remove(sight.hindsight().topic(entry).orElseThrow(), entry);
      events.add(event);
    }

    private boolean sameRules(Standing entry) {
      return entry.judgedBy().equals(sight.judgedBy(entry.pack()));
    }

    private String reason(Standing entry) {
      return sight.hindsight().cause(entry).orElseGet(() -> otherReason(entry));
    }

    // Nothing newer was measured, so it was the edit.
    private String otherReason(Standing entry) {
      boolean nothingNew = !entry.absentSince().orElseThrow().isAfter(entry.lastHeld());
      return nothingNew && !sameRules(entry)
          ? "the rules or the catalogue changed"
          : "no longer holds";
    }
  }

  private static Finding finding(Judgement judgement, Instant start, Sight sight) {
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
        sight.detected(),
        Finding.State.OPEN,
        Optional.empty(),
        "",
        1,
        sight.hash(rule.pack()),
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

  /**
   * Ticks as of which hindsight is asked for, of what stands and was told, by subject; milliseconds
   * since the epoch.
   */
  Map<String, Set<Long>> marks() {
    Map<String, Set<Long>> marks = new TreeMap<>();
    entries.values().stream()
        .filter(Standing::told)
        .forEach(
            e ->
                marks
                    .computeIfAbsent(e.finding().subject(), subject -> new TreeSet<>())
                    .add(e.mark().toEpochMilli()));
    return marks;
  }

  /** Findings that have ended, and may yet prove never to have held. */
  ClearedFindings cleared() {
    return cleared;
  }

  /** What is to be kept beside {@link #cleared}. */
  State state() {
    return new State(List.copyOf(entries.values()), List.copyOf(ended.values()));
  }

  /**
   * What is kept of a ledger.
   *
   * @param standing what stands or waits to be told
   * @param ended the newest finding of each conclusion that has ended, while it is remembered
   */
  record State(List<Standing> standing, List<Ended> ended) {

    static final State EMPTY = new State(List.of(), List.of());
  }

  /** What tells conclusions apart: rule, subject and discriminator. */
  static String key(Judgement judgement) {
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

  /** Type and subject of a fact. */
  static String subjectKey(Fact fact) {
    return fact.getClass().getSimpleName() + '\n' + fact.subject();
  }
}
