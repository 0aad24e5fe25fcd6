package io.plumbline.engine;

import io.plumbline.engine.incident.Tally;
import io.plumbline.engine.sli.Presence;
import io.plumbline.engine.sli.SeriesBook;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.Verdicts;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The deterministic fold over signals. One thread uses it; it reads no clock and does no input or
 * output. The same signals give the same findings, live, after a restart and in a replay, on any
 * number of shards: what a sample adds is decided once, in the order of the journal; at a tick the
 * shards judge side by side, and what they find is merged by time and id.
 */
public final class Engine implements AutoCloseable {

  private final Function<RuleSetActivated, RuleSet> compiler;
  private final SeriesBook series = new SeriesBook();
  private final Shards shards;
  private final TicketOwners tickets;
  private final Touched touched = new Touched();
  private final Bindings bindings = new Bindings(touched);
  private final TreeSet<String> removed = new TreeSet<>();
  private final FindingCounts counts;
  private Optional<RuleSetActivated> activated = Optional.empty();
  private Optional<RuleSet> rules = Optional.empty();
  private final List<FindingEvent> retired = new ArrayList<>();
  private final TreeSet<String> gone = new TreeSet<>();

  /** What was taken before each activation since the last tick. */
  private final List<List<Step>> carried = new ArrayList<>();

  private Unwatched unwatched = new Unwatched(Unwatched.State.NONE);
  private final TooLate tooLate = new TooLate();
  private Instant now = Instant.EPOCH;

  /**
   * An engine that goes on from kept state, which may have been kept with any number of shards.
   *
   * @param compiler makes a rule set of its texts; these were checked before they were activated
   * @param kept state as {@link #takeState()} gave it
   * @param known every series accepted so far
   * @param shards how many shards judge side by side, at least 1
   */
  public Engine(
      Function<RuleSetActivated, RuleSet> compiler,
      KeptState kept,
      List<MetricBatch.Series> known,
      int shards) {
    this.compiler = compiler;
    this.shards = new Shards(shards);
    this.tickets = new TicketOwners(this.shards);
    known.forEach(series::register);
    kept.parts("series/", SeriesBook.Chunk.class).forEach(series::restore);
    kept.part("targets", Presence.State.class).ifPresent(series.targets()::restore);
    kept.part("jobs", Presence.State.class).ifPresent(series.jobs()::restore);
    Optional<Head> head = kept.part("engine", Head.class);
    this.counts = new FindingCounts(head.map(Head::counts).orElse(List.of()));
    head.ifPresent(
        h -> {
          now = h.now();
          retired.addAll(h.retired());
          gone.addAll(h.gone());
          unwatched = new Unwatched(h.unwatched());
          h.activated().ifPresent(a -> activate(a, kept, false));
          h.touched().forEach(this::touch);
        });
    this.shards.desks().forEach((service, desk) -> tooLate.begin(service, desk.slos().values()));
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
      batch.events().forEach(tickets::take);
    } else if (signal instanceof RuleSetActivated set) {
      carried.add(notes(shards.desks().values()));
      activate(set, KeptState.NONE, false);
    } else if (signal instanceof Tick tick) {
      return Optional.of(tick(Instant.ofEpochMilli(tick.atMillis()), Map.of()));
    }
    return Optional.empty();
  }

  /**
   * Goes on to a tick that is known to have changed nothing.
   *
   * @param tick its instant
   */
  public void skipTo(Instant tick) {
    now = tick;
  }

  /**
   * As if other rules had been in force: from here on they judge, and a target that they change
   * counts as promised since ever. What was counted, the clocks and the findings that stand stay;
   * every service is judged at the next tick. For the past that is judged again, never for the live
   * run.
   *
   * @param set the other rules
   */
  public void suppose(RuleSetActivated set) {
    activate(set, KeptState.NONE, true);
  }

  /** The findings that stand, by service. */
  public List<Finding> open() {
    return shards.desks().values().stream().flatMap(desk -> desk.open().stream()).toList();
  }

  /** Takes again what was taken once, without judging. */
  public void retake(List<Step> steps) {
    for (Step step : steps) {
      Optional.ofNullable(shards.of(step.service()).desks().get(step.service()))
          .ifPresent(desk -> desk.retake(step.taken()));
    }
  }

  /**
   * Judges a tick again, on what it was judged on instead of samples.
   *
   * @param at its instant
   * @param steps what was taken, and when it was judged
   */
  public Outcome repeat(Instant at, List<Step> steps) {
    Map<String, List<Step>> repeated = steps.stream().collect(Collectors.groupingBy(Step::service));
    // All that touched a service made it judged, so it is among the steps; only under supposed
    // rules it may have been another service.
    shards.untouch(repeated::containsKey);
    return tick(at, repeated);
  }

  private void take(MetricBatch batch) {
    for (MetricBatch.Series added : batch.newSeries()) {
      if (unwatched.mayBeOld(added.labels(), now)) {
        series.rebase(added);
      }
    }
    bindings.deliver(batch, series.take(batch));
  }

  private void activate(RuleSetActivated set, KeptState kept, boolean sinceEver) {
    RuleSet compiled = compiler.apply(set);
    boolean changed = rules.isPresent();
    if (changed) {
      unwatched = unwatched.change(now, bindings.selectors());
    }
    rules.ifPresent(RuleSet::close);
    rules = Optional.of(compiled);
    activated = Optional.of(set);
    Map<String, ServiceDesk> before = shards.desks();
    Map<String, ServiceDesk> desks =
        new Adoption(before, kept, now, sinceEver).desks(compiled.catalogue());
    shards.replace(desks);
    before.values().forEach(desk -> removed.addAll(Parts.of(desk).keySet()));
    gone.removeAll(desks.keySet());
    before.keySet().removeAll(desks.keySet());
    before.values().forEach(this::retire);
    tickets.rebind(before.values(), now);
    List<Integer> unbound = bindings.rebind(desks.values(), series);
    if (changed) {
      unbound.forEach(series::rebase);
    }
    counts.know(compiled.catalogue().services().keySet(), compiled.rules());
    if (kept == KeptState.NONE) {
      shards.touchAll(now);
    } else {
      shards.resume(now);
    }
  }

  private List<Step> notes(Collection<ServiceDesk> desks) {
    return desks.stream()
        .map(desk -> new Step(desk.service().name(), now, desk.takeNotes()))
        .filter(step -> !step.taken().isEmpty())
        .toList();
  }

  private void retire(ServiceDesk desk) {
    for (Finding finding : desk.open()) {
      Finding ended = finding.end(Finding.State.CLEARED, now, "the service left the catalogue");
      retired.add(new FindingEvent(Change.CLEARED, ended, now, now));
    }
    String service = desk.service().name();
    gone.add(service);
    shards.of(service).forget(service);
  }

  private Outcome tick(Instant at, Map<String, List<Step>> repeated) {
    ShardEngine.Span span = new ShardEngine.Span(now, at);
    now = at;
    touched.drain(this::touch);
    Judging judging =
        (facts, leftOut) ->
            rules.map(r -> r.judge(facts, leftOut)).orElse(new Verdicts(List.of(), List.of()));
    String hash = activated.map(RuleSetActivated::hash).orElse("");
    List<ServiceDesk.Reading> readings =
        shards.each(shard -> shard.tick(span, judging, hash, repeated)).stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparing(reading -> reading.standing().service().name()))
            .toList();
    List<FindingEvent> events = new ArrayList<>(retired);
    Map<String, SortedMap<Tally, Long>> verdicts = new TreeMap<>();
    for (ServiceDesk.Reading reading : readings) {
      String service = reading.standing().service().name();
      tooLate.see(service, shards.of(service).desks().get(service).slos().values());
      events.addAll(reading.events());
      verdicts.put(reading.standing().service().name(), reading.verdicts());
    }
    events.sort(Comparator.comparing(FindingEvent::at).thenComparing(FindingEvent::id));
    counts.take(events);
    Outcome outcome =
        new Outcome(
            at,
            readings.stream().map(ServiceDesk.Reading::standing).toList(),
            List.copyOf(gone),
            events,
            verdicts,
            readings.stream().flatMap(reading -> reading.tickets().stream()).toList(),
            new Inputs(
                span.from(),
                carried,
                readings.stream().map(ServiceDesk.Reading::steps).flatMap(List::stream).toList()));
    carried.clear();
    retired.clear();
    gone.clear();
    return outcome;
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

  /** Samples that were accepted and could not be counted. */
  public Uncounted uncounted() {
    return new Uncounted(bindings.noCounts(), tooLate.total());
  }

  /** Samples that were covered already. */
  public long replayed() {
    return series.replayed();
  }

  /** The newest tick. */
  public Instant now() {
    return now;
  }

  private void touch(String service, Instant at) {
    shards.of(service).touch(service, at);
  }

  /** Has every service judged at the next tick. */
  public void touchAll() {
    shards.touchAll(now);
  }

  /**
   * The parts of the state that changed since the last call, by key; an empty value says that the
   * part is gone.
   */
  public Map<String, Optional<Object>> takeState() {
    Map<String, Optional<Object>> parts = new LinkedHashMap<>();
    removed.forEach(key -> parts.put(key, Optional.empty()));
    removed.clear();
    touched.drain(this::touch);
    Map<String, Instant> waiting = new TreeMap<>();
    shards.each(ShardEngine::touched).forEach(waiting::putAll);
    for (Map<String, Object> shard : shards.each(ShardEngine::takeState)) {
      shard.forEach((key, part) -> parts.put(key, Optional.of(part)));
    }
    series
        .takeDirty()
        .forEach((number, chunk) -> parts.put("series/" + number, Optional.of(chunk)));
    parts.put("targets", Optional.of(series.targets().state()));
    parts.put("jobs", Optional.of(series.jobs().state()));
    parts.put(
        "engine",
        Optional.of(
            new Head(
                now,
                activated,
                counts.state(),
                retired,
                List.copyOf(gone),
                unwatched.state(),
                waiting)));
    return parts;
  }

  /** Ends the threads of the shards. */
  @Override
  public void close() {
    shards.close();
  }

  /** The engine's own part of the state, and what it will tell at the next tick. */
  record Head(
      Instant now,
      Optional<RuleSetActivated> activated,
      List<FindingCounts.Count> counts,
      List<FindingEvent> retired,
      List<String> gone,
      Unwatched.State unwatched,
      Map<String, Instant> touched) {

    /** Copies the collections. A state kept by an older version has none of the last four. */
    Head {
      counts = List.copyOf(counts);
      retired = retired == null ? List.of() : List.copyOf(retired);
      gone = gone == null ? List.of() : List.copyOf(gone);
      unwatched = unwatched == null ? Unwatched.State.NONE : unwatched;
      touched = touched == null ? Map.of() : new TreeMap<>(touched);
    }
  }
}
