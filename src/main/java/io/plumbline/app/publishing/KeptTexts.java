package io.plumbline.app.publishing;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.console.api.PackTexts;
import io.plumbline.journal.Journal;
import io.plumbline.signal.Publication;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.RulesAct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The texts of packs as the journal keeps them.
 *
 * @param records what the journal says of each pack
 * @param journal has the texts themselves
 */
public record KeptTexts(PackRecords records, Journal journal) implements PackTexts {

  @Override
  public Optional<Draft> draft(String pack) {
    return records
        .draft(pack)
        .map(
            d ->
                new Draft(
                    d.hash(),
                    d.author(),
                    d.reason(),
                    d.at(),
                    d.state().name().toLowerCase(Locale.ROOT),
                    d.approval().map(a -> a.effectiveFrom()),
                    d.files()));
  }

  @Override
  public List<Version> versions(String pack) {
    List<Version> newestFirst = new ArrayList<>();
    records.versions(pack).forEach(v -> newestFirst.add(version(v)));
    Collections.reverse(newestFirst);
    return List.copyOf(newestFirst);
  }

  private static Version version(PackVersion v) {
    return new Version(
        v.version(),
        v.hash(),
        v.author(),
        v.reason(),
        v.publication().filter(p -> p.kind() == Publication.Kind.APPROVED).map(Publication::by),
        v.publication().map(Publication::liveAt));
  }

  /** What was done about a pack beside putting texts in force, the newest first. */
  List<RulesAct> acts(String pack) {
    List<RulesAct> acts = new ArrayList<>();
    journal.readRules(
        entry -> {
          if (entry.signal() instanceof RulesAct act && act.pack().equals(pack)) {
            acts.add(act);
          }
        });
    Collections.reverse(acts);
    return acts;
  }

  @Override
  public Optional<List<SourceFile>> files(String pack, long version) {
    return records.versions(pack).stream()
        .filter(v -> v.version() == version)
        .findFirst()
        .flatMap(v -> journal.archived(v.seq()))
        .map(RuleSetActivated.class::cast)
        .map(
            set ->
                set.files().stream()
                    .filter(file -> RuleSetActivated.packOf(file).equals(pack))
                    .toList());
  }
}
