package io.plumbline.app.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells in the terminal what happens to the shop and what its webhook receiver is told of it. */
final class DemoStory {

  private enum Chapter {
    RISK("at_risk.raised"),
    BREACH("breach.raised"),
    IMPROVEMENT("improvement.raised");

    private final String ending;

    Chapter(String ending) {
      this.ending = ending;
    }
  }

  private static final int WIDTH = 119;
  private static final String LINE = "%s %-14s %-9s ";
  private static final int MARGIN = LINE.formatted("00:00", "", "").length();
  private static final String WRAP = "(.{1,%d})(?: |$)".formatted(WIDTH - MARGIN);

  private final PrintStream out;
  private final InstantSource clock;
  private final Map<Chapter, DemoReceiver.Told> told = new EnumMap<>(Chapter.class);
  private final List<DemoReceiver.Told> early = new ArrayList<>();
  private Instant start = Instant.MAX;

  DemoStory(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /** The present begins; what was told of the month comes after it, as a bar is drawn meanwhile. */
  synchronized void begin(Instant at) {
    start = at;
    out.println();
    out.println("Live, in minutes and seconds from here. Stop with Ctrl-C.");
    out.println(
        "Lines with -- are what happens to the shop. The others are what a webhook receiver");
    out.println("is told, each with its signature verified: first what the month left behind.");
    out.println();
    Duration now = Duration.ZERO;
    inShop(now, "a sale begins: twelve times the orders; the ledger falls silent");
    inShop(
        now,
        "nobody has taken on INC1006 of payments: its response clock runs out at "
            + time(DemoTickets.LATE_AFTER));
    inShop(now, "two clocks more: INC1005 of accounts counts office hours, INC1004 is on hold");
    early.forEach(this::told);
  }

  /** What happens to the shop itself at a step of the story. */
  synchronized void happens(Duration elapsed) {
    if (elapsed.equals(DemoWorld.OUTAGE_BEGINS_AFTER)) {
      inShop(elapsed, "payments and checkout begin to fail: three requests in ten");
    } else if (elapsed.equals(DemoWorld.OUTAGE_BEGINS_AFTER.plus(DemoWorld.OUTAGE_LASTS))) {
      inShop(elapsed, "the outage is over; its alerts clear once the short windows have forgotten");
    }
  }

  /** A delivery whose signature was right. */
  synchronized void told(DemoReceiver.Told event) {
    if (start.equals(Instant.MAX)) {
      early.add(event);
      return;
    }
    for (Chapter chapter : Chapter.values()) {
      if (event.type().endsWith(chapter.ending)
          && (chapter == Chapter.IMPROVEMENT || event.start().isAfter(start))) {
        told.putIfAbsent(chapter, event);
      }
    }
    String[] type = event.type().split("\\.", -1);
    String kind = type[1].replace('_', ' ');
    String raised =
        type[1].equals("improvement")
            ? "IMPROVEMENT"
            : "%-7s %s".formatted(kind.toUpperCase(Locale.ROOT), event.severity());
    String article =
        switch (kind) {
          case "breach" -> "a ";
          case "improvement" -> "an ";
          default -> "";
        };
    String ended = event.endReason().equals("superseded") ? event.endReason() : type[2];
    switch (type[2]) {
      case "raised" -> say(raised, event.service(), event.text());
      case "changed" -> say(raised, event.service(), "now: " + event.text());
      case "cleared" -> say(ended, event.service(), "was " + article + kind + ": " + event.text());
      default -> say(ended, event.service(), "never was " + article + kind + ": " + event.text());
    }
  }

  /** Whether a risk of the outage, a breach and an improvement have been told. */
  synchronized boolean complete() {
    return told.size() == Chapter.values().length;
  }

  /** Id of the first breach since the present began, empty before it is told. */
  synchronized Optional<String> breach() {
    return Optional.ofNullable(told.get(Chapter.BREACH)).map(DemoReceiver.Told::id);
  }

  private void inShop(Duration at, String text) {
    out.println(time(at) + " -- " + text);
  }

  private void say(String what, String service, String text) {
    Duration since = Duration.between(start, clock.instant());
    String continued = System.lineSeparator() + " ".repeat(MARGIN);
    out.println(
        LINE.formatted(time(since), what, service)
            + text.replaceAll(WRAP, "$1" + continued).stripTrailing());
  }

  private static String time(Duration duration) {
    return "%02d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
