package io.plumbline.app.publishing;

import java.nio.file.Path;

/**
 * How an edit of the rules goes live.
 *
 * @param approved whether it waits to be approved; else it is live when it is saved
 * @param drafts the folder whose edits are drafts
 * @param reviewWithin how soon somebody else looks at what was published in an emergency
 */
public record PublishingRules(boolean approved, Path drafts, ReviewTime reviewWithin) {

  /** Live when it is saved. */
  public static PublishingRules onSave(Path rules) {
    return new PublishingRules(false, rules, ReviewTime.DEFAULT);
  }
}
