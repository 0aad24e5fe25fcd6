package io.plumbline.app.demo;

import io.plumbline.app.Configuration;
import io.plumbline.app.ConfigurationException;
import io.plumbline.app.Daemon;
import io.plumbline.publish.Channel;
import io.plumbline.publish.PayloadFormat;
import io.plumbline.publish.WebhookSignature;
import io.plumbline.rules.RulesFolder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A shop of six services on one machine: the real daemon, a month of history by remote write, then
 * an outage, incidents whose clocks run, a disk that fills, and a receiver of signed webhooks.
 */
public final class Demo {

  private static final long SEED = 20_000;
  private static final int HISTORY_BATCHES = 125;
  private static final int BAR = 40;
  private static final Duration LONGEST_STORY = Duration.ofMinutes(4);

  private final PrintStream out;
  private final Path folder;
  private final int httpPort;
  private final int managementPort;
  private final InstantSource clock;

  /**
   * Prepares the demo.
   *
   * @param out where to tell the story
   * @param folder folder for rules, which are kept from run to run, and data, which are not
   * @param httpPort port of the console, 0 for a free one
   * @param managementPort port of the metrics, 0 for a free one
   * @param clock what time it is
   */
  public Demo(PrintStream out, Path folder, int httpPort, int managementPort, InstantSource clock) {
    this.out = out;
    this.folder = folder;
    this.httpPort = httpPort;
    this.managementPort = managementPort;
    this.clock = clock;
  }

  /**
   * Runs until interrupted, or until the story is told.
   *
   * @param once whether to end when a risk, a breach and an improvement have been told
   * @return whether all three were told
   * @throws ConfigurationException if a port or the folder cannot be used
   * @throws IOException if the daemon refuses what it is sent
   */
  public boolean run(boolean once)
      throws ConfigurationException, IOException, InterruptedException {
    prepareFolder();
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
    DemoStory story = new DemoStory(out, clock);
    Vertx vertx = Vertx.vertx();
    try (DemoReceiver receiver = new DemoReceiver(vertx, secret, story::told);
        Daemon daemon = Daemon.start(configuration(receiver.address(), secret), clock)) {
      out.println("Plumbline demo: six services of a shop, a month behind them.");
      daemon.summary().forEach(line -> out.println("  " + line));
      out.println();
      DemoSender sender = new DemoSender(URI.create("http://127.0.0.1:" + daemon.httpPort()));
      DemoWorld world = new DemoWorld(SEED, clock.instant());
      history(world, sender);
      Instant start = clock.instant();
      sender.incidents(world.incidents(start));
      story.begin(start);
      live(world, sender, start, story, once);
      return story.complete();
    } finally {
      vertx.close().await();
    }
  }

  private void prepareFolder() throws IOException {
    Path rules = folder.resolve("rules");
    if (!Files.exists(rules)) {
      RulesFolder.copyTo(rules);
    }
    Path data = folder.resolve("data");
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }

  private Configuration configuration(URI receiver, String secret) {
    return new Configuration(
        folder.resolve("rules"),
        folder.resolve("data"),
        new Configuration.Listener("127.0.0.1", httpPort),
        new Configuration.Listener("127.0.0.1", managementPort),
        "",
        Duration.ofMillis(500),
        List.of(
            new Channel(
                "demo",
                receiver,
                Optional.of(WebhookSignature.of(secret)),
                PayloadFormat.PLUMBLINE,
                List.of())),
        Optional.empty());
  }

  private void history(DemoWorld world, DemoSender sender)
      throws IOException, InterruptedException {
    int sent = 0;
    for (Iterator<List<DemoSample>> i = world.history().iterator(); i.hasNext(); ) {
      sender.write(i.next());
      sent++;
      int done = Math.min(BAR, sent * BAR / HISTORY_BATCHES);
      out.print(
          "\rA month of history by remote write [%s%s]"
              .formatted("#".repeat(done), ".".repeat(BAR - done)));
      out.flush();
    }
    out.println();
  }

  private void live(
      DemoWorld world, DemoSender sender, Instant start, DemoStory story, boolean once)
      throws IOException, InterruptedException {
    Iterator<List<DemoSample>> batches = world.live(start).iterator();
    Instant next = start;
    while (!once || (!story.complete() && next.isBefore(start.plus(LONGEST_STORY)))) {
      next = next.plus(DemoWorld.LIVE_STEP);
      story.happens(Duration.between(start, next));
      TimeUnit.MILLISECONDS.sleep(Math.max(0, Duration.between(clock.instant(), next).toMillis()));
      sender.write(batches.next());
    }
  }
}
