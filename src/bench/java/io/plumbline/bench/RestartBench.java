package io.plumbline.bench;

import io.plumbline.testing.DaemonProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How long it takes until the daemon is ready: the first time, after a stop, after a kill. */
@Command(
    name = "restart",
    description = "Seconds from the start of the process until it is ready.",
    mixinStandardHelpOptions = true)
final class RestartBench implements Callable<Integer> {

  @Mixin private Estates estates;

  @Mixin private Jvm jvm;

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "%9s %9s %11s %12s %12s%n", "SLOs", "services", "first s", "stopped s", "killed s");
    for (Fleet fleet : estates.fleets()) {
      measure(fleet);
    }
    return 0;
  }

  private void measure(Fleet fleet) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "restart");
    Path rules = folder.resolve("rules");
    fleet.writeRules(rules);
    Scrapes scrapes = new Scrapes(fleet, 2000, System.currentTimeMillis() - 60_000);
    double first;
    double stopped;
    double killed;
    long begun = System.nanoTime();
    try (DaemonProcess daemon = jvm.start(folder, rules)) {
      first = seconds(begun);
      scrape(daemon, scrapes, fleet);
    }
    begun = System.nanoTime();
    try (DaemonProcess daemon = jvm.start(folder, rules)) {
      stopped = seconds(begun);
      scrape(daemon, scrapes, fleet);
      daemon.kill();
    }
    begun = System.nanoTime();
    try (DaemonProcess daemon = jvm.start(folder, rules)) {
      killed = seconds(begun);
      daemon.kill();
    }
    System.out.printf(
        "%9d %9d %11.1f %12.1f %12.1f%n", fleet.slos(), fleet.services(), first, stopped, killed);
  }

  private static void scrape(DaemonProcess daemon, Scrapes scrapes, Fleet fleet) throws Exception {
    try (Blast blast = new Blast(daemon.traffic().resolve("/api/v1/write"), 4)) {
      blast.send(scrapes, fleet.series());
    }
  }

  private static double seconds(long begun) {
    return (double) (System.nanoTime() - begun) / TimeUnit.SECONDS.toNanos(1);
  }
}
