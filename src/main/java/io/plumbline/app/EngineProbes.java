package io.plumbline.app;

import io.plumbline.app.Check.Status;
import io.plumbline.app.Check.Verdict;
import io.plumbline.app.publishing.Publishing;
import io.plumbline.app.publishing.Waiting;
import io.plumbline.console.api.LiveRules;
import io.plumbline.ingest.SeriesIndex;
import io.plumbline.journal.JournalWriter;
import io.plumbline.publish.ChannelStanding;
import io.plumbline.report.Board;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at the way from the journal to the receivers. */
final class EngineProbes {

  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofSeconds(15);
  private static final Duration STUCK = Duration.ofMinutes(2);

  private EngineProbes() {}

  /** Whether what is accepted is written. */
  static Verdict journal(JournalWriter writer, long queueLimitBytes) {
    long waiting = writer.queuedBytes();
    Duration append = writer.appending();
    boolean slow = append.compareTo(SLOW) > 0;
    String queue =
        ByteSize.text(waiting)
            + " wait to be written"
            + (slow ? ", the write under way has taken %d s".formatted(append.toSeconds()) : "");
    if (!writer.isAlive()) {
      return new Verdict(
          Status.DEAD, "its writer has ended, nothing is accepted", "start the daemon anew");
    }
    return slow || waiting > queueLimitBytes / 2
        ? new Verdict(Status.DEGRADED, queue, "send less, or give it a faster disk")
        : Verdict.up(queue);
  }

  /** Whether every objective has room for its series. */
  static Verdict series(SeriesIndex index) {
    return index.full().isEmpty()
        ? Verdict.up(index.confirmed() + " series")
        : new Verdict(
            Status.DEGRADED,
            "too many series of " + String.join(", ", index.full()) + "; new ones are refused",
            "narrow the selector, or send labels with fewer values");
  }

  /** How far judging is behind; the tick before the first counts from the start. */
  static Verdict ticks(Board board, InstantSource clock, Instant start) {
    Instant tick = board.view().head().judged() ? board.view().head().asOf() : start;
    Duration age = Duration.between(tick, clock.instant());
    String what = "the last tick judged is %.1f s old".formatted(age.toMillis() / 1000.0);
    if (age.compareTo(STUCK) > 0) {
      return new Verdict(Status.DOWN, what, "look for errors in the log, and at the load");
    }
    return age.compareTo(LATE) > 0
        ? new Verdict(Status.DEGRADED, what, "give it more cores, or engine.shards")
        : Verdict.up(what);
  }

  /** Whether the newest edit of the rules is in force. */
  static Verdict rules(Supplier<LiveRules> rules) {
    LiveRules live = rules.get();
    if (live.problems().isEmpty()) {
      return Verdict.up("version %d judges".formatted(live.version()));
    }
    return new Verdict(
        Status.DEGRADED,
        live.problems().stream().map(LiveRules.Problem::text).collect(Collectors.joining("\n")),
        live.problems().stream()
            .map(LiveRules.Problem::pack)
            .distinct()
            .map(pack -> standIn(pack, live))
            .collect(Collectors.joining("; ", "mend the files; until then ", "")));
  }

  /** What waits for somebody before it judges, or because it judges already. */
  static Verdict publishing(Publishing publishing) {
    Waiting waiting = publishing.waiting();
    String how =
        publishing.approved()
            ? "an edit is a draft and waits for an approval"
            : "an edit is live when it is saved";
    String what =
        waiting.what().isEmpty() ? how + "; nothing waits" : String.join("\n", waiting.what());
    return waiting.instead().isEmpty()
        ? Verdict.up(what)
        : new Verdict(Status.DEGRADED, what, String.join("; ", waiting.instead()));
  }

  private static String standIn(String pack, LiveRules live) {
    if (pack.isEmpty()) {
      return "version %d judges".formatted(live.version());
    }
    long version = live.versionOf(pack);
    return version == 0
        ? "pack %s is not in force".formatted(pack)
        : "version %d of pack %s judges".formatted(version, pack);
  }

  /** What waits to be sent, and which receivers are away: that is no reason not to be ready. */
  static Verdict deliveries(List<ChannelStanding> channels) {
    boolean well = channels.stream().allMatch(c -> c.state() == ChannelStanding.State.ACTIVE);
    String what =
        channels.isEmpty()
            ? "no webhooks"
            : channels.stream().map(EngineProbes::delivery).collect(Collectors.joining("\n"));
    return well
        ? Verdict.up(what)
        : new Verdict(
            Status.DEGRADED, what, "look at the receiver; what it was not told is kept and sent");
  }

  private static String delivery(ChannelStanding channel) {
    String breaker =
        switch (channel.state()) {
          case ACTIVE -> "closed";
          case AWAY -> "open" + since(channel) + probe(channel);
          case DISABLED -> "disabled, as it answered 410";
        };
    return "webhook %s: breaker %s; waiting: %d, dead letters: %d"
        .formatted(channel.name(), breaker, channel.pending(), channel.dead());
  }

  private static String since(ChannelStanding channel) {
    return channel.awaySince().map(at -> " since " + at).orElse("");
  }

  private static String probe(ChannelStanding channel) {
    return channel.nextProbe().map(at -> ", next probe at " + at).orElse(", a probe is under way");
  }
}
