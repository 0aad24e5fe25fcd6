package io.plumbline.report;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import java.util.Optional;

/**
 * Which findings are wanted; what is empty admits all.
 *
 * @param service name of the service
 * @param kind kind of conclusion
 * @param severity urgency
 * @param state whether it stands
 */
public record FindingFilter(
    Optional<String> service,
    Optional<Kind> kind,
    Optional<Severity> severity,
    Optional<Finding.State> state) {

  /** Admits every finding. */
  public static final FindingFilter ALL =
      new FindingFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether a finding is wanted. */
  public boolean admits(Finding finding) {
    return service.map(s -> s.equals(finding.service())).orElse(true)
        && kind.map(k -> k == finding.kind()).orElse(true)
        && severity.map(s -> s == finding.severity()).orElse(true)
        && state.map(s -> s == finding.state()).orElse(true);
  }
}
