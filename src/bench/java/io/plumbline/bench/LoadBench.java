package io.plumbline.bench;

import io.plumbline.testing.DaemonProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Remote write into the packaged daemon: processor time a sample, rate, latency, memory. */
@Command(
    name = "load",
    description = "CPU-seconds per million samples of the daemon, written remotely.",
    mixinStandardHelpOptions = true)
final class LoadBench implements Callable<Integer> {

  @Option(
      names = "--series",
      split = ",",
      defaultValue = "10000,100000,500000",
      description = "Numbers of series, one run each (default: ${DEFAULT-VALUE}).")
  private List<Integer> series;

  @Option(
      names = "--services",
      defaultValue = "1000",
      description = "Services, one objective and 30 rules each (default: ${DEFAULT-VALUE}).")
  private int services;

  @Option(
      names = "--unselected",
      description = "Ingest alone: no objective selects the series, so none is kept.")
  private boolean unselected;

  @Option(
      names = "--batch",
      defaultValue = "2000",
      description = "Samples of a request (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--connections",
      defaultValue = "4",
      description = "Connections (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--pace",
      defaultValue = "0",
      description = "Requests a second; 0 is as fast as they are answered (default).")
  private double pace;

  @Mixin private Phases phases;

  @Mixin private Jvm jvm;

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "%9s %7s %14s %12s %9s %9s %9s %9s %9s%n",
        "series",
        "SLOs",
        "CPU-s/M sample",
        "samples/s",
        "p50 ms",
        "p99 ms",
        "RSS MB",
        "heap MB",
        "B/sample");
    for (int count : series) {
      measure(count);
    }
    return 0;
  }

  private void measure(int count) throws Exception {
    Fleet fleet = new Fleet(services, 1, Math.max(1, count / services / 2));
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "load");
    Path rules = folder.resolve("rules");
    (unselected ? new Fleet(0, 1, 1) : fleet).writeRules(rules);
    try (DaemonProcess daemon = jvm.start(folder, rules);
        Blast blast = new Blast(daemon.traffic().resolve("/api/v1/write"), connections)) {
      long[] kept = {0};
      Phases.Measured measured =
          phases.run(
              blast,
              fleet,
              batch,
              pace,
              daemon.handle(),
              () -> kept[0] = Footprint.bytes(folder.resolve("data")));
      Blast.Result sent = measured.sent();
      System.out.printf(
          "%9d %7d %14.3f %12.0f %9.1f %9.1f %9d %9d %9.1f%n",
          fleet.series(),
          unselected ? 0 : fleet.slos(),
          measured.cpuSecondsPerMillion(),
          sent.samplesPerSecond(),
          sent.millis(0.5),
          sent.millis(0.99),
          Footprint.residentBytes(daemon.handle()) >> 20,
          Footprint.liveHeapBytes(daemon.handle()) >> 20,
          (double) (Footprint.bytes(folder.resolve("data")) - kept[0]) / sent.samples());
    }
  }
}
