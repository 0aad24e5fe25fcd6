package io.plumbline.engine;

import io.plumbline.engine.portfolio.Portfolio;
import io.plumbline.engine.portfolio.Summary;
import io.plumbline.engine.sli.Presence;
import io.plumbline.engine.sli.SeriesBook;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The deterministic fold over signals. One thread uses it; it reads no clock and does no input or
 * output. The same signals give the same findings, live, after a restart and in a replay, on any
 * number of shards: what a sample adds is decided once, in the order of the journal; at a tick the
 * shards judge side by side, and what they find is merged by time and id.
 */
public final class Engine implements AutoCloseable {

  /** The part of the rules in force. */
  private static final String RULES = "rules";

  private final Function<RuleSetActivated, RuleSet> compiler;
  private final SeriesBook series = new SeriesBook();
  private final Shards shards;
  private final TicketOwners tickets;
  private final Portfolio portfolio;
  private final Touched touched = new Touched();
  private final Bindings bindings = new Bindings(touched);
  private final TreeSet<String> removed = new TreeSet<>();
  private final FindingCounts counts;
  private final Enforced enforced = new Enforced();
  private boolean rulesKept;
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
    this(compiler, kept, known, shards, Optional.empty());
  }

  /**
   * As the other, and says what stands, which the state that goes on does not notice.
   *
   * @param standing takes the standing of every service at the tick after which it was kept
   */
  public Engine(
      Function<RuleSetActivated, RuleSet> compiler,
      KeptState kept,
      List<MetricBatch.Series> known,
      int shards,
      Consumer<Outcome> standing) {
    this(compiler, kept, known, shards, Optional.of(standing));
  }

  private Engine(
      Function<RuleSetActivated, RuleSet> compiler,
      KeptState kept,
      List<MetricBatch.Series> known,
      int shards,
      Optional<Consumer<Outcome>> standing) {
    this.compiler = compiler;
    this.shards = new Shards(shards);
    this.tickets = new TicketOwners(this.shards);
    this.portfolio = new Portfolio(kept);
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
          h.activated()
              .or(() -> kept.part(RULES, RuleSetActivated.class))
              .ifPresent(a -> resume(a, kept, standing));
          rulesKept = h.activated().isEmpty();
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
      carried.add(shards.takeNotes(now));
      activate(set, false);
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
    activate(set, true);
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
    // Whatever touched a service is among the steps; under supposed rules it may be another's.
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

  private void resume(RuleSetActivated set, KeptState kept, Optional<Consumer<Outcome>> standing) {
    RuleSet compiled = compiler.apply(set);
    put(set, compiled);
    Restoration restoration =
        new Restoration(
            kept,
            now,
            portfolio.promise(compiled.catalogue(), now),
            standing.map(s -> desk -> desk.read(now, now, enforced.inForce())));
    Map<String, ServiceDesk> desks = restoration.desks(compiled.catalogue());
    List<Integer> unused = replace(Map.of(), desks);
    shards.resume(now);
    standing.ifPresent(
        s ->
            s.accept(
                Outcome.of(
                    now,
                    restoration.seen(),
                    gone,
                    List.of(),
                    new Inputs(now, List.of(), List.of()))));
  }

  private void activate(RuleSetActivated entry, boolean sinceEver) {
    RuleSetActivated set =
        entry.after(activated().orElse(RuleSetActivated.NONE), RulesFolder::hash);
    RuleSet compiled = compiler.apply(set);
    boolean changed = rules().isPresent();
    if (changed) {
      unwatched = unwatched.change(now, bindings.selectors());
    }
    rules().ifPresent(RuleSet::close);
    put(set, compiled);
    Map<String, ServiceDesk> before = shards.desks();
    Adoption adoption =
        new Adoption(
            before, KeptState.NONE, now, portfolio.promise(compiled.catalogue(), now), sinceEver);
    List<Integer> unbound = replace(before, adoption.desks(compiled.catalogue()));
    if (changed) {
      unbound.forEach(series::rebase);
    }
    shards.touchAll(now);
  }

  private void put(RuleSetActivated set, RuleSet compiled) {
    rulesKept = false;
    enforced.put(set, compiled);
    counts.know(compiled.catalogue().services().keySet(), compiled.rules());
  }

  /** Puts desks in the place of others; the series that nobody counted before. */
  private List<Integer> replace(Map<String, ServiceDesk> before, Map<String, ServiceDesk> desks) {
    shards.replace(desks);
    before.values().forEach(desk -> removed.addAll(Parts.of(desk).keySet()));
    gone.removeAll(desks.keySet());
    Map<String, ServiceDesk> left = new TreeMap<>(before);
    left.keySet().removeAll(desks.keySet());
    left.values().forEach(this::retire);
    tickets.rebind(left.values(), now);
    left.values().forEach(desk -> removed.addAll(Parts.rows(desk).keySet()));
    return bindings.rebind(desks.values(), series);
  }

  private void retire(ServiceDesk desk) {
    for (Finding finding : desk.open()) {
      Finding ended = finding.end(Finding.State.CLEARED, now, "the service left the catalogue");
      retired.add(new FindingEvent(Change.CLEARED, ended, now, now));
    }
    String service = desk.service().name();
    desk.cleared().topics().forEach(topic -> removed.add(Parts.cleared(service, topic)));
    gone.add(service);
    shards.of(service).forget(service);
  }

  private Outcome tick(Instant at, Map<String, List<Step>> repeated) {
    ShardEngine.Span span = new ShardEngine.Span(now, at);
    now = at;
    touched.drain(this::touch);
    portfolio.settle(at).forEach(round -> shards.tell(round, span.within(round.at())));
    List<ServiceReading> readings =
        shards.each(shard -> shard.tick(span, enforced.inForce(), repeated)).stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparing(reading -> reading.standing().service().name()))
            .toList();
    List<FindingEvent> events = new ArrayList<>(retired);
    for (ServiceReading reading : readings) {
      String service = reading.standing().service().name();
      tooLate.see(service, shards.of(service).desks().get(service).slos().values());
      events.addAll(reading.events());
      portfolio.take(Summary.of(reading.standing(), reading.events()));
    }
    events.sort(Comparator.comparing(FindingEvent::at).thenComparing(FindingEvent::id));
    counts.take(events);
    List<Step> steps = readings.stream().map(ServiceReading::steps).flatMap(List::stream).toList();
    Outcome outcome =
        Outcome.of(at, readings, gone, events, new Inputs(span.from(), carried, steps));
    carried.clear();
    retired.clear();
    gone.clear();
    return outcome;
  }

  /**
   * From here on only findings are asked for: a service of which provably nothing is concluded is
   * passed over, and how it stands is not among what a tick comes to. For the past that is judged
   * again, never for the live run.
   */
  public void onlyFindings() {
    enforced.ask(Enforced.Asked.FINDINGS);
  }

  /** From here on every fact is judged, also where nothing can be concluded of it; to compare. */
  void judgeEverything() {
    enforced.ask(Enforced.Asked.EVERYTHING);
  }

  /** How the objectives stand of the services that were passed over since they were last read. */
  public List<ObjectiveStanding> passedOver() {
    return shards.passedOver();
  }

  /** How many findings were raised since the first start, with a zero for what may be raised. */
  public FindingCounts counts() {
    return counts;
  }

  /** The rules in force, empty before the first activation. */
  public Optional<RuleSet> rules() {
    return enforced.rules();
  }

  /** The rules in force: the newest activation of each pack as one. */
  public Optional<RuleSetActivated> activated() {
    return enforced.activated();
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
    shards.each(ShardEngine::takeState).forEach(parts::putAll);
    series
        .takeDirty()
        .forEach((number, chunk) -> parts.put("series/" + number, Optional.of(chunk)));
    portfolio.takeState(parts);
    parts.put("targets", Optional.of(series.targets().state()));
    parts.put("jobs", Optional.of(series.jobs().state()));
    if (!rulesKept) {
      activated().ifPresent(set -> parts.put(RULES, Optional.of(set)));
      rulesKept = true;
    }
    parts.put(
        "engine",
        Optional.of(
            new Head(
                now,
                Optional.empty(),
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
}
