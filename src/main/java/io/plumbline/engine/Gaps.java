package io.plumbline.engine;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.AvailabilityTerms;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.incident.IncidentDesk;
import io.plumbline.engine.sli.ObjectiveTracker;
import io.plumbline.fact.Attainment;
import io.plumbline.fact.AvailabilityGap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Compares availability by metrics with availability by incidents, where an agreement asks for it.
 */
final class Gaps {

  private Gaps() {}

  /**
   * One fact for each agreement whose objective is known.
   *
   * @param slos objectives of the service, by name
   * @param evidence what is known of them
   */
  static List<Evidence> of(
      Service service,
      List<Agreement> agreements,
      IncidentDesk incidents,
      Map<String, ObjectiveTracker> slos,
      List<Evidence> evidence,
      Instant asOf) {
    List<Evidence> gaps = new ArrayList<>();
    for (Agreement agreement : agreements) {
      Optional<AvailabilityTerms> terms = agreement.availability();
      Optional<Slo> slo =
          terms.flatMap(AvailabilityTerms::objective).map(slos::get).map(ObjectiveTracker::slo);
      if (slo.isPresent()) {
        for (Evidence of : evidence) {
          if (of.fact() instanceof Attainment attainment
              && attainment.window().equals("period")
              && attainment.objective().equals(slo.get().name())) {
            OptionalDouble ratio =
                incidents.availability(agreement, terms.get(), period(slo.get().window(), asOf));
            ratio.ifPresent(
                r -> gaps.add(new Evidence(gap(service, agreement, attainment, r), of.at())));
          }
        }
      }
    }
    return gaps;
  }

  private static Span period(TimeWindow window, Instant asOf) {
    return window instanceof TimeWindow.Calendar calendar
        ? new Span(calendar.at(asOf).from(), asOf)
        : new Span(asOf.minus(window.length()), asOf);
  }

  private static AvailabilityGap gap(
      Service service, Agreement agreement, Attainment attainment, double incidents) {
    return new AvailabilityGap(
        service.name(),
        service.tier(),
        agreement.name(),
        attainment.objective(),
        attainment.ratio(),
        incidents,
        Math.abs(attainment.ratio() - incidents),
        agreement.availability().orElseThrow().tolerance());
  }
}
