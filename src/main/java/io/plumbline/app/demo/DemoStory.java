package io.plumbline.app.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

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

  private final PrintStream out;
  private final InstantSource clock;
  private final Set<Chapter> told = EnumSet.noneOf(Chapter.class);
  private Instant start = Instant.MAX;

  DemoStory(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /** The present begins. */
  synchronized void begin(Instant at) {
    start = at;
    out.println("Live from here on. Stop with Ctrl-C. What the webhook receiver is told, signed:");
    out.println();
  }

  /** What happens to the shop itself at a step of the story. */
  synchronized void happens(Duration elapsed) {
    if (elapsed.equals(DemoWorld.OUTAGE_BEGINS_AFTER)) {
      say("-- payments and checkout begin to fail: three requests in ten");
    } else if (elapsed.equals(DemoWorld.OUTAGE_BEGINS_AFTER.plus(DemoWorld.OUTAGE_LASTS))) {
      say("-- the outage is over; its alerts clear when the short windows have forgotten it");
    }
  }

  /** A delivery whose signature was right. */
  synchronized void told(DemoReceiver.Told event) {
    for (Chapter chapter : Chapter.values()) {
      if (event.type().endsWith(chapter.ending)
          && (chapter == Chapter.IMPROVEMENT || event.start().isAfter(start))) {
        told.add(chapter);
      }
    }
    String[] type = event.type().split("\\.", -1);
    say(
        "%-11s %-8s %-6s %-9s %s"
            .formatted(
                type[1].replace('_', ' ').toUpperCase(Locale.ROOT),
                type[2],
                event.severity(),
                event.service(),
                event.text()));
  }

  /** Whether a risk of the outage, a breach and an improvement have been told. */
  synchronized boolean complete() {
    return told.size() == Chapter.values().length;
  }

  private void say(String line) {
    Duration since =
        start.equals(Instant.MAX) ? Duration.ZERO : Duration.between(start, clock.instant());
    out.printf("%02d:%02d  %s%n", since.toMinutes(), since.toSecondsPart(), line);
  }
}
