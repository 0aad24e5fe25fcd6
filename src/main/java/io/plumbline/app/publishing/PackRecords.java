package io.plumbline.app.publishing;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.journal.Entry;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.RulesAct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the journal says of each pack: the versions that were in force, the draft that waits, and
 * what is to be reviewed. It is a fold over entries, so that a restart comes to the same. Threads
 * may share it.
 */
public final class PackRecords {

  private final SortedMap<String, List<PackVersion>> versions = new TreeMap<>();
  private final SortedMap<String, Draft> drafts = new TreeMap<>();

  /** Of each pack, the draft that was last found in a watched folder. */
  private final Map<String, String> found = new HashMap<>();

  /** Takes the next entry; those that are not about rules are left out. */
  public synchronized void add(Entry entry) {
    if (entry.signal() instanceof RuleSetActivated set) {
      activated(entry.seq(), set);
    } else if (entry.signal() instanceof RulesAct act) {
      acted(act);
    }
  }

  private void activated(long seq, RuleSetActivated set) {
    SortedSet<String> names = new TreeSet<>(set.packs().keySet());
    if (!set.partial()) {
      names.addAll(versions.keySet());
    }
    for (String name : names) {
      List<SourceFile> files = filesOf(name, set);
      String hash = RulesFolder.hash(files);
      List<PackVersion> of = versions.computeIfAbsent(name, n -> new ArrayList<>());
      if (set.partial() || of.isEmpty() || !newest(of).hash().equals(hash)) {
        of.add(version(name, seq, hash, files.isEmpty(), set));
      }
      if (drafts.containsKey(name) && drafts.get(name).hash().equals(hash)) {
        drafts.remove(name);
      }
    }
  }

  private static PackVersion version(
      String name, long seq, String hash, boolean empty, RuleSetActivated set) {
    RuleSetActivated.Pack pack =
        set.packs()
            .getOrDefault(
                name, new RuleSetActivated.Pack(set.version(), hash, set.author(), set.reason()));
    return new PackVersion(
        name,
        pack.version(),
        seq,
        hash,
        empty,
        pack.author(),
        pack.reason(),
        pack.publication(),
        Optional.empty());
  }

  private static List<SourceFile> filesOf(String pack, RuleSetActivated set) {
    return set.files().stream().filter(file -> RuleSetActivated.packOf(file).equals(pack)).toList();
  }

  private static PackVersion newest(List<PackVersion> of) {
    return of.get(of.size() - 1);
  }

  private void acted(RulesAct act) {
    Optional<Draft> draft =
        Optional.ofNullable(drafts.get(act.pack())).filter(d -> d.hash().equals(act.hash()));
    switch (act.kind()) {
      case DRAFTED -> {
        drafts.put(act.pack(), draft(act));
        if (act.watched()) {
          found.put(act.pack(), act.hash());
        }
      }
      case DISCARDED -> {
        drafts.remove(act.pack());
        if (act.watched()) {
          found.remove(act.pack());
        }
      }
      case APPROVED ->
          draft.ifPresent(
              d ->
                  drafts.put(
                      act.pack(),
                      d.approved(
                          new Draft.Approval(
                              act.by(),
                              act.at(),
                              act.effectiveFrom().orElse(act.at()),
                              act.version()))));
      case WITHHELD ->
          draft.ifPresent(d -> drafts.put(act.pack(), d.withheld(act.at(), act.reason())));
      case REVIEWED ->
          versions
              .getOrDefault(act.pack(), List.of())
              .replaceAll(
                  v ->
                      v.version() == act.version()
                          ? v.reviewed(new PackVersion.Review(act.by(), act.at(), act.reason()))
                          : v);
    }
  }

  private Draft draft(RulesAct act) {
    SortedSet<String> authors = new TreeSet<>();
    Optional.ofNullable(drafts.get(act.pack())).ifPresent(d -> authors.addAll(d.authors()));
    authors.add(act.by());
    return new Draft(
        act.pack(),
        act.hash(),
        act.base(),
        act.by(),
        authors,
        act.reason(),
        act.at(),
        act.watched(),
        act.files(),
        Optional.empty(),
        Optional.empty());
  }

  /** The drafts that wait, by pack. */
  synchronized List<Draft> drafts() {
    return List.copyOf(drafts.values());
  }

  synchronized Optional<Draft> draft(String pack) {
    return Optional.ofNullable(drafts.get(pack));
  }

  /** Whether a text of a watched folder is nothing new: it was in force, or was a draft before. */
  synchronized boolean isKnown(String pack, String hash) {
    return hash.equals(found.get(pack)) || wasInForce(pack, hash);
  }

  /** Whether a text of a pack was ever in force, or is. */
  synchronized boolean wasInForce(String pack, String hash) {
    return versions(pack).stream().anyMatch(version -> version.hash().equals(hash));
  }

  /** All packs that were ever in force or have a draft. */
  synchronized SortedSet<String> packs() {
    SortedSet<String> names = new TreeSet<>(versions.keySet());
    names.addAll(drafts.keySet());
    return names;
  }

  /** The versions of a pack, oldest first. */
  synchronized List<PackVersion> versions(String pack) {
    return List.copyOf(versions.getOrDefault(pack, List.of()));
  }

  /** The hash of a pack's text in force; empty when it is not in force. */
  String hashInForce(String pack) {
    return inForce(pack).filter(version -> !version.empty()).map(PackVersion::hash).orElse("");
  }

  /** The version of a pack that is in force, also if it says that there is none any more. */
  synchronized Optional<PackVersion> inForce(String pack) {
    return Optional.ofNullable(versions.get(pack)).map(PackRecords::newest);
  }

  /** What is to be reviewed. */
  synchronized List<PackVersion> due() {
    return versions.values().stream()
        .flatMap(List::stream)
        .filter(version -> version.reviewDue().isPresent())
        .toList();
  }

  /** The drafts whose time has come. */
  synchronized List<Draft> ripe(Instant now) {
    return drafts.values().stream()
        .filter(d -> d.approval().filter(a -> !a.effectiveFrom().isAfter(now)).isPresent())
        .toList();
  }
}
