package io.plumbline.engine.incident;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.IncidentTarget.Opened;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.incident.Promises.Promise;
import io.plumbline.engine.incident.TargetFit.Part;
import io.plumbline.engine.incident.TargetFit.Worst;
import io.plumbline.fact.SupplierStanding;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The standing check of what groups and suppliers of a service promised against what its customers
 * were promised, for tickets opened in the 53 weeks that begin with the present one. It is done
 * again when a week (UTC) begins, so that holidays are seen a year before they come.
 */
final class SupplierFits {

  private static final int WEEKS = 53;
  private static final DateTimeFormatter FOR_PEOPLE =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);

  private final Promises promises;
  private Optional<Span> week = Optional.empty();
  private List<Evidence> evidence = List.of();

  SupplierFits(Promises promises) {
    this.promises = promises;
  }

  /** How each of them fits. */
  List<Evidence> evidence(Instant asOf) {
    if (due(asOf)) {
      LocalDate monday =
          LocalDate.ofInstant(asOf, ZoneOffset.UTC)
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      Instant begin = monday.atStartOfDay().toInstant(ZoneOffset.UTC);
      week = Optional.of(new Span(begin, begin.plus(Duration.ofDays(7))));
      evidence = check(begin);
    }
    return evidence;
  }

  /** Whether the check is to be done again. */
  boolean due(Instant asOf) {
    boolean checked =
        week.filter(w -> !asOf.isBefore(w.from()) && asOf.isBefore(w.to())).isPresent();
    return !checked && promises.all().stream().anyMatch(SupplierFits::ofOthers);
  }

  /** When the check is to be done again; empty when there is nothing to check. */
  Optional<Instant> nextDue() {
    return evidence.isEmpty() ? Optional.empty() : week.map(Span::to);
  }

  private List<Evidence> check(Instant begin) {
    List<Promise> lasting =
        promises.all().stream().filter(promise -> promise.target().stop() == Stop.LAST).toList();
    List<Promise> own = of(lasting, Agreement.Type.OLA);
    List<Evidence> found = new ArrayList<>();
    for (Promise customer : of(lasting, Agreement.Type.SLA)) {
      if (customer.target().start() instanceof Opened) {
        for (String priority : customer.target().byPriority().keySet().stream().sorted().toList()) {
          for (Promise group : having(own, customer, priority)) {
            worst(customer, priority, List.of(List.of(group)), begin).ifPresent(found::add);
          }
          for (Promise supplier : having(of(lasting, Agreement.Type.UC), customer, priority)) {
            List<List<Promise>> chains =
                Stream.concat(
                        having(own, customer, priority).stream()
                            .map(group -> List.of(group, supplier)),
                        Stream.of(List.of(supplier)))
                    .toList();
            worst(customer, priority, chains, begin).ifPresent(found::add);
          }
        }
      }
    }
    return found;
  }

  private static boolean ofOthers(Promise promise) {
    return promise.agreement().type() != Agreement.Type.SLA;
  }

  private static List<Promise> of(List<Promise> all, Agreement.Type type) {
    return all.stream().filter(promise -> promise.agreement().type() == type).toList();
  }

  /** Those that are for such tickets of the customer too. */
  private static List<Promise> having(List<Promise> all, Promise customer, String priority) {
    return all.stream()
        .filter(p -> p.target().byPriority().containsKey(priority))
        .filter(p -> !Collections.disjoint(p.target().kinds(), customer.target().kinds()))
        .toList();
  }

  /** The chain that leaves least of the customer's time. */
  private Optional<Evidence> worst(
      Promise customer, String priority, List<List<Promise>> chains, Instant begin) {
    return chains.stream()
        .flatMap(chain -> standing(customer, priority, chain, begin).stream())
        .min(
            Comparator.comparing(
                e -> {
                  SupplierStanding standing = (SupplierStanding) e.fact();
                  return standing.allowedMinutes() - standing.worstMinutes();
                }));
  }

  private Optional<Evidence> standing(
      Promise customer, String priority, List<Promise> chain, Instant begin) {
    Span openings = new Span(begin, begin.plus(Duration.ofDays(7L * WEEKS)));
    Instant since = begin;
    for (Promise promise : Stream.concat(Stream.of(customer), chain.stream()).toList()) {
      Span inForce = promise.inForce();
      openings = overlap(openings, inForce);
      since = inForce.from().isAfter(since) ? inForce.from() : since;
    }
    if (!openings.from().isBefore(openings.to())) {
      return Optional.empty();
    }
    List<Part> others = chain.stream().map(promise -> part(promise, priority)).toList();
    Instant at = since;
    return new TargetFit(part(customer, priority), others)
        .worst(openings)
        .map(worst -> new Evidence(fact(customer, priority, chain, worst), at));
  }

  private SupplierStanding fact(
      Promise customer, String priority, List<Promise> chain, Worst worst) {
    Service service = promises.service();
    Agreement last = chain.get(chain.size() - 1).agreement();
    return new SupplierStanding(
        service.name(),
        service.tier(),
        customer.agreement().name(),
        customer.target().name(),
        customer.agreement().counterparty(),
        priority,
        last.name(),
        last.counterparty(),
        chain.stream()
            .map(promise -> part(promise, priority).who())
            .collect(Collectors.joining(" + ")),
        worst.allowed().toMinutes(),
        (worst.used().toMillis() + 59_999) / 60_000,
        FOR_PEOPLE.format(worst.opened().atZone(customer.target().hours().zone())));
  }

  private static Part part(Promise promise, String priority) {
    return new Part(
        promise.agreement().counterparty() + " " + promise.target().byPriority().get(priority),
        promise.target().byPriority().get(priority),
        promise.target().hours());
  }

  private static Span overlap(Span a, Span b) {
    return new Span(
        a.from().isAfter(b.from()) ? a.from() : b.from(),
        a.to().isBefore(b.to()) ? a.to() : b.to());
  }
}
