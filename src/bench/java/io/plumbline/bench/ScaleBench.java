package io.plumbline.bench;

import io.plumbline.testing.DaemonProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One daemon with many objectives in everyday life: each scraped once a step, evenly spread. */
@Command(
    name = "scale",
    description = "Cores and memory that many objectives take in everyday life.",
    mixinStandardHelpOptions = true)
final class ScaleBench implements Callable<Integer> {

  @Mixin private Estates estates;

  @Mixin private Jvm jvm;

  @Option(
      names = "--step",
      defaultValue = "30",
      description = "Seconds between two scrapes of a service (default: ${DEFAULT-VALUE}).")
  private int stepSeconds;

  @Option(
      names = "--steps",
      defaultValue = "3",
      description = "Measured steps, after one to warm up (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "%9s %9s %9s %14s %9s %9s %11s%n",
        "SLOs", "services", "cores", "CPU ms/SLO/step", "RSS MB", "heap MB", "heap KB/SLO");
    for (Fleet fleet : estates.fleets()) {
      measure(fleet);
    }
    return 0;
  }

  private void measure(Fleet fleet) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "scale");
    Path rules = folder.resolve("rules");
    fleet.writeRules(rules);
    int batch = 20;
    double pace = (double) fleet.series() / batch / stepSeconds;
    Scrapes scrapes = new Scrapes(fleet, batch, System.currentTimeMillis());
    try (DaemonProcess daemon = jvm.start(folder, rules);
        Blast blast = new Blast(daemon.traffic().resolve("/api/v1/write"), 4)) {
      blast.send(blast.next(scrapes, fleet.series()), pace);
      List<List<List<Scrapes.Request>>> encoded =
          blast.next(scrapes, (long) steps * fleet.series());
      double before = Footprint.cpuSeconds(daemon.handle());
      long begun = System.nanoTime();
      blast.send(encoded, pace);
      double seconds = (System.nanoTime() - begun) / 1e9;
      double cpu = Footprint.cpuSeconds(daemon.handle()) - before;
      long live = Footprint.liveHeapBytes(daemon.handle());
      System.out.printf(
          "%9d %9d %9.3f %14.3f %9d %9d %11.1f%n",
          fleet.slos(),
          fleet.services(),
          cpu / seconds,
          cpu * 1000 / fleet.slos() / steps,
          Footprint.residentBytes(daemon.handle()) >> 20,
          live >> 20,
          live / 1024.0 / fleet.slos());
    }
  }
}
