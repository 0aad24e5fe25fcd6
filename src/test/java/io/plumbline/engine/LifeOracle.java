package io.plumbline.engine;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.FindingEvent.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be told of one conclusion, read off everything that was ever observed of it. It keeps
 * no state between ticks: it looks for the spells during which the conclusion held, one after
 * another, and walks each to its end.
 */
final class LifeOracle {

  /** A step that is to be told. */
  record Told(
      Change change, Instant start, int revision, Instant at, Instant tick, String reason) {}

  private record End(Instant ended, Kind kind, Severity severity, boolean withdrawn) {}

  private final List<Observation> seen;
  private final List<Told> told = new ArrayList<>();
  private Optional<End> before = Optional.empty();

  private LifeOracle(List<Observation> seen) {
    this.seen = seen.stream().filter(Observation::known).toList();
  }

  static List<Told> of(List<Observation> seen) {
    LifeOracle oracle = new LifeOracle(seen);
    for (int i = 0; i < oracle.seen.size(); ) {
      i = oracle.seen.get(i).holds() ? oracle.spell(i) : i + 1;
    }
    return oracle.told;
  }

  /** A spell that begins at an observation; gives where to go on. */
  private int spell(int first) {
    Instant start =
        max(seen.get(first).at(), before.map(e -> e.ended().plusMillis(1)).orElse(Instant.MIN));
    int i = first;
    Instant promised = start.plus(seen.get(first).rule().raiseAfter());
    for (; i < seen.size() && seen.get(i).holds(); i++) {
      Observation o = seen.get(i);
      Instant from = max(start.plus(o.rule().raiseAfter()), quietUntil(o));
      if (!from.isAfter(o.now())) {
        Instant at = from.isBefore(promised) ? max(from, o.at()) : from;
        told.add(new Told(Change.RAISED, start, 1, at, o.tick(), ""));
        return standing(first, i, start, at);
      }
      promised = from;
    }
    return i + 1;
  }

  private Instant quietUntil(Observation o) {
    if (before.isEmpty() || before.get().withdrawn()) {
      return Instant.MIN;
    }
    End end = before.get();
    int kind = o.kind().ordinal() - end.kind().ordinal();
    boolean worse = kind < 0 || (kind == 0 && o.rule().severity().compareTo(end.severity()) < 0);
    return worse ? Instant.MIN : end.ended().plus(o.rule().cooldown());
  }

  /** From the tick at which it was raised to the one at which it ended. */
  private int standing(int first, int raised, Instant start, Instant raisedAt) {
    int revision = 1;
    Instant last = raisedAt;
    int held = raised;
    Instant lastHeld = start;
    for (int i = first; i <= raised; i++) {
      lastHeld = max(lastHeld, latest(i));
    }
    Optional<Instant> absent = Optional.empty();
    for (int i = raised + 1; i < seen.size(); i++) {
      Observation o = seen.get(i);
      Observation h = seen.get(held);
      if (o.holds()) {
        absent = Optional.empty();
        lastHeld = max(lastHeld, latest(i));
        if (o.kind() != h.kind() || o.rule().severity() != h.rule().severity()) {
          last = max(last, o.at());
          told.add(new Told(Change.CHANGED, start, ++revision, last, o.tick(), ""));
        }
        held = i;
        continue;
      }
      Instant at = o.fact().isPresent() ? o.at() : lastHeld;
      Instant now = max(o.tick(), at);
      absent = Optional.of(absent.orElse(max(at, start)));
      Instant due = o.superseded() ? absent.get() : absent.get().plus(h.rule().clearAfter());
      boolean sameRules = o.rulesHash().equals(h.rulesHash());
      if (sameRules && o.disproof().isPresent()) {
        told.add(
            new Told(
                Change.WITHDRAWN,
                start,
                revision + 1,
                max(last, at),
                o.tick(),
                o.disproof().get()));
        before = Optional.of(new End(start, h.kind(), h.rule().severity(), true));
        return i + 1;
      }
      if (!due.isAfter(now)) {
        boolean edit = !sameRules && !absent.get().isAfter(lastHeld);
        String reason =
            o.superseded()
                ? "superseded"
                : edit ? "the rules or the catalogue changed" : "no longer holds";
        told.add(new Told(Change.CLEARED, start, revision + 1, max(last, due), o.tick(), reason));
        before = Optional.of(new End(absent.get(), h.kind(), h.rule().severity(), false));
        return i + 1;
      }
    }
    return seen.size();
  }

  private Instant latest(int i) {
    Observation o = seen.get(i);
    return max(o.at(), o.over().orElse(o.at()));
  }

  private static Instant max(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
