package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Exclusion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads exclusions. */
final class ExclusionReader {

  /** How a moment is written. */
  static final String INSTANT =
      "write a moment with its zone, such as 2026-10-03T22:00:00Z or 2026-10-04T00:00:00+02:00";

  private ExclusionReader() {}

  static Exclusion read(Document document, Names names) {
    Fields spec = document.spec();
    List<Fields.Placed<String>> services = spec.texts("services");
    if (services.isEmpty()) {
      spec.wrong(
          "services",
          "the exclusion is about no service",
          "write services: [checkout], with yours");
    }
    services.forEach(
        service ->
            names.refer(document.page(), service.line(), DocumentKind.SERVICE, service.value()));
    Optional<Instant> from = instant(spec, "from");
    Optional<Instant> to = instant(spec, "to");
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      spec.wrong("to", "the exclusion ends before it begins", "write a moment after from");
    }
    String reason = spec.text("reason", "patching agreed with ACME");
    String approvedBy = spec.text("approvedBy", "service level manager");
    spec.done();
    document.metadata().done();
    return new Exclusion(
        document.name(),
        services.stream().map(Fields.Placed::value).distinct().toList(),
        from.orElse(Instant.EPOCH),
        to.orElse(Instant.EPOCH),
        reason,
        approvedBy);
  }

  private static Optional<Instant> instant(Fields spec, String name) {
    return spec.neededValue(name, ExclusionReader::instant, INSTANT, "2026-10-03T22:00:00Z");
  }

  /** Reads a moment; empty when it is none. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
