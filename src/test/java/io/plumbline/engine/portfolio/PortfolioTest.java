package io.plumbline.engine.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Service;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.KeptState;
import io.plumbline.fact.Dependency;
import io.plumbline.fact.PortfolioSummary;
import io.plumbline.fact.ServiceSummary;
import io.plumbline.fact.TierSummary;
import io.plumbline.finding.ServiceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What services are known to be like, when, and to whom. */
class PortfolioTest {

  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

  private final Portfolio portfolio = begun(KeptState.NONE);

  @Test
  void changesAreKnownOnceTheirSecondIsOver() {
    portfolio.take(breach("mains", at("09:10:00.200")));
    portfolio.take(breach("bakery", at("09:10:00.900")));

    assertThat(portfolio.settle(at("09:10:00.999"))).isEmpty();
    List<Portfolio.Round> rounds = portfolio.settle(at("09:10:01"));
    assertThat(rounds).extracting(Portfolio.Round::at).containsExactly(at("09:10:01"));
    assertThat(tier(rounds.get(0), "gold"))
        .isEqualTo(
            new Evidence(
                new TierSummary("portfolio", "gold", 2, 2, 0, 0, 100, "bakery, mains"),
                at("09:10:00.900")));
  }

  @Test
  void secondsFollowEachOther() {
    portfolio.take(breach("bakery", at("09:10:02.500")));
    portfolio.take(breach("mains", at("09:10:00.500")));

    List<Portfolio.Round> rounds = portfolio.settle(at("09:11:00"));

    assertThat(rounds)
        .extracting(Portfolio.Round::at)
        .containsExactly(at("09:10:01"), at("09:10:03"));
    assertThat(rounds).extracting(round -> inBreach(round)).containsExactly(1L, 2L);
  }

  @Test
  void whoeverDependsOnItIsTold() {
    portfolio.take(breach("mains", at("09:10:00")));

    Portfolio.Round round = portfolio.settle(at("09:11:00")).get(0);

    assertThat(round.evidence()).containsOnlyKeys("portfolio", "bakery", "cobbler");
    assertThat(round.evidence().get("bakery"))
        .containsExactly(
            new Evidence(
                new Dependency("bakery", "gold", "mains", "gold", "utilities", "breach", 1, 0),
                at("09:10:00")));
    assertThat(round.evidence().get("cobbler")).hasSize(2);
  }

  @Test
  void whatIsLearntLateTakesItsPlaceAtTheEnd() {
    portfolio.take(breach("mains", at("09:10:05")));
    portfolio.take(new Summary("mains", ServiceState.FINE, 0, 0, 0, at("09:10:02")));

    List<Portfolio.Round> rounds = portfolio.settle(at("09:11:00"));

    assertThat(inBreach(rounds.get(rounds.size() - 1))).isZero();
    assertThat(portfolio.settle(at("09:12:00"))).isEmpty();
  }

  @Test
  void whatDoesNotChangeIsNotTold() {
    portfolio.take(breach("mains", at("09:10:00")));
    portfolio.settle(at("09:11:00"));

    portfolio.take(breach("mains", at("09:20:00")));

    assertThat(portfolio.settle(at("09:30:00"))).isEmpty();
  }

  @Test
  void itGoesOnFromWhatWasKept() {
    portfolio.take(breach("mains", at("09:10:00")));
    portfolio.settle(at("09:11:00"));
    portfolio.take(breach("bakery", at("09:10:59.500")));
    portfolio.take(breach("cobbler", at("09:11:07")));
    Map<String, Optional<Object>> parts = new TreeMap<>();
    portfolio.takeState(parts);

    Portfolio again = begun(kept(parts));

    assertThat(again.settle(at("09:12:00"))).isEqualTo(portfolio.settle(at("09:12:00")));
    parts.clear();
    again.takeState(parts);
    assertThat(parts.keySet()).containsExactly("portfolio", "summary/bakery", "summary/cobbler");
  }

  @Test
  void aServiceThatLeavesTheCatalogueIsCountedNoLonger() {
    portfolio.take(breach("cobbler", at("09:10:00")));
    portfolio.settle(at("09:11:00"));
    Catalogue fewer =
        catalogue(service("mains", "gold", Set.of()), service("bakery", "gold", Set.of("mains")));

    Map<String, List<Evidence>> told = portfolio.promise(fewer, at("09:12:00"));

    assertThat(told).containsOnlyKeys("portfolio", "bakery");
    assertThat(told.get("portfolio"))
        .extracting(Evidence::fact)
        .contains(new PortfolioSummary("portfolio", "", 2, 0, 0, 0, 0, ""))
        .noneMatch(fact -> fact instanceof ServiceSummary s && s.name().equals("cobbler"));
    Map<String, Optional<Object>> parts = new TreeMap<>();
    portfolio.takeState(parts);
    assertThat(parts).containsEntry("summary/cobbler", Optional.empty());
  }

  private static long inBreach(Portfolio.Round round) {
    return round.evidence().get("portfolio").stream()
        .map(Evidence::fact)
        .filter(PortfolioSummary.class::isInstance)
        .map(PortfolioSummary.class::cast)
        .findFirst()
        .orElseThrow()
        .inBreach();
  }

  private static Evidence tier(Portfolio.Round round, String tier) {
    return round.evidence().get("portfolio").stream()
        .filter(e -> e.fact() instanceof TierSummary t && t.tier().equals(tier))
        .findFirst()
        .orElseThrow();
  }

  private static Summary breach(String service, Instant at) {
    return new Summary(service, ServiceState.BREACH, 1, 0, 0, at);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-02T" + time + "Z");
  }

  private static Portfolio begun(KeptState kept) {
    Portfolio portfolio = new Portfolio(kept);
    portfolio.promise(
        catalogue(
            service("mains", "gold", Set.of()),
            service("bakery", "gold", Set.of("mains")),
            service("cobbler", "silver", Set.of("mains", "bakery"))),
        NOW);
    return portfolio;
  }

  private static Service service(String name, String tier, Set<String> dependsOn) {
    return new Service(
        name,
        name,
        "",
        tier,
        name.equals("mains") ? "utilities" : "",
        Map.of(),
        Optional.empty(),
        new TreeSet<>(dependsOn));
  }

  private static Catalogue catalogue(Service... services) {
    TreeMap<String, Service> byName = new TreeMap<>();
    for (Service service : services) {
      byName.put(service.name(), service);
    }
    return new Catalogue(byName, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  private static KeptState kept(Map<String, Optional<Object>> parts) {
    Map<String, Optional<Object>> copy = new TreeMap<>(parts);
    return new KeptState() {
      @Override
      public <T> Optional<T> part(String key, Class<T> type) {
        return copy.getOrDefault(key, Optional.empty()).map(type::cast);
      }

      @Override
      public <T> List<T> parts(String prefix, Class<T> type) {
        return copy.entrySet().stream()
            .filter(e -> e.getKey().startsWith(prefix))
            .flatMap(e -> e.getValue().stream())
            .map(type::cast)
            .toList();
      }
    };
  }
}
