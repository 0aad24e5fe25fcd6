package io.plumbline.app;

import io.plumbline.fact.Judgement;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleFault;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What rules that are not in force yet make of the facts of now. It is only tried: nothing is told,
 * kept or counted.
 *
 * @param problems rules that could not judge, and could before
 * @param services how many services were judged
 * @param appear judgements that hold by the new rules alone
 * @param vanish judgements that hold by the old rules alone
 */
record Trial(List<Problem> problems, int services, long appear, long vanish) {

  /** Beyond, every second, third, … service is judged: an edit is to be live in seconds. */
  private static final int MOST_SERVICES = 2_000;

  /** Tries rules on what stands; only packs whose rules differ are judged by. */
  static Trial of(RuleSet next, Optional<RuleSet> now, List<ServiceStanding> services) {
    Set<String> packs = now.map(next::packsUnlike).orElse(next.packs());
    packs = new TreeSet<>(packs);
    now.map(before -> before.packsUnlike(next)).ifPresent(packs::addAll);
    List<Problem> problems = new ArrayList<>();
    int step = 1 + services.size() / MOST_SERVICES;
    int tried = 0;
    long appear = 0;
    long vanish = 0;
    for (int i = 0; i < services.size() && !packs.isEmpty(); i += step) {
      ServiceStanding service = services.get(i);
      Set<String> among = packs;
      Verdicts after = next.tryOut(service.facts(), among);
      Verdicts before =
          now.map(rules -> rules.tryOut(service.facts(), among))
              .orElse(new Verdicts(List.of(), List.of()));
      Set<String> failedBefore =
          before.faults().stream().map(f -> f.rule().name()).collect(Collectors.toSet());
      after.faults().stream()
          .filter(fault -> !failedBefore.contains(fault.rule().name()))
          .map(fault -> problem(fault, service))
          .forEach(problems::add);
      Set<String> is = keys(after);
      Set<String> was = keys(before);
      appear += is.stream().filter(key -> !was.contains(key)).count();
      vanish += was.stream().filter(key -> !is.contains(key)).count();
      tried++;
    }
    return new Trial(List.copyOf(problems), tried, appear, vanish);
  }

  private static Problem problem(RuleFault fault, ServiceStanding service) {
    return new Problem(
        fault.rule().file(),
        fault.rule().line(),
        "rule \"%s\" cannot judge %s as it stands: %s"
            .formatted(fault.rule().name(), service.service().name(), fault.message()),
        "join its facts by a field that tells them apart, or compare fewer of them");
  }

  private static Set<String> keys(Verdicts verdicts) {
    return verdicts.judgements().stream().map(Trial::key).collect(Collectors.toSet());
  }

  private static String key(Judgement judgement) {
    return String.join(
        "\n",
        judgement.rule().name(),
        judgement.kind().name(),
        judgement.fact().subject(),
        judgement.fact().discriminator());
  }
}
