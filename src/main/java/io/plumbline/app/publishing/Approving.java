package io.plumbline.app.publishing;

import io.plumbline.app.publishing.Role.Kind;
import io.plumbline.rules.PackInfo;
import io.plumbline.rules.Problem;
import io.plumbline.signal.Publication;
import io.plumbline.signal.RulesAct;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes drafts: by a second person, now or at a time to come, or by an owner alone in an
 * emergency. Callers hold the desk's monitor.
 */
final class Approving {

  private static final Logger LOG = LoggerFactory.getLogger(Approving.class);

  private final Desk desk;

  Approving(Desk desk) {
    this.desk = desk;
  }

  /**
   * Approves a draft, which is live when this returns or from its time on.
   *
   * @param hash of the draft that was read
   * @param replaces the version in force that it was compared with; 0 for its base
   * @param effectiveFrom when it is to judge, empty for now
   * @return the number of the activation; empty when it waits for its time
   */
  Optional<Long> approve(
      Caller caller, String pack, String hash, long replaces, Optional<Instant> effectiveFrom)
      throws RefusedActException, BusyException, InterruptedException {
    Permission.asked(desk.rules(), caller, pack, Kind.APPROVER);
    Draft draft = desk.draft(pack, hash);
    if (draft.authors().stream().anyMatch(caller::is)) {
      throw RefusedActException.forbidden(
          "%s had a hand in this draft; somebody else with the role approver:%s must approve it"
              .formatted(caller.name(), pack));
    }
    Instant now = desk.now();
    if (effectiveFrom.isEmpty()) {
      return Optional.of(activate(draft, replaces, approved(caller.name(), now, effectiveFrom)));
    }
    replaces(draft, replaces);
    Instant from = effectiveFrom.get();
    if (!from.isAfter(now)) {
      throw RefusedActException.wrong(
          "effectiveFrom %s has passed; leave it out to publish now".formatted(from));
    }
    List<Problem> problems = desk.packs().examine(pack, draft.files()).problems();
    if (!problems.isEmpty()) {
      throw RefusedActException.unsound(problems);
    }
    desk.acts().append(RulesAct.approved(pack, now, caller.name(), hash, from, replaces));
    LOG.info(
        "The draft of pack {} by {} is approved by {} and goes live at {}",
        pack,
        draft.author(),
        caller.name(),
        from);
    return Optional.empty();
  }

  /**
   * Publishes a draft by an owner alone; somebody else is to look at it by a certain time.
   *
   * @return the number of the activation
   */
  long publishAlone(Caller caller, String pack, String hash, long replaces, String reason)
      throws RefusedActException, BusyException, InterruptedException {
    Permission.asked(desk.rules(), caller, pack, Kind.OWNER);
    Desk.said(reason, "why it cannot wait for an approval");
    Draft draft = desk.draft(pack, hash);
    Instant now = desk.now();
    PackInfo about = desk.packs().about(pack);
    ZoneId zone = about.zone().orElse(ZoneOffset.UTC);
    Instant reviewBy = desk.rules().reviewWithin().after(now, zone);
    long version =
        activate(
            draft,
            replaces,
            new Publication(
                Publication.Kind.EMERGENCY,
                caller.name(),
                now,
                reason,
                now,
                Optional.empty(),
                Optional.of(reviewBy),
                about.approvers(),
                0));
    LOG.warn(
        "{} published pack {} alone ({}); it is to be reviewed by {}",
        caller.name(),
        pack,
        reason,
        reviewBy);
    return version;
  }

  /** Puts in force what was approved for a time that has come, or says why not. */
  void due() throws InterruptedException, BusyException {
    for (Draft draft : desk.records().ripe(desk.now())) {
      Draft.Approval approval = draft.approval().orElseThrow();
      Publication how =
          approved(approval.by(), approval.at(), Optional.of(approval.effectiveFrom()));
      try {
        activate(draft, approval.replaces(), how);
      } catch (RefusedActException e) {
        withhold(
            draft,
            approval,
            e.problems().isEmpty()
                ? e.getMessage()
                : String.join("\n", e.problems().stream().map(Problem::toString).toList()));
      } catch (StackOverflowError | LinkageError e) {
        // Tried again and again, it would hold up every draft after it.
        withhold(draft, approval, "it overtaxes the daemon: " + e);
      }
    }
  }

  private void withhold(Draft draft, Draft.Approval approval, String why) throws BusyException {
    desk.acts()
        .append(
            RulesAct.about(
                RulesAct.Kind.WITHHELD,
                draft.pack(),
                desk.now(),
                approval.by(),
                why,
                draft.hash()));
    LOG.error(
        "The draft of pack {}, approved by {} for {}, is not live: {}",
        draft.pack(),
        approval.by(),
        approval.effectiveFrom(),
        why);
  }

  private Publication approved(String by, Instant at, Optional<Instant> from) {
    return new Publication(
        Publication.Kind.APPROVED, by, at, "", desk.now(), from, Optional.empty(), List.of(), 0);
  }

  private long activate(Draft draft, long replaces, Publication how)
      throws RefusedActException, BusyException, InterruptedException {
    replaces(draft, replaces);
    return desk.put(draft.pack(), draft.files(), new Origin(draft.author(), draft.reason(), how));
  }

  /** Else it would take back unseen what came in force since it was begun. */
  private void replaces(Draft draft, long replaces) throws RefusedActException {
    PackRecords records = desk.records();
    long inForce = records.inForce(draft.pack()).map(PackVersion::version).orElse(0L);
    boolean seen =
        replaces == 0
            ? draft.base().equals(records.hashInForce(draft.pack()))
            : replaces == inForce;
    if (!seen) {
      throw RefusedActException.conflict(
          ("the draft was not made of version %d of pack %s, which is in force; put it anew, or if"
                  + " you compared the two, send \"replaces\": %d with it")
              .formatted(inForce, draft.pack(), inForce));
    }
  }
}
