package io.plumbline.engine;

import io.plumbline.finding.ServiceState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is kept of the ledger's side of a service. */
record DeskState(
    FindingLedger.State ledger,
    List<Breaches.Breach> breaches,
    ServiceState state,
    Instant since,
    List<Quarantine.Failed> quarantine,
    Optional<Instant> due) {

  static final DeskState EMPTY =
      new DeskState(
          FindingLedger.State.EMPTY,
          List.of(),
          ServiceState.FINE,
          Instant.EPOCH,
          List.of(),
          Optional.empty());

  /** A state kept by an older version has no quarantine and does not say what is due. */
  DeskState {
    quarantine = quarantine == null ? List.of() : List.copyOf(quarantine);
    due = due == null ? Optional.empty() : due;
  }

  /** The same under a new rule set, whose rules have not failed. */
  DeskState released() {
    return new DeskState(ledger, breaches, state, since, List.of(), Optional.empty());
  }
}
