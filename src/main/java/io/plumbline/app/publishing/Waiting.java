package io.plumbline.app.publishing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What waits for somebody.
 *
 * @param what a line for each draft and each review
 * @param instead what has to be done, a line each; empty when nothing has gone wrong or is overdue
 */
public record Waiting(List<String> what, List<String> instead) {

  /** Copies the lists. */
  public Waiting {
    what = List.copyOf(what);
    instead = List.copyOf(instead);
  }

  static Waiting of(PackRecords records, Instant now) {
    List<String> instead = new ArrayList<>();
    for (Draft draft : records.drafts()) {
      if (draft.state() == Draft.State.WITHHELD) {
        instead.add("mend or give up the draft of pack " + draft.pack());
      }
    }
    for (PackVersion version : records.due()) {
      if (!version.reviewDue().orElseThrow().isAfter(now)) {
        instead.add("review version %d of pack %s".formatted(version.version(), version.pack()));
      }
    }
    return new Waiting(
        Stream.concat(
                records.drafts().stream().map(Waiting::of), records.due().stream().map(Waiting::of))
            .toList(),
        instead);
  }

  private static String of(Draft draft) {
    String name =
        "draft of pack %s by %s since %s".formatted(draft.pack(), draft.author(), draft.at());
    return switch (draft.state()) {
      case WAITING -> name + " waits for an approval";
      case APPROVED ->
          "%s, approved by %s, goes live at %s"
              .formatted(
                  name,
                  draft.approval().orElseThrow().by(),
                  draft.approval().orElseThrow().effectiveFrom());
      case WITHHELD ->
          "%s, approved by %s for %s, is not live: %s"
              .formatted(
                  name,
                  draft.withheld().orElseThrow().approval().by(),
                  draft.withheld().orElseThrow().approval().effectiveFrom(),
                  draft.withheld().orElseThrow().why());
    };
  }

  private static String of(PackVersion version) {
    return "version %d of pack %s, published by %s alone, is to be reviewed by %s%s"
        .formatted(
            version.version(),
            version.pack(),
            version.publisher(),
            version.reviewDue().orElseThrow(),
            version
                .publication()
                .map(p -> p.reviewers())
                .filter(who -> !who.isEmpty())
                .map(who -> " (" + String.join(", ", who) + ")")
                .orElse(""));
  }
}
