package io.plumbline.app.publishing;

import io.plumbline.app.backtest.BacktestRoutes;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A draft in the API; files, problems and what follows them are there when it is asked for alone.
 *
 * @param replaces the version in force; 0 when the pack is not
 * @param outdated whether it was made of another text than that
 */
record DraftAnswer(
    String pack,
    String hash,
    String state,
    String author,
    SortedSet<String> authors,
    String reason,
    Instant at,
    String from,
    long replaces,
    boolean outdated,
    Optional<Approved> approval,
    Optional<Withheld> withheld,
    Optional<List<Fault>> problems,
    Optional<List<Fault>> warnings,
    Optional<Examination.Tried> trial,
    Optional<List<Told>> scenarios,
    Optional<BacktestRoutes.Standing> backtest,
    Optional<Map<String, String>> files) {

  record Approved(String by, Instant at, Instant effectiveFrom) {

    static Approved of(Draft.Approval approval) {
      return new Approved(approval.by(), approval.at(), approval.effectiveFrom());
    }
  }

  record Withheld(Instant at, String why, String approvedBy, Instant effectiveFrom) {}

  /** A problem with its place; text is all of it as it is said everywhere. */
  record Fault(String path, int line, String what, String instead, String text) {

    static Fault of(Problem p) {
      return new Fault(p.path(), p.line(), p.what(), p.instead(), p.toString());
    }
  }

  record Told(String path, String name, boolean asExpected, List<Fault> problems) {

    static Told of(Examination.Story story) {
      return new Told(
          story.path(),
          story.name(),
          story.problems().isEmpty(),
          story.problems().stream().map(Fault::of).toList());
    }
  }

  static DraftAnswer of(Draft draft, PackRecords records) {
    return new DraftAnswer(
        draft.pack(),
        draft.hash(),
        draft.state().name().toLowerCase(Locale.ROOT),
        draft.author(),
        draft.authors(),
        draft.reason(),
        draft.at(),
        draft.watched() ? "folder" : "api",
        records.inForce(draft.pack()).filter(v -> !v.empty()).map(PackVersion::version).orElse(0L),
        !draft.base().equals(records.hashInForce(draft.pack())),
        draft.approval().map(Approved::of),
        draft
            .withheld()
            .map(
                w ->
                    new Withheld(w.at(), w.why(), w.approval().by(), w.approval().effectiveFrom())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** With its files and, once it was looked at, what would become of it. */
  DraftAnswer with(
      Draft draft, Optional<Examination> found, Optional<BacktestRoutes.Standing> backtested) {
    return new DraftAnswer(
        pack,
        hash,
        state,
        author,
        authors,
        reason,
        at,
        from,
        replaces,
        outdated,
        approval,
        withheld,
        found.map(f -> f.problems().stream().map(Fault::of).toList()),
        found.map(f -> f.warnings().stream().map(Fault::of).toList()),
        found.flatMap(Examination::trial),
        found.map(f -> f.stories().stream().map(Told::of).toList()),
        backtested,
        Optional.of(texts(draft.files())));
  }

  /** Path to text. */
  static SortedMap<String, String> texts(List<SourceFile> files) {
    SortedMap<String, String> texts = new TreeMap<>();
    files.forEach(file -> texts.put(file.path(), file.text()));
    return texts;
  }
}
