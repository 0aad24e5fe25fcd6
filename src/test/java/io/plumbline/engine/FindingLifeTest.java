package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.LifeOracle.Told;
import io.plumbline.fact.CapacityUse;
import io.plumbline.fact.Fact;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.store.Cbor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of findings: conclusions come and go, late and early, known and unknown, edited,
 * superseded, disproved; what the ledger tells is what {@link LifeOracle} reads off the whole
 * history, also when its state is kept and read back in between.
 */
class FindingLifeTest {

  private static final Instant T0 = Instant.parse("2026-06-10T08:00:00Z");
  private static final int TICKS = 400;
  private static final List<String> RULES = List.of("First", "Second");

  private final Map<String, List<Observation>> history = new TreeMap<>();
  private final List<FindingEvent> events = new ArrayList<>();
  private SplittableRandom random;
  private Map<String, RuleInfo> rules = Map.of();
  private Map<String, Kind> kinds = Map.of();
  private String hash = "";
  private FindingLedger ledger = new FindingLedger(FindingLedger.State.EMPTY);
  private FindingLedger restarted = new FindingLedger(FindingLedger.State.EMPTY);

  /** What there is to see of a subject at a tick. */
  private record View(Optional<Fact> fact, Instant at, Optional<Instant> over, boolean known) {}

  @ParameterizedTest
  @ValueSource(ints = {50, 1})
  void everyFindingIsRaisedOnceThenChangedThenEndedOnce(int calm) {
    for (int seed = 0; seed < Integer.getInteger("plumbline.lives", 60); seed++) {
      live(seed, calm);
      check("seed " + seed);
    }
  }

  private void live(int seed, int calm) {
    random = new SplittableRandom(seed);
    history.clear();
    events.clear();
    ledger = new FindingLedger(FindingLedger.State.EMPTY);
    restarted = ledger;
    Instant tick = T0;
    Set<String> holding = new HashSet<>();
    for (int i = 0; i < TICKS; i++) {
      if (i == 0 || random.nextInt(40) == 0) {
        edit(i);
      }
      tick = tick.plusMillis(500L + random.nextInt(60_000));
      if (random.nextInt(10) == 0) {
        restarted =
            new FindingLedger(Cbor.read(Cbor.write(restarted.state()), FindingLedger.State.class));
      }
      tick(tick, holding, calm);
    }
  }

  private void edit(int number) {
    hash = "rules " + number;
    Map<String, RuleInfo> edited = new HashMap<>();
    Map<String, Kind> concluded = new HashMap<>();
    for (String name : RULES) {
      Kind kind = random.nextInt(4) > 0 ? Kind.AT_RISK : Kind.BREACH;
      concluded.put(name, kind);
      edited.put(
          name,
          new RuleInfo(
              name,
              "standard",
              "standard/x.drl",
              3,
              "owner",
              "",
              Severity.values()[random.nextInt(3)],
              pause(),
              pause(),
              pause(),
              Set.of(kind),
              "",
              Scope.SERVICE));
    }
    rules = edited;
    kinds = concluded;
  }

  private Duration pause() {
    return Duration.ofSeconds(List.of(0, 0, 90, 600).get(random.nextInt(4)));
  }

  private void tick(Instant tick, Set<String> holding, int calm) {
    List<View> views = List.of(view(disk(), tick), view(clock(), tick));
    List<Evidence> evidence = new ArrayList<>();
    Set<String> unknown = new HashSet<>();
    List<Judgement> judgements = new ArrayList<>();
    Map<String, Observation> seen = new TreeMap<>();
    Map<String, Optional<String>> disproofs = new HashMap<>();
    Set<String> moved = new HashSet<>();
    for (View view : views) {
      Fact fact = view.fact().orElseThrow();
      boolean absent = random.nextInt(15) == 0;
      if (!view.known()) {
        unknown.add(fact.subject());
      } else if (!absent) {
        evidence.add(new Evidence(fact, view.at(), view.over()));
      }
      for (String rule : RULES) {
        String key = rule + "\n" + fact.subject() + "\n" + fact.discriminator();
        if (random.nextInt(calm) == 0 || random.nextInt(5) == 0) {
          if (!holding.remove(key)) {
            holding.add(key);
          }
        }
        if (view.known() && !absent && holding.contains(key)) {
          judgements.add(new Judgement(kinds.get(rule), fact, "text", rules.get(rule)));
        }
      }
      for (String rule : RULES) {
        for (String discriminator : discriminators(fact)) {
          String key = rule + "\n" + fact.subject() + "\n" + discriminator;
          boolean present = !absent && discriminator.equals(fact.discriminator());
          boolean concluded =
              judgements.stream().anyMatch(j -> j.fact().subject().equals(fact.subject()));
          Optional<String> disproof =
              random.nextInt(8) == 0 ? Optional.of("disproved") : Optional.empty();
          disproofs.put(key, disproof);
          if (random.nextBoolean()) {
            moved.add(key);
          }
          seen.put(
              key,
              new Observation(
                  tick,
                  hash,
                  rules.get(rule),
                  kinds.get(rule),
                  absent ? Optional.empty() : Optional.of(fact),
                  view.at(),
                  view.over(),
                  view.known(),
                  present && view.known() && holding.contains(key),
                  concluded && !present,
                  disproof));
        }
      }
    }
    seen.forEach((key, o) -> history.computeIfAbsent(key, k -> new ArrayList<>()).add(o));
    Sight sight = new Sight(judgements, evidence, unknown, hindsight(moved, disproofs), hash, tick);
    List<FindingEvent> told = ledger.diff(sight);
    if (restarted != ledger) {
      assertThat(restarted.diff(sight)).isEqualTo(told);
      assertThat(restarted.open()).isEqualTo(ledger.open());
    }
    assertThat(told)
        .isSortedAccordingTo(
            Comparator.comparing(FindingEvent::at).thenComparing(FindingEvent::id));
    events.addAll(told);
  }

  private static Hindsight hindsight(Set<String> moved, Map<String, Optional<String>> disproofs) {
    return new Hindsight() {
      @Override
      public Optional<Instant> ceased(Standing standing) {
        return Optional.empty();
      }

      @Override
      public boolean moved(Standing standing) {
        return moved.contains(standing.key());
      }

      @Override
      public Map<String, String> disproofs(List<Standing> standings) {
        Map<String, String> found = new HashMap<>();
        standings.forEach(
            s -> disproofs.get(s.key()).ifPresent(why -> found.put(s.finding().id(), why)));
        return found;
      }

      @Override
      public Optional<String> topic(Standing standing) {
        return Optional.empty();
      }

      @Override
      public boolean learnt(String topic) {
        return false;
      }
    };
  }

  // Mostly a moment ago; sometimes long ago, sometimes from a sender whose clock is fast.
  private View view(Fact fact, Instant tick) {
    long late = random.nextInt(6) == 0 ? random.nextInt(300_000) : random.nextInt(5_000);
    Instant at = tick.minusMillis(random.nextInt(10) == 0 ? -late / 2 : late);
    Optional<Instant> over =
        random.nextInt(10) == 0
            ? Optional.of(at.plusMillis(random.nextInt(60_000)))
            : Optional.empty();
    return new View(Optional.of(fact), at, over, random.nextInt(12) > 0);
  }

  private static Fact disk() {
    return new CapacityUse("checkout", "gold", "disk", 0.9, 0.8);
  }

  private Fact clock() {
    return FindingLedgerTest.clock(random.nextInt(4) == 0 ? 90 : 75);
  }

  private static List<String> discriminators(Fact fact) {
    return fact instanceof CapacityUse ? List.of("") : List.of("1/1/75", "1/1/90");
  }

  private void check(String what) {
    Map<String, List<Told>> told = new TreeMap<>();
    Map<String, List<FindingEvent>> lives = new TreeMap<>();
    Set<String> standing = new HashSet<>();
    for (FindingEvent event : events) {
      Finding f = event.finding();
      lives.computeIfAbsent(f.id(), id -> new ArrayList<>()).add(event);
      String key = keyOf(f);
      told.computeIfAbsent(key, k -> new ArrayList<>())
          .add(
              new Told(
                  event.change(),
                  f.start(),
                  f.revision(),
                  event.at(),
                  event.detected(),
                  f.endReason()));
      boolean news = event.change() == Change.RAISED ? standing.add(key) : standing.contains(key);
      assertThat(news).as("%s: one open finding of %s", what, key).isTrue();
      if (!f.open()) {
        standing.remove(key);
      }
    }
    history.forEach(
        (key, seen) ->
            assertThat(told.getOrDefault(key, List.of()))
                .as("%s: %s", what, key)
                .isEqualTo(LifeOracle.of(seen)));
    assertThat(ledger.open()).as(what).hasSize(standing.size());
    lives.values().forEach(life -> checkLife(what, life));
  }

  private static void checkLife(String what, List<FindingEvent> life) {
    for (int i = 0; i < life.size(); i++) {
      FindingEvent event = life.get(i);
      boolean ends = event.change() == Change.CLEARED || event.change() == Change.WITHDRAWN;
      assertThat(event.finding().revision()).as(what).isEqualTo(i + 1);
      assertThat(event.change() == Change.RAISED).as(what).isEqualTo(i == 0);
      assertThat(ends && i + 1 < life.size()).as(what).isFalse();
      assertThat(event.finding().open()).as(what).isEqualTo(!ends);
      event
          .finding()
          .ended()
          .ifPresent(e -> assertThat(e).isAfterOrEqualTo(event.finding().start()));
      if (i > 0) {
        assertThat(event.at()).as(what).isAfterOrEqualTo(life.get(i - 1).at());
      }
    }
  }

  private static String keyOf(Finding finding) {
    String discriminator =
        finding.facts().containsKey("reachedPercent")
            ? "1/1/" + finding.facts().get("reachedPercent")
            : "";
    return finding.rule() + "\n" + finding.subject() + "\n" + discriminator;
  }
}
