package io.plumbline.app.publishing;

import io.plumbline.app.publishing.Role.Kind;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RulesAct;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and gives up drafts. Callers hold the desk's monitor. */
final class Drafting {

  private static final Logger LOG = LoggerFactory.getLogger(Drafting.class);

  private final Desk desk;

  Drafting(Desk desk) {
    this.desk = desk;
  }

  /**
   * Makes a draft, or takes the place of the one that waits; the same text again changes nothing,
   * unless by somebody else, who then had a hand in it, for another reason, or because the draft
   * was withheld or not made of the text in force.
   *
   * @param base hash of the text that it goes out from; empty for the one in force
   */
  void draft(
      Caller caller, String pack, List<SourceFile> files, String reason, Optional<String> base)
      throws RefusedActException, BusyException {
    Permission.asked(desk.rules(), caller, pack, Kind.OWNER, Kind.APPROVER);
    Desk.said(reason, "why it is changed");
    String hash = RulesFolder.hash(files);
    String inForce = desk.records().hashInForce(pack);
    if (hash.equals(inForce) || (files.isEmpty() && inForce.isEmpty())) {
      throw RefusedActException.conflict(
          files.isEmpty()
              ? "there is no pack %s that could be taken out of force".formatted(pack)
              : "this is the text of pack %s in force; change it first".formatted(pack));
    }
    if (base.isPresent() && !base.get().isEmpty() && !desk.records().wasInForce(pack, base.get())) {
      throw RefusedActException.wrong(
          "no version of pack %s has the hash %s; leave base out, or give a hash that its versions list"
              .formatted(pack, base.get()));
    }
    boolean known =
        desk.records()
            .draft(pack)
            .filter(d -> d.hash().equals(hash) && d.base().equals(base.orElse(inForce)))
            .filter(d -> d.withheld().isEmpty())
            .filter(
                d ->
                    d.approval().isPresent()
                        || (d.authors().contains(caller.name()) && d.reason().equals(reason)))
            .isPresent();
    if (!known) {
      desk.acts()
          .append(
              RulesAct.drafted(
                  pack,
                  desk.now(),
                  caller.name(),
                  reason,
                  hash,
                  files,
                  base.orElse(inForce),
                  false));
      LOG.info("A draft of pack {} by {} waits: {}", pack, caller.name(), reason);
    }
  }

  /** Gives a draft up. */
  void discard(Caller caller, String pack) throws RefusedActException, BusyException {
    Permission.asked(desk.rules(), caller, pack, Kind.OWNER, Kind.APPROVER);
    Draft draft = desk.draft(pack);
    desk.acts()
        .append(
            RulesAct.about(
                RulesAct.Kind.DISCARDED, pack, desk.now(), caller.name(), "", draft.hash()));
    LOG.info("The draft of pack {} by {} is given up by {}", pack, draft.author(), caller.name());
  }
}
