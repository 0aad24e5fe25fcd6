package io.plumbline.report;

import io.plumbline.finding.IncidentAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every ticket that is known, for the console and the read API. */
public interface IncidentArchive {

  /**
   * A ticket as of an instant; empty when there is none of this number, or nothing was known of it.
   *
   * @param asOf what happened later is left out
   * @param knownAt what was received later is left out
   */
  Optional<IncidentAccount> find(String number, Instant asOf, Instant knownAt);

  /** Every ticket of which something was known, as {@link #find} gives it, by number. */
  List<IncidentAccount> all(Instant asOf, Instant knownAt);

  /** The events that do not count, as far as is known now, by ticket and then by time. */
  List<Quarantined> quarantined();

  /**
   * An event that does not count.
   *
   * @param service name of the service that has the ticket
   * @param incident the ticket's number
   * @param event the event, with why
   */
  record Quarantined(String service, String incident, IncidentAccount.Event event) {}
}
