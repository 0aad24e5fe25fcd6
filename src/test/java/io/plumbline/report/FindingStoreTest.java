package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.report.FindingArchive.Position;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingStoreTest {

  @TempDir Path directory;
  private Store store;
  private FindingStore findings;

  @BeforeEach
  void open() {
    store = Store.open(directory);
    findings = new FindingStore(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void keepsAFindingWithItsFactsOverAReopening() {
    Finding finding =
        Cast.finding(
            Kind.IMPROVEMENT,
            Severity.INFO,
            "checkout",
            "availability",
            "Same promise broken again",
            "Broken three times",
            Cast.NOW,
            Map.of("count", 3L, "evidence", List.of("a", "b"), "ratioPercent", 99.871));
    keep(Cast.cleared(finding, Cast.NOW.plusSeconds(60), "it was mended"));

    store.close();
    open();

    assertThat(findings.find(finding.id()))
        .contains(Cast.cleared(finding, Cast.NOW.plusSeconds(60), "it was mended"));
    assertThat(findings.find("none")).isEmpty();
  }

  @Test
  void pagesFromTheNewestToTheOldestEachOnce() {
    List<Finding> kept = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      // Two at each instant, so that the id decides.
      kept.add(finding("rule " + i, Kind.BREACH, Cast.NOW.plusSeconds(i / 2)));
    }
    keep(kept.toArray(Finding[]::new));
    kept.sort(FindingArchive.NEWEST_FIRST);

    List<Finding> read = new ArrayList<>();
    Optional<Position> after = Optional.empty();
    for (int i = 0; i < 4; i++) {
      List<Finding> page = findings.page(FindingFilter.ALL, after, 7);
      read.addAll(page);
      after = Optional.of(Position.of(page.get(page.size() - 1)));
    }

    assertThat(read).containsExactlyElementsOf(kept);
    assertThat(findings.page(FindingFilter.ALL, after, 7)).isEmpty();
  }

  @Test
  void returnsOnlyWhatTheFilterAdmits() {
    Finding breach = finding("a", Kind.BREACH, Cast.NOW);
    Finding risk = finding("b", Kind.AT_RISK, Cast.NOW);
    Finding over = Cast.cleared(finding("c", Kind.AT_RISK, Cast.NOW), Cast.NOW, "over");
    keep(breach, risk, over);

    assertThat(page(Optional.of(Kind.AT_RISK), Optional.empty()))
        .containsExactlyInAnyOrder(risk, over);
    assertThat(page(Optional.of(Kind.AT_RISK), Optional.of(Finding.State.OPEN)))
        .containsExactly(risk);
    assertThat(page(Optional.empty(), Optional.of(Finding.State.WITHDRAWN))).isEmpty();
  }

  @Test
  void showsTheNewestRevisionOnceThoughItsDetectionMoved() {
    Finding first = finding("a", Kind.BREACH, Cast.NOW);
    keep(first);
    Finding second = detectedAt(first, Cast.NOW.plusSeconds(30));
    Finding third = detectedAt(first, Cast.NOW.plusSeconds(60));
    keep(second, third);

    assertThat(findings.page(FindingFilter.ALL, Optional.empty(), 10)).containsExactly(third);
  }

  private List<Finding> page(Optional<Kind> kind, Optional<Finding.State> state) {
    return findings.page(
        new FindingFilter(Optional.empty(), kind, Optional.empty(), state), Optional.empty(), 10);
  }

  private void keep(Finding... all) {
    Batch batch = new Batch();
    for (Finding finding : all) {
      findings.put(batch, finding);
    }
    store.write(batch, false);
  }

  private static Finding finding(String rule, Kind kind, Instant start) {
    return Cast.finding(kind, Severity.PAGE, "checkout", rule, "text", start);
  }

  private static Finding detectedAt(Finding f, Instant detected) {
    return new Finding(
        f.id(),
        f.kind(),
        f.severity(),
        f.service(),
        f.subject(),
        f.measure(),
        f.rule(),
        f.file(),
        f.owner(),
        f.clause(),
        f.runbook(),
        f.text(),
        f.start(),
        detected,
        f.state(),
        f.ended(),
        f.endReason(),
        f.revision() + 1,
        f.rulesHash(),
        f.facts());
  }
}
