package io.plumbline.console;

import io.plumbline.finding.Explanation;
import io.plumbline.finding.Explanation.Source;
import io.plumbline.finding.Finding;
import io.plumbline.report.Explanations;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Explains findings by nothing but what is kept with them. */
record KeptFacts() implements Explanations {

  @Override
  public Explanation explain(Finding finding) {
    return new Explanation(
        finding,
        finding.service(),
        ZoneOffset.UTC,
        new Source("standard", Optional.of(3L), "", "", ""),
        List.of(finding.text()),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of("What was counted then is not kept."));
  }
}
