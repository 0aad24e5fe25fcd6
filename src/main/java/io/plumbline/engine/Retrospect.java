package io.plumbline.engine;

import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.Service;
import io.plumbline.engine.incident.IncidentDesk;
import io.plumbline.engine.sli.ObjectiveTracker;
import io.plumbline.engine.sli.Past;
import io.plumbline.engine.sli.SloReading;
import io.plumbline.fact.Attainment;
import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.ChangedPriority;
import io.plumbline.fact.ErrorBudget;
import io.plumbline.fact.Fact;
import io.plumbline.fact.IncidentAvailability;
import io.plumbline.fact.IncidentHold;
import io.plumbline.fact.IncidentReopening;
import io.plumbline.fact.MajorIncident;
import io.plumbline.fact.OpenIncident;
import io.plumbline.fact.ServiceOutages;
import io.plumbline.fact.TargetProgress;
import io.plumbline.rules.Verdicts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known now of earlier ticks. Objectives keep their counts of those ticks and add what
 * comes late; clocks are a function of what is known anyway. The facts as they would have been then
 * take the place of the present ones, and the same rules judge them. Of anything else nothing is
 * known.
 *
 * @param service the service
 * @param slos its objectives
 * @param incidents its tickets
 * @param judging the rules
 * @param facts the present facts
 * @param asOf the instant of which they are
 */
record Retrospect(
    Service service,
    Map<String, ObjectiveTracker> slos,
    IncidentDesk incidents,
    Function<List<Fact>, Verdicts> judging,
    List<Fact> facts,
    Instant asOf)
    implements Hindsight {

  private static final Set<String> OF_OBJECTIVES =
      Set.of(
          Attainment.class.getSimpleName(),
          BudgetBurn.class.getSimpleName(),
          ErrorBudget.class.getSimpleName());

  private static final Set<String> OF_TICKETS =
      Set.of(
          TargetProgress.class.getSimpleName(),
          OpenIncident.class.getSimpleName(),
          IncidentHold.class.getSimpleName(),
          IncidentReopening.class.getSimpleName(),
          MajorIncident.class.getSimpleName(),
          ChangedPriority.class.getSimpleName());

  private static final Set<String> OF_MONTHS =
      Set.of(IncidentAvailability.class.getSimpleName(), ServiceOutages.class.getSimpleName());

  private static final String TICKET = "ticket/";

  @Override
  public boolean moved(Standing standing) {
    // A ticket costs nothing to mark: its newest true judgement is its mark.
    return topic(standing).isPresent() || past(standing).map(Past::moved).orElse(false);
  }

  @Override
  public Map<String, String> disproofs(List<Standing> standings) {
    Map<String, String> disproofs = new HashMap<>();
    List<Standing> ofTickets = new ArrayList<>();
    for (Standing standing : standings) {
      if (ofTicket(standing) || inOpenMonth(standing)) {
        ofTickets.add(standing);
      } else {
        countsDisproof(standing).ifPresent(why -> disproofs.put(standing.finding().id(), why));
      }
    }
    // Of a broken target the start is the last instant at which it was not yet broken.
    List<Standing> begunWrong = wrong(ofTickets, s -> s.finding().start().plusMillis(1));
    Map<Boolean, List<Standing>> doubtful =
        wrong(begunWrong, Standing::mark).stream()
            .collect(Collectors.partitioningBy(s -> s.finding().open()));
    // What is over may have come true later than was thought: time used only grows.
    List<Standing> never =
        wrong(doubtful.get(false), s -> s.finding().ended().orElseThrow().minusMillis(1));
    Stream.concat(doubtful.get(true).stream(), never.stream())
        .forEach(s -> disproofs.put(s.finding().id(), correction(s)));
    return disproofs;
  }

  @Override
  public Optional<Instant> ceased(Standing standing) {
    return ofTicket(standing)
        ? incidents.ceased(
            ticket(standing),
            fact -> standing.subjectKey().equals(FindingLedger.subjectKey(fact)),
            standing.lastHeld())
        : Optional.empty();
  }

  @Override
  public Optional<String> topic(Standing standing) {
    return ofTicket(standing)
        ? Optional.of(TICKET + ticket(standing))
        : Optional.of(standing).filter(s -> OF_MONTHS.contains(s.factType())).map(this::month);
  }

  @Override
  public boolean learnt(String topic) {
    return topic.startsWith(TICKET)
        ? incidents.heard().contains(topic.substring(TICKET.length()))
        : !incidents.heard().isEmpty() && incidents.months(asOf).contains(topic);
  }

  private String month(Standing standing) {
    Map<String, Object> told = standing.finding().facts();
    return IncidentDesk.month((String) told.get("agreement"), (String) told.get("month"));
  }

  /** A month that is over stays as it was told. */
  private boolean inOpenMonth(Standing standing) {
    return OF_MONTHS.contains(standing.factType())
        && incidents.months(asOf).contains(month(standing));
  }

  private static String ticket(Standing standing) {
    return (String) standing.finding().facts().get("incident");
  }

  private static boolean ofTicket(Standing standing) {
    return OF_TICKETS.contains(standing.factType());
  }

  private Optional<ObjectiveTracker> objective(Standing standing) {
    return Optional.of(standing)
        .filter(s -> OF_OBJECTIVES.contains(s.factType()))
        .flatMap(s -> Optional.ofNullable(slos.get(s.finding().subject())));
  }

  @Override
  public Optional<String> cause(Standing standing) {
    return objective(standing)
        .flatMap(
            tracker ->
                holdsWith(standing, tracker, List.of())
                    ? Optional.of(words(decisive(standing, tracker)))
                    : tracker
                        .formerly()
                        .filter(before -> holds(standing, before))
                        .map(before -> tracker.change()));
  }

  private boolean holdsWith(Standing standing, ObjectiveTracker tracker, List<Exclusion> left) {
    if (left.size() == tracker.exclusions().size()) {
      return false;
    }
    ObjectiveTracker counts = tracker.copy();
    counts.exclude(left);
    return holds(standing, counts);
  }

  private boolean holds(Standing standing, ObjectiveTracker counts) {
    return judged(Map.of(standing.finding().subject(), read(counts, asOf))).surely(standing);
  }

  /** Those without which alone it would hold; all of them if it takes several. */
  private List<Exclusion> decisive(Standing standing, ObjectiveTracker tracker) {
    List<Exclusion> all = tracker.exclusions();
    List<Exclusion> alone =
        all.stream()
            .filter(
                e ->
                    holdsWith(
                        standing, tracker, all.stream().filter(other -> !other.equals(e)).toList()))
            .toList();
    return alone.isEmpty() ? all : alone;
  }

  private static String words(List<Exclusion> exclusions) {
    return exclusions.stream()
        .map(e -> "the exclusion %s took the time out (%s)".formatted(e.name(), e.reason()))
        .collect(Collectors.joining("; "));
  }

  private Optional<Past> past(Standing standing) {
    return objective(standing).flatMap(tracker -> tracker.past(standing.mark().toEpochMilli()));
  }

  private Optional<String> countsDisproof(Standing standing) {
    return past(standing)
        .filter(Past::moved)
        .filter(past -> !mayHold(standing, read(past.counts(), standing.mark())))
        .map(past -> "%s were counted late; with them it did not hold".formatted(past.late()));
  }

  private boolean mayHold(Standing standing, List<Fact> then) {
    return judged(Map.of(standing.finding().subject(), then)).may(standing);
  }

  private List<Fact> read(ObjectiveTracker counts, Instant tick) {
    return SloReading.of(counts, service.tier(), tick.toEpochMilli(), false).evidence().stream()
        .map(Evidence::fact)
        .toList();
  }

  private String correction(Standing standing) {
    String ticket =
        ofTicket(standing)
            ? ticket(standing)
            : incidents.heard().stream().findFirst().orElse("a ticket");
    return incidents
        .newest(ticket)
        .map(e -> "since event %s of %s it is known that it did not hold".formatted(e.id(), ticket))
        .orElse(ticket + " turned out to be about another service");
  }

  /**
   * Those that did not hold, each as of an instant of its own. The subjects of many are judged
   * together: a judgement costs as much as the service has facts, and a late batch moves many.
   */
  private List<Standing> wrong(List<Standing> standings, Function<Standing, Instant> asOf) {
    List<Standing> wrong = new ArrayList<>();
    List<Map<String, List<Fact>>> rounds = new ArrayList<>();
    List<List<Standing>> asked = new ArrayList<>();
    Map<String, Integer> ofSubject = new HashMap<>();
    for (Standing standing : standings) {
      Optional<List<Fact>> past = past(standing, asOf.apply(standing));
      if (past.isEmpty()) {
        wrong.add(standing);
      } else if (past.get().stream().noneMatch(fact -> beyond(standing, fact))) {
        String subject = standing.finding().subject();
        int round = ofSubject.merge(subject, 1, Integer::sum);
        if (round > rounds.size()) {
          rounds.add(new HashMap<>());
          asked.add(new ArrayList<>());
        }
        rounds.get(round - 1).put(subject, past.get());
        asked.get(round - 1).add(standing);
      }
    }
    for (int round = 0; round < rounds.size(); round++) {
      Concluded then = judged(rounds.get(round));
      asked.get(round).stream().filter(s -> !then.may(s)).forEach(wrong::add);
    }
    return wrong;
  }

  private Optional<List<Fact>> past(Standing standing, Instant then) {
    if (ofTicket(standing)) {
      return incidents.past(ticket(standing), then).map(Retrospect::facts);
    }
    // The agreement itself is a fact of the same subject.
    Stream<Fact> others =
        facts.stream().filter(fact -> !OF_MONTHS.contains(fact.getClass().getSimpleName()));
    return Optional.of(
        Stream.concat(facts(incidents.availability(then)).stream(), others).toList());
  }

  private static List<Fact> facts(List<Evidence> evidence) {
    return evidence.stream().map(Evidence::fact).toList();
  }

  // What had used 90 % had used 75 % too.
  private static boolean beyond(Standing standing, Fact then) {
    Map<String, Object> told = standing.finding().facts();
    return then instanceof TargetProgress clock
        && clock.subject().equals(standing.finding().subject())
        && told.get("reachedPercent") instanceof Number reached
        && told.get("usedPercent") instanceof Number used
        && reached.intValue() > 0
        && used.doubleValue() <= 100
        && clock.reachedPercent() >= reached.intValue();
  }

  /** What the rules would conclude if these subjects' facts were these. */
  private Concluded judged(Map<String, List<Fact>> then) {
    List<Fact> seen = new ArrayList<>();
    facts.stream().filter(fact -> !then.containsKey(fact.subject())).forEach(seen::add);
    then.forEach(
        (subject, past) ->
            past.stream().filter(fact -> fact.subject().equals(subject)).forEach(seen::add));
    Verdicts verdicts = judging.apply(seen);
    return new Concluded(
        verdicts.judgements().stream().map(FindingLedger::key).collect(Collectors.toSet()),
        verdicts.faults().stream().map(f -> f.rule().name()).collect(Collectors.toSet()));
  }

  /**
   * What the rules would conclude.
   *
   * @param keys of the conclusions
   * @param failed names of rules that failed, which say nothing
   */
  private record Concluded(Set<String> keys, Set<String> failed) {

    boolean surely(Standing standing) {
      return keys.contains(standing.key());
    }

    boolean may(Standing standing) {
      return surely(standing) || failed.contains(standing.finding().rule());
    }
  }
}
