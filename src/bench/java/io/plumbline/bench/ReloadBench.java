package io.plumbline.bench;

import io.plumbline.testing.DaemonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long it takes from an edit of the rules until it judges, while samples flow. */
@Command(
    name = "reload",
    description = {
      "Seconds from the saving of an edited table until a finding tells of it, with 30 rules, while",
      "samples flow; and what is left on heap and in metaspace. Fails if a sample is lost or a",
      "finding is told twice."
    },
    mixinStandardHelpOptions = true)
final class ReloadBench implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ROW = "2 %,               page,     5m,          one hour";

  @Mixin private Jvm jvm;

  @Option(
      names = "--reloads",
      defaultValue = "100",
      description = "How many edits (default: ${DEFAULT-VALUE}).")
  private int reloads;

  @Option(
      names = "--services",
      defaultValue = "50",
      description = "Services, with two instances each (default: ${DEFAULT-VALUE}).")
  private int services;

  private long sent;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "reload");
    Path rules = folder.resolve("rules");
    Fleet fleet = new Fleet(services, 1, 2);
    fleet.writeRules(rules);
    Path table = rules.resolve("standard").resolve("tables").resolve("budget-burn.csv");
    String text = Files.readString(table);
    if (!text.contains(ROW)) {
      throw new IllegalStateException("the shipped table has no cells " + ROW);
    }
    try (DaemonProcess daemon = jvm.start(folder, rules)) {
      AtomicBoolean flowing = new AtomicBoolean(true);
      CompletableFuture<Void> flow = CompletableFuture.runAsync(() -> flow(daemon, fleet, flowing));
      Files.writeString(table, text.replace(ROW, row(0)));
      while (raised(daemon) < services) {
        Thread.sleep(PAUSE.toMillis());
      }
      List<Double> seconds = new ArrayList<>();
      System.out.printf("%8s %10s %14s %12s%n", "reloads", "median s", "heap MB", "metaspace MB");
      for (int i = 1; i <= reloads; i++) {
        Files.writeString(table, text.replace(ROW, row(i)));
        seconds.add(judged(daemon, "edit " + i));
        if (i == 10 || i % 25 == 0 || i == reloads) {
          say(daemon, seconds);
        }
      }
      flowing.set(false);
      flow.join();
      List<Double> sorted = seconds.stream().sorted().toList();
      System.out.printf(
          "edit to judged: median %.2f s, p95 %.2f s, most %.2f s%n",
          sorted.get(sorted.size() / 2),
          sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1),
          sorted.get(sorted.size() - 1));
      return accounted(daemon) ? 0 : 1;
    }
  }

  /** Its severity differs each time, so that every finding tells of the edit. */
  private static String row(int edit) {
    return "0 %, " + (edit % 2 == 0 ? "page" : "ticket") + ", 5m, edit " + edit;
  }

  private static double raised(DaemonProcess daemon) throws IOException, InterruptedException {
    return sum(daemon, "plumbline_findings_total", "rule=\"Budget burns fast\"");
  }

  private void flow(DaemonProcess daemon, Fleet fleet, AtomicBoolean flowing) {
    Scrapes scrapes = new Scrapes(fleet, 200, System.currentTimeMillis(), PAUSE);
    try (Blast blast = new Blast(daemon.traffic().resolve("/api/v1/write"), 1)) {
      while (flowing.get()) {
        blast.send(scrapes, fleet.series());
        sent += fleet.series();
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private static double judged(DaemonProcess daemon, String words)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!daemon.get("/api/v1/findings?state=open&limit=500").contains(words)) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException(words + " is not judged within " + PATIENCE);
      }
      Thread.sleep(POLL.toMillis());
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void say(DaemonProcess daemon, List<Double> seconds) throws IOException {
    List<Double> newest =
        seconds.subList(Math.max(0, seconds.size() - 25), seconds.size()).stream()
            .sorted()
            .toList();
    long heap = Footprint.liveHeapBytes(daemon.handle());
    System.out.printf(
        "%8d %10.2f %14.1f %12.1f%n",
        seconds.size(),
        newest.get(newest.size() / 2),
        heap / 1e6,
        Footprint.metaspaceBytes(daemon.handle()) / 1e6);
  }

  /** Whether every sample that was answered is counted, and each service told of once. */
  private boolean accounted(DaemonProcess daemon) throws IOException, InterruptedException {
    double counted = sum(daemon, "plumbline_samples_total");
    double raised = raised(daemon);
    System.out.printf(
        "samples sent %d, accepted %.0f; findings of %d services raised %.0f times%n",
        sent, counted, services, raised);
    return counted == sent && raised == services;
  }

  private static double sum(DaemonProcess daemon, String metric, String... labels)
      throws IOException, InterruptedException {
    return daemon
        .metrics()
        .lines()
        .filter(line -> line.startsWith(metric + "{"))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
