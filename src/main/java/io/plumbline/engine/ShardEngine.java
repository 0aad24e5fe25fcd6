package io.plumbline.engine;

import io.plumbline.catalogue.Service;
import io.plumbline.engine.incident.IncidentDesk;
import io.plumbline.engine.incident.Tally;
import io.plumbline.engine.sli.SeriesBook;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The deterministic fold over signals. One thread uses it; it reads no clock and does no input or
 * output. The same signals give the same findings, live, after a restart and in a replay.
 */
public final class ShardEngine {

  private final Function<RuleSetActivated, RuleSet> compiler;
  private final SeriesBook series = new SeriesBook();
  private final Bindings bindings = new Bindings();
  private final Map<String, ServiceDesk> desks = new TreeMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final TreeSet<String> touched = new TreeSet<>();
  private final TreeSet<String> dirty = new TreeSet<>();
  private final TreeSet<String> removed = new TreeSet<>();
  private final Timers timers = new Timers();
  private final FindingCounts counts;
  private Optional<RuleSetActivated> activated = Optional.empty();
  private Optional<RuleSet> rules = Optional.empty();
  private final List<FindingEvent> retired = new ArrayList<>();
  private final TreeSet<String> gone = new TreeSet<>();
  private Instant now = Instant.EPOCH;

  /**
   * An engine that goes on from kept state.
   *
   * @param compiler makes a rule set of its texts; these were checked before they were activated
   * @param kept state as {@link #takeState()} gave it
   * @param known every series accepted so far
   */
  public ShardEngine(
      Function<RuleSetActivated, RuleSet> compiler,
      KeptState kept,
      List<MetricBatch.Series> known) {
    this.compiler = compiler;
    known.forEach(series::register);
    kept.parts("series/", SeriesBook.Chunk.class).forEach(series::restore);
    kept.part("targets", SeriesBook.TargetTimes.class).ifPresent(series::restore);
    Optional<Head> head = kept.part("engine", Head.class);
    this.counts = new FindingCounts(head.map(Head::counts).orElse(List.of()));
    head.ifPresent(
        h -> {
          now = h.now();
          retired.addAll(h.retired());
          gone.addAll(h.gone());
          h.activated().ifPresent(a -> activate(a, kept));
        });
  }

  /**
   * Takes the next signal.
   *
   * @return what a tick came to; empty for every other signal
   */
  public Optional<Outcome> apply(Signal signal) {
    if (signal instanceof MetricBatch batch) {
      take(batch);
    } else if (signal instanceof IncidentBatch batch) {
      batch.events().forEach(this::take);
    } else if (signal instanceof RuleSetActivated set) {
      activate(set, KeptState.NONE);
    } else if (signal instanceof Tick tick) {
      return Optional.of(tick(Instant.ofEpochMilli(tick.atMillis())));
    }
    return Optional.empty();
  }

  private void take(MetricBatch batch) {
    for (MetricBatch.Series added : batch.newSeries()) {
      series.register(added);
      bindings.bind(added);
    }
    for (int i = 0; i < batch.size(); i++) {
      int id = batch.seriesIds()[i];
      bindings.deliver(series, id, batch.timesMillis()[i], batch.valueBits()[i], touched);
    }
  }

  private void take(IncidentEvent event) {
    String name = owner(event);
    String before = owners.put(event.incident(), name);
    IncidentDesk desk = desk(name).incidents();
    if (before != null && !before.equals(name)) {
      // Events come in any order: what came before its service was named belongs to it too.
      desk(before).incidents().release(event.incident()).forEach(desk::accept);
      touched.add(before);
    }
    desk.accept(event);
    touched.add(name);
  }

  // An event of a ticket may leave its service out, and so may all that came before it.
  private String owner(IncidentEvent event) {
    String known = owners.getOrDefault(event.incident(), Service.UNASSIGNED);
    boolean moves =
        desks.containsKey(event.service())
            && (known.equals(Service.UNASSIGNED) || desk(known).incidents().yieldsTo(event));
    return moves ? event.service() : known;
  }

  private ServiceDesk desk(String name) {
    return desks.computeIfAbsent(name, n -> Adoption.unassigned(IncidentDesk.State.EMPTY));
  }

  private void activate(RuleSetActivated set, KeptState kept) {
    RuleSet compiled = compiler.apply(set);
    rules.ifPresent(RuleSet::close);
    rules = Optional.of(compiled);
    activated = Optional.of(set);
    Map<String, ServiceDesk> before = new TreeMap<>(desks);
    desks.clear();
    desks.putAll(new Adoption(before, kept, now).desks(compiled.catalogue()));
    before.values().forEach(desk -> removed.addAll(Parts.of(desk).keySet()));
    gone.removeAll(desks.keySet());
    before.keySet().removeAll(desks.keySet());
    before.values().forEach(this::retire);
    owners.clear();
    desks.forEach(
        (name, desk) -> desk.incidents().numbers().forEach(number -> owners.put(number, name)));
    bindings.rebind(desks.values(), series.labels());
    counts.know(desks.keySet(), compiled.rules());
    touched.addAll(desks.keySet());
  }

  private void retire(ServiceDesk desk) {
    for (Finding finding : desk.open()) {
      Finding ended = finding.end(Finding.State.CLEARED, now, "the service left the catalogue");
      retired.add(new FindingEvent(Change.CLEARED, ended, now, now));
    }
    gone.add(desk.service().name());
    timers.set(desk.service().name(), Instant.MAX);
  }

  private Outcome tick(Instant at) {
    now = at;
    touched.addAll(timers.due(at));
    touched.retainAll(desks.keySet());
    List<ServiceStanding> standings = new ArrayList<>();
    List<FindingEvent> events = new ArrayList<>(retired);
    Map<String, SortedMap<Tally, Long>> verdicts = new TreeMap<>();
    List<String> left = List.copyOf(gone);
    retired.clear();
    gone.clear();
    for (String name : touched) {
      ServiceDesk.Reading reading =
          desks
              .get(name)
              .read(
                  at,
                  facts -> rules.map(r -> r.judge(facts).judgements()).orElse(List.of()),
                  activated.map(RuleSetActivated::hash).orElse(""));
      standings.add(reading.standing());
      verdicts.put(name, reading.verdicts());
      events.addAll(reading.events());
      timers.set(name, reading.nextDue());
    }
    dirty.addAll(touched);
    touched.clear();
    events.sort(Comparator.comparing(FindingEvent::at).thenComparing(FindingEvent::id));
    counts.take(events);
    return new Outcome(at, standings, left, events, verdicts);
  }

  /** How many findings were raised since the first start, with a zero for what may be raised. */
  public FindingCounts counts() {
    return counts;
  }

  /** The rules in force, empty before the first activation. */
  public Optional<RuleSet> rules() {
    return rules;
  }

  /** The activation of the rules in force. */
  public Optional<RuleSetActivated> activated() {
    return activated;
  }

  /** Samples that were covered already. */
  public long replayed() {
    return series.replayed();
  }

  /** The newest tick. */
  public Instant now() {
    return now;
  }

  /** Has every service judged at the next tick, as after a start. */
  public void touchAll() {
    touched.addAll(desks.keySet());
  }

  /**
   * The parts of the state that changed since the last call, by key; an empty value says that the
   * part is gone.
   */
  public Map<String, Optional<Object>> takeState() {
    Map<String, Optional<Object>> parts = new LinkedHashMap<>();
    removed.forEach(key -> parts.put(key, Optional.empty()));
    removed.clear();
    // What came since the last tick counts too: its place in the journal is passed.
    dirty.addAll(touched);
    for (String name : dirty) {
      if (desks.containsKey(name)) {
        Parts.of(desks.get(name)).forEach((key, part) -> parts.put(key, Optional.of(part)));
      }
    }
    dirty.clear();
    series
        .takeDirty()
        .forEach((number, chunk) -> parts.put("series/" + number, Optional.of(chunk)));
    parts.put("targets", Optional.of(series.targetTimes()));
    parts.put(
        "engine",
        Optional.of(new Head(now, activated, counts.state(), retired, List.copyOf(gone))));
    return parts;
  }

  /**
   * What a tick came to.
   *
   * @param tick its instant
   * @param standings the services that were judged
   * @param gone services that left the catalogue
   * @param events what changed, by time and id
   * @param verdicts number of ended clocks of each service that was judged
   */
  public record Outcome(
      Instant tick,
      List<ServiceStanding> standings,
      List<String> gone,
      List<FindingEvent> events,
      Map<String, SortedMap<Tally, Long>> verdicts) {}

  /** The engine's own part of the state, and what it will tell at the next tick. */
  record Head(
      Instant now,
      Optional<RuleSetActivated> activated,
      List<FindingCounts.Count> counts,
      List<FindingEvent> retired,
      List<String> gone) {

    /** Copies the lists. A state kept by an older version has neither of the last two. */
    Head {
      counts = List.copyOf(counts);
      retired = retired == null ? List.of() : List.copyOf(retired);
      gone = gone == null ? List.of() : List.copyOf(gone);
    }
  }
}
