package io.plumbline.runner.explain;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.Explanation.Source;
import io.plumbline.finding.Finding;
import io.plumbline.journal.Journal;
import io.plumbline.rules.Promised;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.Publication;
import io.plumbline.signal.RuleSetActivated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** What rules and promises were in force, from which entry of the journal on. */
final class RulesPast {

  private final NavigableMap<Long, RuleSetActivated> inForce = new TreeMap<>();
  private final NavigableMap<Long, RuleSetActivated> told = new TreeMap<>();
  private final Map<List<SourceFile>, Catalogue> read = new HashMap<>();

  RulesPast(Journal journal) {
    AtomicReference<RuleSetActivated> newest = new AtomicReference<>(RuleSetActivated.NONE);
    journal.readRules(
        entry -> {
          if (entry.signal() instanceof RuleSetActivated set) {
            newest.set(set.after(newest.get(), RulesFolder::hash));
            inForce.put(entry.seq(), newest.get());
            told.put(entry.seq(), set);
          }
        });
  }

  /** The catalogues in force from an entry on, each from its place in the journal on. */
  NavigableMap<Long, Catalogue> catalogues(long from) {
    Long first = inForce.floorKey(from);
    NavigableMap<Long, Catalogue> catalogues = new TreeMap<>();
    inForce
        .tailMap(first == null ? from : first, true)
        .forEach((seq, set) -> catalogues.put(seq, catalogue(set)));
    return catalogues;
  }

  /** What was promised at an entry; nothing before the first activation. */
  Catalogue at(long seq) {
    Map.Entry<Long, RuleSetActivated> then = inForce.floorEntry(seq);
    return then == null ? Catalogue.EMPTY : catalogue(then.getValue());
  }

  private Catalogue catalogue(RuleSetActivated set) {
    List<SourceFile> promises =
        set.files().stream()
            .filter(f -> !f.path().endsWith(".drl") && !f.path().endsWith(".csv"))
            .toList();
    return read.computeIfAbsent(promises, files -> Promised.by(files).catalogue());
  }

  /** The newest activation under which a finding may have been judged as it is kept. */
  Optional<Long> judging(Finding finding) {
    String pack = pack(finding);
    List<Long> same =
        inForce.descendingMap().entrySet().stream()
            .filter(
                e ->
                    e.getValue().packs().containsKey(pack)
                        && e.getValue().packs().get(pack).hash().equals(finding.rulesHash()))
            .map(Map.Entry::getKey)
            .toList();
    // A text may have come back after the finding ended.
    return same.stream()
        .filter(seq -> finding.ended().isEmpty() || !isLater(seq, pack, finding.ended().get()))
        .findFirst()
        .or(() -> same.stream().findFirst());
  }

  private boolean isLater(long seq, String pack, Instant than) {
    return inForce
        .get(seq)
        .packs()
        .get(pack)
        .publication()
        .filter(how -> how.liveAt().isAfter(than))
        .isPresent();
  }

  /** The text that judged a finding last. */
  Source source(Finding finding) {
    String pack = pack(finding);
    return judging(finding)
        .map(inForce::get)
        .map(
            set -> {
              RuleSetActivated.Pack of = set.packs().get(pack);
              return new Source(
                  pack, Optional.of(of.version()), of.author(), of.reason(), rule(finding, set));
            })
        .orElseGet(() -> new Source(pack, Optional.empty(), "", "", ""));
  }

  private static String rule(Finding finding, RuleSetActivated set) {
    int colon = finding.file().lastIndexOf(':');
    return set.files().stream()
        .filter(file -> file.path().equals(finding.file().substring(0, Math.max(0, colon))))
        .findFirst()
        .map(file -> file.ruleAt(Integer.parseInt(finding.file().substring(colon + 1))))
        .orElse("");
  }

  static String pack(Finding finding) {
    return finding.file().substring(0, Math.max(0, finding.file().indexOf('/')));
  }

  /**
   * An edit.
   *
   * @param seq its place in the journal
   * @param at when it was put in force; empty if that is not kept
   * @param set what it brought
   * @param before what was in force
   * @param after what is in force from it on
   */
  record Edit(
      long seq,
      Optional<Instant> at,
      RuleSetActivated set,
      RuleSetActivated before,
      RuleSetActivated after) {

    /** Who put it in force, may be empty. */
    String author() {
      return set.author();
    }
  }

  /** The edits after an entry, up to another; before the first text of all nothing was in force. */
  List<Edit> edits(long after, long upTo) {
    List<Edit> edits = new ArrayList<>();
    told.subMap(after, false, upTo, true)
        .forEach(
            (seq, set) -> {
              Map.Entry<Long, RuleSetActivated> before = inForce.lowerEntry(seq);
              Optional<Instant> at =
                  set.packs().values().stream()
                      .flatMap(pack -> pack.publication().map(Publication::liveAt).stream())
                      .findFirst();
              RuleSetActivated was = before == null ? RuleSetActivated.NONE : before.getValue();
              edits.add(new Edit(seq, at, set, was, inForce.get(seq)));
            });
    return edits;
  }

  Catalogue was(Edit edit) {
    return catalogue(edit.before());
  }

  Catalogue is(Edit edit) {
    return catalogue(edit.after());
  }
}
