package io.plumbline.bench;

import io.plumbline.testing.DaemonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long it takes until the daemon is ready: the first time, after a stop, after a kill. */
@Command(
    name = "restart",
    description = "Seconds from the start of the process until it is ready.",
    mixinStandardHelpOptions = true)
final class RestartBench implements Callable<Integer> {

  @Option(
      names = "--slos",
      split = ",",
      defaultValue = "1000,10000,100000",
      description = "Numbers of objectives, five a service (default: ${DEFAULT-VALUE}).")
  private List<Integer> objectives;

  @Option(names = "--heap", defaultValue = "4g", description = "-Xmx (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "%9s %9s %11s %12s %12s%n", "SLOs", "services", "first s", "stopped s", "killed s");
    for (int count : objectives) {
      measure(new Fleet(count / 5, 5, 1));
    }
    return 0;
  }

  private void measure(Fleet fleet) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target"), "restart");
    Path rules = folder.resolve("rules");
    fleet.writeRules(rules);
    Scrapes scrapes = new Scrapes(fleet, 2000, System.currentTimeMillis() - 60_000);
    double first;
    double stopped;
    double killed;
    long begun = System.nanoTime();
    try (DaemonProcess daemon = start(folder, rules)) {
      first = seconds(begun);
      scrape(daemon, scrapes, fleet);
    }
    begun = System.nanoTime();
    try (DaemonProcess daemon = start(folder, rules)) {
      stopped = seconds(begun);
      scrape(daemon, scrapes, fleet);
      daemon.kill();
    }
    begun = System.nanoTime();
    try (DaemonProcess daemon = start(folder, rules)) {
      killed = seconds(begun);
      daemon.kill();
    }
    System.out.printf(
        "%9d %9d %11.1f %12.1f %12.1f%n", fleet.slos(), fleet.services(), first, stopped, killed);
  }

  private DaemonProcess start(Path folder, Path rules) throws IOException {
    return DaemonProcess.start(folder, rules, Map.of(), List.of("-Xmx" + heap), LoadBench.PATIENCE);
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
