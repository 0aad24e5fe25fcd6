package io.plumbline.app.publishing;

import io.plumbline.app.publishing.Role.Kind;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.signal.Publication;
import io.plumbline.signal.RulesAct;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done once a text was in force: it is looked at, or an earlier one comes back. Callers
 * hold the desk's monitor.
 */
final class Afterwards {

  private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);

  private final Desk desk;
  private final KeptTexts texts;

  Afterwards(Desk desk, KeptTexts texts) {
    this.desk = desk;
    this.texts = texts;
  }

  /**
   * Brings an earlier text back.
   *
   * @param version which; empty for the one before that in force
   * @return the number of the activation
   */
  long revert(Caller caller, String pack, Optional<Long> version, String reason)
      throws RefusedActException, BusyException, InterruptedException {
    Permission.asked(desk.rules(), caller, pack, Kind.APPROVER);
    Desk.said(reason, "why it is taken back");
    PackVersion earlier = earlier(pack, version);
    if (publishedAlone(earlier) && !other(earlier, caller)) {
      throw RefusedActException.forbidden(
          "%s wrote or published version %d, which nobody approved; somebody else with the role approver:%s must bring it back"
              .formatted(caller.name(), earlier.version(), pack));
    }
    List<SourceFile> files =
        texts
            .files(pack, earlier.version())
            .orElseThrow(
                () -> new IllegalStateException("the journal has lost " + earlier.version()));
    Instant now = desk.now();
    Publication how =
        new Publication(
            Publication.Kind.REVERTED,
            caller.name(),
            now,
            reason,
            now,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            earlier.version());
    Optional<PackVersion> due =
        desk.records()
            .inForce(pack)
            .filter(v -> v.reviewDue().isPresent())
            .filter(v -> other(v, caller));
    long live = desk.put(pack, files, new Origin(caller.name(), reason, how));
    if (due.isPresent()) {
      String remark = "reverted by version " + live + ": " + reason;
      desk.acts().append(RulesAct.reviewed(pack, now, caller.name(), remark, due.get().version()));
    }
    return live;
  }

  private PackVersion earlier(String pack, Optional<Long> version) throws RefusedActException {
    List<PackVersion> all = desk.records().versions(pack);
    if (all.size() < 2 && version.isEmpty()) {
      throw RefusedActException.conflict(
          "pack %s has no version before the one in force".formatted(pack));
    }
    PackVersion earlier =
        version.isEmpty() ? all.get(all.size() - 2) : desk.version(pack, version.get());
    if (earlier.hash().equals(all.get(all.size() - 1).hash())) {
      throw RefusedActException.conflict(
          "pack %s judges by the text of version %d already; name another version"
              .formatted(pack, earlier.version()));
    }
    return earlier;
  }

  /** Somebody looked at what was published in an emergency. */
  void review(Caller caller, String pack, long version, String remark)
      throws RefusedActException, BusyException {
    Permission.asked(desk.rules(), caller, pack, Kind.APPROVER);
    Desk.said(remark, "what came of the review");
    PackVersion looked = desk.version(pack, version);
    if (looked.reviewDue().isEmpty()) {
      throw RefusedActException.conflict(
          "version %d of pack %s needs no review".formatted(version, pack));
    }
    if (!other(looked, caller)) {
      throw RefusedActException.forbidden(
          "%s wrote or published version %d; somebody else with the role approver:%s must review it"
              .formatted(caller.name(), version, pack));
    }
    desk.acts().append(RulesAct.reviewed(pack, desk.now(), caller.name(), remark, version));
    LOG.info("{} reviewed version {} of pack {}: {}", caller.name(), version, pack, remark);
  }

  private static boolean publishedAlone(PackVersion version) {
    return version
        .publication()
        .filter(how -> how.kind() == Publication.Kind.EMERGENCY)
        .isPresent();
  }

  private static boolean other(PackVersion version, Caller caller) {
    return !caller.is(version.publisher()) && !caller.is(version.author());
  }
}
