package io.plumbline.engine;

import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.engine.sli.Lookout;
import io.plumbline.fact.Scope;
import io.plumbline.rules.Demand;
import io.plumbline.rules.RuleSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What the rules in force look for, worked out once for all that it is the same for. */
final class Lookouts {

  private static final Set<String> NAMES = Set.of("service", "objective", "subject", "measure");

  private final RuleSet rules;
  private final Map<List<Object>, Optional<List<Demand>>> demands = new ConcurrentHashMap<>();
  private final Map<List<Object>, Lookout> lookouts = new ConcurrentHashMap<>();

  Lookouts(RuleSet rules) {
    this.rules = rules;
  }

  /** What they look for in a service and its objectives; empty if that is unknown. */
  Optional<Watch> of(Service service, Collection<Slo> slos) {
    return demands(service)
        .map(
            asked ->
                new Watch(
                    asked,
                    slos.stream()
                        .collect(
                            Collectors.toUnmodifiableMap(
                                Slo::name, slo -> of(slo, service.tier(), asked)))));
  }

  private Optional<List<Demand>> demands(Service service) {
    String name = service.name();
    return demands.computeIfAbsent(
        List.of(Scope.of(name), rules.packOf(name)), key -> rules.demands(name));
  }

  private Lookout of(Slo slo, String tier, List<Demand> asked) {
    boolean byName =
        asked.stream()
            .flatMap(d -> d.tests().stream())
            .anyMatch(
                t -> NAMES.contains(t.field()) || t.other().filter(NAMES::contains).isPresent());
    List<Object> key = List.of(tier, byName ? slo.name() : "", byName ? slo.service() : "", asked);
    return lookouts.computeIfAbsent(key, k -> new Lookout(slo, tier, asked));
  }
}
