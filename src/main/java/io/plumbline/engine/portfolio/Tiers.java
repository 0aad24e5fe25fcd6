package io.plumbline.engine.portfolio;

import io.plumbline.catalogue.Service;
import io.plumbline.engine.Evidence;
import io.plumbline.fact.PortfolioSummary;
import io.plumbline.fact.TierSummary;
import io.plumbline.finding.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts how services stand, tier by tier and all together. */
final class Tiers {

  private static final int NAMED = 5;

  private Tiers() {}

  /**
   * The facts about tiers and about all services.
   *
   * @param summaries of all services by name, at least one
   * @param tierOf tiers by service
   */
  static List<Evidence> evidence(Collection<Summary> summaries, Map<String, String> tierOf) {
    Map<String, List<Summary>> tiers = new TreeMap<>();
    summaries.forEach(
        s -> tiers.computeIfAbsent(tierOf.get(s.service()), tier -> new ArrayList<>()).add(s));
    List<Evidence> evidence = new ArrayList<>();
    tiers.forEach((tier, of) -> evidence.add(new Evidence(tier(tier, of), newest(of))));
    evidence.add(new Evidence(all(summaries), newest(summaries)));
    return evidence;
  }

  private static TierSummary tier(String tier, Collection<Summary> of) {
    return new TierSummary(
        Service.PORTFOLIO,
        tier,
        of.size(),
        count(of, ServiceState.BREACH),
        count(of, ServiceState.AT_RISK),
        count(of, ServiceState.UNKNOWN),
        percentInBreach(of),
        named(of));
  }

  private static PortfolioSummary all(Collection<Summary> of) {
    return new PortfolioSummary(
        Service.PORTFOLIO,
        "",
        of.size(),
        count(of, ServiceState.BREACH),
        count(of, ServiceState.AT_RISK),
        count(of, ServiceState.UNKNOWN),
        percentInBreach(of),
        named(of));
  }

  private static long count(Collection<Summary> of, ServiceState state) {
    return of.stream().filter(s -> s.state() == state).count();
  }

  private static double percentInBreach(Collection<Summary> of) {
    return 100.0 * count(of, ServiceState.BREACH) / of.size();
  }

  private static String named(Collection<Summary> of) {
    List<String> names =
        of.stream()
            .filter(s -> s.state() == ServiceState.BREACH)
            .map(Summary::service)
            .sorted()
            .toList();
    String more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
    return names.stream().limit(NAMED).collect(Collectors.joining(", ", "", more));
  }

  private static Instant newest(Collection<Summary> of) {
    return of.stream().map(Summary::at).max(Instant::compareTo).orElseThrow();
  }
}
