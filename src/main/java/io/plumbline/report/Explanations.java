package io.plumbline.report;

import io.plumbline.finding.Explanation;
import io.plumbline.finding.Finding;

/** Says why something was found. */
@FunctionalInterface
public interface Explanations {

  /** Why a finding was concluded. It reads the store for up to some seconds: keep it off loops. */
  Explanation explain(Finding finding);
}
