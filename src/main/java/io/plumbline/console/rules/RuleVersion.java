package io.plumbline.console.rules;

import io.plumbline.console.api.PackTexts;
import io.plumbline.console.rules.RuleBook.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text of a rule beside the one in force.
 *
 * @param name which it is, in words
 * @param by who wrote it, and why; may be empty
 * @param at since when it waits, or judged; empty if that is not kept
 * @param lines how the newer of the two differs from the older, line by line
 */
public record RuleVersion(
    String name, String by, Optional<Instant> at, List<TextDifference> lines) {

  /** So many versions of a pack are looked through for an earlier text of the rule. */
  private static final int LOOKED_THROUGH = 30;

  /** Copies the list. */
  public RuleVersion {
    lines = List.copyOf(lines);
  }

  /** The draft that would change the rule, and the text that it had before; neither where none. */
  static List<RuleVersion> of(Rule rule, PackTexts texts) {
    String live = RuleText.of(rule);
    String pack = rule.info().pack();
    List<RuleVersion> versions = new ArrayList<>();
    texts
        .draft(pack)
        .ifPresent(
            draft -> {
              String text = RuleText.in(draft.files(), rule).orElse("");
              if (!text.equals(live)) {
                versions.add(
                    new RuleVersion(
                        text.isEmpty() ? "The draft takes it away" : "Draft, " + draft.state(),
                        said(draft.author(), draft.reason()),
                        Optional.of(draft.at()),
                        TextDifference.of(live, text)));
              }
            });
    texts.versions(pack).stream()
        .skip(1)
        .limit(LOOKED_THROUGH)
        .flatMap(version -> before(version, rule, live, texts).stream())
        .findFirst()
        .ifPresent(versions::add);
    return versions;
  }

  private static Optional<RuleVersion> before(
      PackTexts.Version version, Rule rule, String live, PackTexts texts) {
    return texts
        .files(rule.info().pack(), version.version())
        .map(files -> RuleText.in(files, rule).orElse(""))
        .filter(text -> !text.equals(live))
        .map(
            text ->
                new RuleVersion(
                    text.isEmpty()
                        ? "Version %d did not have it".formatted(version.version())
                        : "Version %d, and what changed since".formatted(version.version()),
                    said(version.author(), version.reason()),
                    version.liveAt(),
                    TextDifference.of(text, live)));
  }

  private static String said(String author, String reason) {
    return reason.isEmpty() ? author : author + ": " + reason;
  }
}
