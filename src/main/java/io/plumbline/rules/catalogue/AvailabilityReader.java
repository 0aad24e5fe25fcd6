package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.AvailabilityTerms;
import io.plumbline.catalogue.ServiceHours;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what an agreement takes for downtime. What may be missing: {@code calendar} (around the
 * clock), {@code downPriorities} (none: only what its source calls an outage), {@code upStates}
 * ({@code Resolved} and {@code Closed}), {@code objective} (nothing is compared), {@code tolerance}
 * (0.001).
 */
final class AvailabilityReader {

  private static final double TOLERANCE = 0.001;
  private static final String SHARE = "write a share between 0 and 1, such as 0.995";

  private AvailabilityReader() {}

  static AvailabilityTerms read(Fields fields, Map<String, ServiceHours> calendars, Names names) {
    Optional<String> calendar = fields.optionalText("calendar");
    calendar.ifPresent(
        c -> names.refer(fields.page(), fields.line("calendar"), DocumentKind.CALENDAR, c));
    Optional<BigDecimal> target =
        fields.neededValue("target", AvailabilityReader::share, SHARE, "0.995");
    Set<String> down = new HashSet<>();
    fields.texts("downPriorities").forEach(priority -> down.add(priority.value()));
    Set<String> up = new HashSet<>();
    fields.texts("upStates").forEach(state -> up.add(state.value()));
    Optional<String> objective = fields.optionalText("objective");
    objective.ifPresent(
        o -> names.refer(fields.page(), fields.line("objective"), DocumentKind.SLO, o));
    Optional<BigDecimal> tolerance = fields.value("tolerance", AvailabilityReader::share, SHARE);
    fields.done();
    return new AvailabilityTerms(
        calendar.map(calendars::get).orElse(ServiceHours.always(ZoneOffset.UTC)),
        target.orElse(BigDecimal.ONE),
        down,
        up.isEmpty() ? Set.copyOf(List.of("Resolved", "Closed")) : up,
        objective,
        tolerance.map(BigDecimal::doubleValue).orElse(TOLERANCE));
  }

  private static Optional<BigDecimal> share(String text) {
    return Numbers.decimal(text).filter(n -> n.signum() > 0 && n.compareTo(BigDecimal.ONE) < 0);
  }
}
