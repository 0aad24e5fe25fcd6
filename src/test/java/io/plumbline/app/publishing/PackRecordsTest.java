package io.plumbline.app.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.journal.Entry;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.RuleSetActivated.Pack;
import io.plumbline.signal.RulesAct;
import io.plumbline.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the journal's entries come to, pack by pack. */
class PackRecordsTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");
  private static final List<SourceFile> SHOP = List.of(new SourceFile("shop/a.drl", "one"));
  private static final List<SourceFile> EDITED = List.of(new SourceFile("shop/a.drl", "two"));
  private static final SourceFile TILL = new SourceFile("till/b.drl", "b");

  private final PackRecords records = new PackRecords();
  private long seq;

  private void take(Signal signal) {
    records.add(new Entry(++seq, signal));
  }

  /** As a version kept it that knew of no packs. */
  private static RuleSetActivated whole(long version, List<SourceFile> files) {
    return new RuleSetActivated(version, files, RulesFolder.hash(files), "mia", "saved");
  }

  private static RuleSetActivated partial(long version, List<SourceFile> files) {
    String hash = RulesFolder.hash(files);
    return new RuleSetActivated(
        version,
        files,
        hash,
        "anna",
        "edit",
        new TreeMap<>(Map.of("shop", new Pack(version, hash, "anna", "edit"))),
        true);
  }

  private static RulesAct drafted(List<SourceFile> files, boolean watched) {
    return RulesAct.drafted(
        "shop", T0, "anna", "why", RulesFolder.hash(files), files, RulesFolder.hash(SHOP), watched);
  }

  private static RulesAct about(RulesAct.Kind kind, List<SourceFile> files) {
    return kind == RulesAct.Kind.APPROVED
        ? RulesAct.approved("shop", T0, "ben", RulesFolder.hash(files), T0.plusSeconds(60), 0)
        : RulesAct.about(kind, "shop", T0, "ben", "", RulesFolder.hash(files));
  }

  @Test
  void aPackHasTheVersionsThatWereAboutIt() {
    take(whole(1, List.of(SHOP.get(0), TILL)));
    take(partial(2, EDITED));
    take(whole(3, List.of(EDITED.get(0), TILL)));
    take(partial(4, List.of()));

    assertThat(records.versions("shop"))
        .extracting(PackVersion::version, PackVersion::hash, PackVersion::seq, PackVersion::empty)
        .containsExactly(
            tuple(1L, RulesFolder.hash(SHOP), 1L, false),
            tuple(2L, RulesFolder.hash(EDITED), 2L, false),
            tuple(4L, RulesFolder.hash(List.of()), 4L, true));
    assertThat(records.versions("till")).extracting(PackVersion::version).containsExactly(1L);
  }

  @Test
  void aDraftWaitsUntilItsTextIsLive() {
    take(whole(1, SHOP));
    take(drafted(EDITED, false));
    assertThat(records.draft("shop").orElseThrow().state()).isEqualTo(Draft.State.WAITING);

    take(about(RulesAct.Kind.APPROVED, EDITED));
    assertThat(records.draft("shop").orElseThrow().state()).isEqualTo(Draft.State.APPROVED);
    assertThat(records.ripe(T0.plusSeconds(59))).isEmpty();
    assertThat(records.ripe(T0.plusSeconds(60))).hasSize(1);

    take(partial(2, EDITED));
    assertThat(records.drafts()).isEmpty();
  }

  @Test
  void anApprovalOfAnotherTextIsNone() {
    take(whole(1, SHOP));
    take(drafted(EDITED, false));
    take(about(RulesAct.Kind.APPROVED, SHOP));

    assertThat(records.draft("shop").orElseThrow().state()).isEqualTo(Draft.State.WAITING);
  }

  @Test
  void aChangedDraftIsNotApprovedAnyMore() {
    take(whole(1, SHOP));
    take(drafted(EDITED, false));
    take(about(RulesAct.Kind.APPROVED, EDITED));
    take(drafted(List.of(new SourceFile("shop/a.drl", "three")), false));

    assertThat(records.ripe(T0.plusSeconds(60))).isEmpty();
  }

  @Test
  void whatIsWithheldWaitsForSomebody() {
    take(whole(1, SHOP));
    take(drafted(EDITED, false));
    take(about(RulesAct.Kind.APPROVED, EDITED));
    take(about(RulesAct.Kind.WITHHELD, EDITED));

    assertThat(records.draft("shop").orElseThrow().state()).isEqualTo(Draft.State.WITHHELD);
    assertThat(records.draft("shop").orElseThrow().withheld().orElseThrow().approval().by())
        .isEqualTo("ben");
    assertThat(records.ripe(T0.plusSeconds(60))).isEmpty();
  }

  @Test
  void aTextOfAWatchedFolderIsFoundOnce() {
    take(whole(1, SHOP));
    assertThat(records.isKnown("shop", RulesFolder.hash(SHOP))).isTrue();
    assertThat(records.isKnown("shop", RulesFolder.hash(EDITED))).isFalse();

    take(drafted(EDITED, true));
    take(about(RulesAct.Kind.DISCARDED, EDITED));
    assertThat(records.drafts()).isEmpty();
    assertThat(records.isKnown("shop", RulesFolder.hash(EDITED))).isTrue();
  }
}
