package io.plumbline.bench;

import io.plumbline.testing.DaemonProcess;
import io.plumbline.testing.PrometheusProcess;
import io.plumbline.testing.VictoriaMetricsProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same bytes sent to Plumbline, VictoriaMetrics and Prometheus, one after the other. */
@Command(
    name = "compare",
    description = "The same remote-write load for Plumbline, VictoriaMetrics and Prometheus.",
    mixinStandardHelpOptions = true)
final class CompareBench implements Callable<Integer> {

  @Option(
      names = "--series",
      defaultValue = "100000",
      description = "Number of series (default: ${DEFAULT-VALUE}).")
  private int series;

  @Option(
      names = "--warm",
      defaultValue = "12000000",
      description = "Samples before the measured ones (default: ${DEFAULT-VALUE}).")
  private long warm;

  @Option(
      names = "--samples",
      defaultValue = "4000000",
      description = "Measured samples (default: ${DEFAULT-VALUE}).")
  private long samples;

  private Fleet fleet() {
    return new Fleet(1000, 1, Math.max(1, series / 2000));
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "%-28s %14s %12s %9s %9s %9s%n",
        "who", "CPU-s/M sample", "samples/s", "p50 ms", "p99 ms", "RSS MB");
    Path folder = Files.createTempDirectory(Path.of("target"), "compare");
    for (Fleet judged : List.of(new Fleet(0, 1, 1), fleet())) {
      Path rules = folder.resolve("rules-" + judged.services());
      judged.writeRules(rules);
      Path home = Files.createDirectories(folder.resolve("daemon-" + judged.services()));
      try (DaemonProcess daemon =
          DaemonProcess.start(home, rules, Map.of(), List.of("-Xmx2g"), LoadBench.PATIENCE)) {
        measure(
            "Plumbline, %d SLOs".formatted(judged.slos()),
            daemon.traffic().resolve("/api/v1/write"),
            daemon.handle());
      }
    }
    Path victoria = Files.createDirectories(folder.resolve("victoria"));
    try (VictoriaMetricsProcess process = VictoriaMetricsProcess.start(victoria)) {
      measure("VictoriaMetrics, storing", process.url().resolve("/api/v1/write"), process.handle());
    }
    Path prometheus = Files.createDirectories(folder.resolve("prometheus"));
    try (PrometheusProcess process = PrometheusProcess.receiver(prometheus)) {
      process.awaitReady();
      measure("Prometheus, storing", process.uri().resolve("/api/v1/write"), process.handle());
    }
    return 0;
  }

  private void measure(String who, URI address, ProcessHandle process) throws Exception {
    try (Blast blast = new Blast(address, 4)) {
      long rounds = (warm + samples) / fleet().series() + 2;
      Scrapes scrapes =
          new Scrapes(fleet(), 2000, System.currentTimeMillis() - rounds * Scrapes.STEP.toMillis());
      blast.send(scrapes, warm);
      List<List<List<Scrapes.Request>>> encoded = blast.next(scrapes, samples);
      double before = Footprint.cpuSeconds(process);
      Blast.Result result = blast.send(encoded, 0);
      double cpu = Footprint.cpuSeconds(process) - before;
      System.out.printf(
          "%-28s %14.3f %12.0f %9.1f %9.1f %9d%n",
          who,
          cpu * 1e6 / result.samples(),
          result.samplesPerSecond(),
          result.millis(0.5),
          result.millis(0.99),
          Footprint.residentBytes(process) >> 20);
    }
  }
}
