package io.plumbline.app.publishing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How rules get from somebody's edit into force, assembled. */
public final class Publishing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

  private final Desk desk;
  private final KeptTexts texts;
  private final Drafting drafting;
  private final Approving approving;
  private final Afterwards afterwards;
  private final Examinations examinations;
  private final PublishingWatch watch;

  /**
   * Assembles.
   *
   * @param texts the texts of all versions
   */
  public Publishing(Desk desk, KeptTexts texts) {
    this.desk = desk;
    this.texts = texts;
    this.drafting = new Drafting(desk);
    this.approving = new Approving(desk);
    this.afterwards = new Afterwards(desk, texts);
    this.examinations = new Examinations(desk.packs());
    this.watch = new PublishingWatch(desk.rules().drafts(), desk, approving, examinations);
  }

  /** From now on edits are drafts, and what is approved goes live at its time; if so configured. */
  public void start() {
    if (desk.rules().approved()) {
      LOG.info(
          "An edit of {} is a draft and waits for an approval (rules.publish: approved)",
          desk.rules().drafts());
      waiting().what().forEach(line -> LOG.info("{}", line));
      watch.start();
    } else if (!desk.records().drafts().isEmpty()) {
      LOG.warn(
          "Drafts wait, and none can be approved while rules.publish is on-save: {}",
          String.join("; ", waiting().what()));
    }
  }

  /** What waits for somebody. */
  public Waiting waiting() {
    return Waiting.of(desk.records(), desk.now());
  }

  /** Whether an edit waits to be approved. */
  public boolean approved() {
    return desk.rules().approved();
  }

  Desk desk() {
    return desk;
  }

  KeptTexts texts() {
    return texts;
  }

  Drafting drafting() {
    return drafting;
  }

  Approving approving() {
    return approving;
  }

  Afterwards afterwards() {
    return afterwards;
  }

  Examinations examinations() {
    return examinations;
  }

  @Override
  public void close() {
    watch.close();
  }
}
