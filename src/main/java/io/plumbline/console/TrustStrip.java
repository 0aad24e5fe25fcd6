package io.plumbline.console;

import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.report.Board;
import io.plumbline.report.BoardHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What tells how far the page can be trusted.
 *
 * @param items the figures, from left to right
 * @param refused why edits of the rules are not in force, the first of it
 */
public record TrustStrip(List<Item> items, List<String> refused) {

  private static final int REFUSED_SHOWN = 5;

  /**
   * One figure.
   *
   * @param label what it is
   * @param value the figure in words
   * @param code a hash beside it, may be empty
   * @param note a word beside it, may be empty
   */
  public record Item(String label, String value, String code, String note) {}

  private static final int HASH_SHOWN = 8;

  static TrustStrip of(Board.View view) {
    BoardHead head = view.head();
    List<Item> items = new ArrayList<>();
    int feeds = 0;
    int silent = 0;
    double unknown = 0;
    String worst = "";
    for (ServiceStanding service : view.services()) {
      for (ObjectiveStanding objective : service.objectives()) {
        feeds++;
        silent += objective.known() ? 0 : 1;
        if (objective.unknownRatio() > unknown) {
          unknown = objective.unknownRatio();
          worst = service.service().displayName();
        }
      }
    }
    items.add(new Item("Unknown share, highest", Words.share(unknown), "", worst));
    items.add(new Item("Silent feeds", silent + " of " + feeds, "", ""));
    items.add(new Item("Waiting to be sent", Long.toString(head.outboxPending()), "", ""));
    items.add(rules(head));
    items.add(new Item("Behind the journal", lag(head.lag()), "", ""));
    return new TrustStrip(
        List.copyOf(items), head.rulesRefused().stream().limit(REFUSED_SHOWN).toList());
  }

  private static Item rules(BoardHead head) {
    if (head.rulesVersion() == 0) {
      return new Item("Rules", "none yet", "", "");
    }
    String hash = head.rulesHash();
    return new Item(
        "Rules",
        head.ruleCount() + (head.ruleCount() == 1 ? " rule" : " rules"),
        hash.substring(0, Math.min(HASH_SHOWN, hash.length())),
        "version "
            + head.rulesVersion()
            + (head.rulesRefused().isEmpty() ? "" : ", an edit is refused"));
  }

  private static String lag(Duration lag) {
    long tenths = lag.toMillis() / 100;
    return tenths < 600 ? tenths / 10 + "." + tenths % 10 + " s" : Words.span(lag);
  }
}
