package io.plumbline.app.demo;

import io.plumbline.app.Configuration;
import io.plumbline.app.ConfigurationException;
import io.plumbline.app.Daemon;
import io.plumbline.app.LogFormat;
import io.plumbline.app.StopSignal;
import io.plumbline.app.publishing.PublishingRules;
import io.plumbline.ingest.ReplicaLabels;
import io.plumbline.publish.Channel;
import io.plumbline.publish.PayloadFormat;
import io.plumbline.publish.WebhookSignature;
import io.plumbline.runner.history.Retention;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A shop of six services on one machine: the real daemon, a month of history by remote write, then
 * an outage, incidents whose clocks run, a disk that fills, and a receiver of signed webhooks.
 */
public final class Demo {

  /** Room that is left on the disk; the demo needs little. */
  private static final long DEMO_RESERVE_BYTES = 64L << 20;

  private static final long SEED = 20_000;
  private static final Duration LONGEST_STORY = Duration.ofMinutes(4);

  private final PrintStream out;
  private final boolean terminal;
  private final Path place;
  private final int httpPort;
  private final int managementPort;
  private final InstantSource clock;

  /**
   * Prepares the demo.
   *
   * @param out where to tell the story
   * @param terminal whether that is a terminal, in which a line can be written over
   * @param place folder for rules, which are kept from run to run, and data, which are not
   * @param httpPort port of the console, 0 for a free one
   * @param managementPort port of the metrics, 0 for a free one
   * @param clock what time it is
   */
  public Demo(
      PrintStream out,
      boolean terminal,
      Path place,
      int httpPort,
      int managementPort,
      InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.place = place;
    this.httpPort = httpPort;
    this.managementPort = managementPort;
    this.clock = clock;
  }

  /**
   * Runs until told to stop, or until the story is told.
   *
   * @param once whether to end when a risk, a breach and an improvement have been told
   * @param stop ends it early
   * @return whether all three were told
   * @throws ConfigurationException if a port or the folder cannot be used
   * @throws IOException if the daemon refuses what it is sent
   */
  public boolean run(boolean once, StopSignal stop)
      throws ConfigurationException, IOException, InterruptedException {
    out.println("Plumbline demo: six services of a shop, a month behind them. Starting ...");
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
    DemoStory story = new DemoStory(out, clock);
    Vertx vertx = Vertx.vertx();
    try (DemoFolder folder = new DemoFolder(place);
        DemoReceiver receiver = new DemoReceiver(vertx, secret, story::told);
        Daemon daemon = Daemon.start(configuration(folder, receiver.address(), secret), clock)) {
      introduce(daemon, folder);
      URI console = URI.create("http://127.0.0.1:" + daemon.httpPort());
      DemoSender sender = new DemoSender(console);
      DemoWorld world = new DemoWorld(SEED, clock.instant());
      if (history(world, sender, stop)) {
        Instant start = clock.instant();
        story.begin(start);
        sender.incidents(world.incidents(start));
        live(world, sender, start, story, once, stop, console);
      }
    } finally {
      vertx.close().await();
    }
    out.println();
    out.println("Stopped. The rules stay in " + place.resolve("rules") + ".");
    return story.complete();
  }

  private void introduce(Daemon daemon, DemoFolder folder) {
    out.println();
    daemon.summary().forEach(line -> out.println("  " + line));
    out.println();
    out.println("The rules are yours to edit: what you save is checked and judges a second later.");
    if (folder.rulesKept()) {
      out.println("They are those of an earlier run; delete the folder to have the shipped ones.");
    }
    out.println();
  }

  private Configuration configuration(DemoFolder folder, URI receiver, String secret) {
    return new Configuration(
        folder.rules(),
        PublishingRules.onSave(folder.rules()),
        folder.data(),
        DEMO_RESERVE_BYTES,
        LogFormat.TEXT,
        new Configuration.Listener("127.0.0.1", httpPort),
        new Configuration.Listener("127.0.0.1", managementPort),
        Configuration.Tokens.BEYOND_LOOPBACK,
        "",
        Duration.ofMillis(500),
        1,
        ReplicaLabels.NONE,
        Retention.Keep.DEFAULT,
        List.of(
            new Channel(
                "demo",
                receiver,
                Optional.of(WebhookSignature.of(secret)),
                PayloadFormat.PLUMBLINE,
                List.of())),
        Optional.empty());
  }

  /** Sends the month; false when it was stopped on the way. */
  private boolean history(DemoWorld world, DemoSender sender, StopSignal stop)
      throws IOException, InterruptedException {
    Progress progress =
        new Progress(
            out, terminal, "A month of history by remote write", DemoWorld.HISTORY_BATCHES);
    Instant began = clock.instant();
    int samples = 0;
    for (Iterator<List<DemoSample>> i = world.history().iterator(); i.hasNext(); ) {
      if (stop.await(Duration.ZERO)) {
        progress.end("stopped");
        return false;
      }
      List<DemoSample> batch = i.next();
      sender.write(batch);
      samples += batch.size();
      progress.step();
    }
    double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
    progress.end(String.format(Locale.ROOT, "%,d samples, %.1f s", samples, seconds));
    return true;
  }

  private void live(
      DemoWorld world,
      DemoSender sender,
      Instant start,
      DemoStory story,
      boolean once,
      StopSignal stop,
      URI console)
      throws IOException, InterruptedException {
    Iterator<List<DemoSample>> batches = world.live(start).iterator();
    Instant next = start;
    boolean shownAround = false;
    while (!once || (!story.complete() && next.isBefore(start.plus(LONGEST_STORY)))) {
      next = next.plus(DemoWorld.LIVE_STEP);
      if (stop.await(Duration.between(clock.instant(), next))) {
        return;
      }
      story.happens(Duration.between(start, next));
      sender.write(batches.next());
      if (!once && !shownAround && story.breach().isPresent()) {
        shownAround = true;
        showAround(console, story.breach().get());
      }
    }
  }

  private void showAround(URI console, String breach) {
    // In one piece, as deliveries are told meanwhile.
    out.print(
        """

        Look around while it goes on:
          what stands now         %1$s/
          why that is a breach    %1$s/findings/%2$s
          the same for programs   %1$s/api/v1/findings?kind=breach
          how budgets are judged  %3$s/standard/tables/budget-burn.csv
          what was promised       %3$s/shop/catalogue/

        """
            .formatted(console, breach, place.resolve("rules")));
  }
}
