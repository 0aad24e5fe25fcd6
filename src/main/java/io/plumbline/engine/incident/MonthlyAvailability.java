package io.plumbline.engine.incident;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.AvailabilityTerms;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.ServiceTime;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.Evidence;
import io.plumbline.fact.IncidentAvailability;
import io.plumbline.fact.ServiceOutages;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Availability under one agreement in the calendar month of an instant. Its figures are as of the
 * last instant at which an outage began or ended or the target was missed, so that they do not
 * depend on when somebody looks.
 */
final class MonthlyAvailability {

  private final Service service;
  private final Agreement agreement;
  private final AvailabilityTerms terms;
  private final ServiceTime time;
  private final YearMonth month;
  private final Span span;
  private final List<Span> outages;
  private final Instant asOf;
  private final Optional<Instant> missed;

  MonthlyAvailability(
      Service service, Agreement agreement, AvailabilityTerms terms, Outages all, Instant asOf) {
    this.service = service;
    this.agreement = agreement;
    this.terms = terms;
    this.time = new ServiceTime(terms.hours());
    this.month = YearMonth.from(asOf.atZone(terms.hours().zone()));
    this.span = new Span(begin(month), begin(month.plusMonths(1)));
    this.outages = all.within(agreement, span);
    this.asOf = asOf;
    this.missed = missed();
  }

  /** Its name among the months of all agreements. */
  String name() {
    return IncidentDesk.month(agreement.name(), month.toString());
  }

  private Instant begin(YearMonth of) {
    return of.atDay(1).atStartOfDay(terms.hours().zone()).toInstant();
  }

  private long agreed() {
    return time.counted(span.from().toEpochMilli(), span.to().toEpochMilli());
  }

  /** When more downtime has passed than the target leaves, if nothing ends the last outage. */
  private Optional<Instant> missed() {
    long left =
        BigDecimal.ONE
            .subtract(terms.target())
            .multiply(BigDecimal.valueOf(agreed()))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
    for (Span outage : outages) {
      long down = counted(outage);
      if (down > left) {
        OptionalLong at = time.after(outage.from().toEpochMilli(), left + 1);
        return at.isPresent()
            ? Optional.of(Instant.ofEpochMilli(at.getAsLong()))
            : Optional.empty();
      }
      left -= down;
    }
    return Optional.empty();
  }

  private long counted(Span outage) {
    return time.counted(outage.from().toEpochMilli(), outage.to().toEpochMilli());
  }

  /** When time alone changes something: the target is missed, or the month is over. */
  Instant nextDue() {
    return missed.filter(at -> at.isAfter(asOf)).orElse(span.to());
  }

  List<Evidence> evidence() {
    long agreed = agreed();
    if (agreed == 0) {
      return List.of();
    }
    Instant decided = span.from();
    for (Span outage : outages) {
      decided = laterPast(decided, outage.from());
      decided = laterPast(decided, outage.to());
    }
    if (missed.isPresent()) {
      decided = laterPast(decided, missed.get());
    }
    long down = 0;
    long restored = 0;
    int began = 0;
    int ended = 0;
    for (Span outage : outages) {
      if (!outage.from().isAfter(decided)) {
        boolean over = !outage.to().isAfter(decided);
        long counted = counted(new Span(outage.from(), over ? outage.to() : decided));
        began++;
        down += counted;
        ended += over ? 1 : 0;
        restored += over ? counted : 0;
      }
    }
    // As of a broken clock: the last instant at which the target was not yet missed.
    Instant at = missed.filter(decided::equals).map(m -> m.minusMillis(1)).orElse(decided);
    List<Evidence> evidence = new ArrayList<>();
    double ratio =
        BigDecimal.ONE
            .subtract(
                BigDecimal.valueOf(down).divide(BigDecimal.valueOf(agreed), MathContext.DECIMAL128))
            .doubleValue();
    evidence.add(
        new Evidence(
            new IncidentAvailability(
                service.name(),
                service.tier(),
                agreement.name(),
                agreement.counterparty(),
                month.toString(),
                ratio,
                terms.target().doubleValue(),
                down / 60_000),
            at));
    if (ended > 0) {
      long up = time.counted(span.from().toEpochMilli(), decided.toEpochMilli()) - down;
      evidence.add(
          new Evidence(
              new ServiceOutages(
                  service.name(),
                  service.tier(),
                  agreement.name(),
                  month.toString(),
                  began,
                  restored / 60_000.0 / ended,
                  up / 60_000.0 / began),
              at));
    }
    return evidence;
  }

  private Instant laterPast(Instant decided, Instant at) {
    return at.isAfter(decided) && !at.isAfter(asOf) && at.isBefore(span.to()) ? at : decided;
  }
}
