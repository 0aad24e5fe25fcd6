package io.plumbline.console.api;

import io.plumbline.report.IncidentArchive.Quarantined;
import java.time.Instant;

/** An incident event that does not count, in the read API. */
record QuarantineEntry(
    String service,
    String incident,
    String id,
    Instant at,
    Instant receivedAt,
    String type,
    String what,
    String reason) {

  static QuarantineEntry of(Quarantined quarantined) {
    return new QuarantineEntry(
        quarantined.service(),
        quarantined.incident(),
        quarantined.event().id(),
        quarantined.event().at(),
        quarantined.event().receivedAt(),
        quarantined.event().type(),
        quarantined.event().what(),
        quarantined.event().quarantined());
  }

  /** What tells events apart, and their order on pages. */
  String key() {
    return TicketPages.key(service, incident, id);
  }
}
