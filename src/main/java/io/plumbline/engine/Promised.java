package io.plumbline.engine;

import static java.util.stream.Collectors.groupingBy;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.fact.AgreementFact;
import io.plumbline.fact.Fact;
import io.plumbline.fact.ServiceFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a catalogue promises of one service, each list by name.
 *
 * @param service the service
 * @param slos its objectives
 * @param agreements the agreements about it
 * @param capacityTargets its capacity thresholds
 * @param exclusions what is excluded for it
 */
record Promised(
    Service service,
    List<Slo> slos,
    List<Agreement> agreements,
    List<CapacityTarget> capacityTargets,
    List<Exclusion> exclusions) {

  /** Nothing is promised of a service. */
  static Promised nothing(Service service) {
    return new Promised(service, List.of(), List.of(), List.of(), List.of());
  }

  private static final Service PORTFOLIO =
      new Service(Service.PORTFOLIO, "Portfolio", "All services together", "", "", Map.of());

  /**
   * All services of a catalogue and the one that stands for them, by name. It is gone through once,
   * not once a service.
   */
  static List<Promised> of(Catalogue catalogue) {
    Map<String, List<Slo>> slos =
        catalogue.slos().values().stream().collect(groupingBy(Slo::service));
    Map<String, List<Agreement>> agreements =
        catalogue.agreements().values().stream().collect(groupingBy(Agreement::service));
    Map<String, List<CapacityTarget>> capacityTargets =
        catalogue.capacityTargets().values().stream().collect(groupingBy(CapacityTarget::service));
    Map<String, List<Exclusion>> exclusions = new HashMap<>();
    for (Exclusion exclusion : catalogue.exclusions().values()) {
      for (String service : exclusion.services()) {
        exclusions.computeIfAbsent(service, s -> new ArrayList<>()).add(exclusion);
      }
    }
    return Stream.concat(catalogue.services().values().stream(), Stream.of(PORTFOLIO))
        .map(
            service ->
                new Promised(
                    service,
                    slos.getOrDefault(service.name(), List.of()),
                    agreements.getOrDefault(service.name(), List.of()),
                    capacityTargets.getOrDefault(service.name(), List.of()),
                    exclusions.getOrDefault(service.name(), List.of())))
        .toList();
  }

  /** What is promised, as rules see it. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new ServiceFact(service.name(), service.tier(), service.owner()));
    for (Agreement agreement : agreements) {
      facts.add(
          new AgreementFact(
              service.name(),
              service.tier(),
              agreement.name(),
              agreement.type().name(),
              agreement.counterparty()));
    }
    return facts;
  }
}
