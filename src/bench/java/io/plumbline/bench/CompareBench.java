package io.plumbline.bench;

import io.plumbline.testing.DaemonProcess;
import io.plumbline.testing.PrometheusProcess;
import io.plumbline.testing.VictoriaMetricsProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private Phases phases;

  @Mixin private Jvm jvm;

  private Fleet fleet() {
    return new Fleet(1000, 1, Math.max(1, series / 2000));
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "%-28s %14s %12s %9s %9s %9s%n",
        "who", "CPU-s/M sample", "samples/s", "p50 ms", "p99 ms", "RSS MB");
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "compare");
    for (Fleet judged : List.of(new Fleet(0, 1, 1), fleet())) {
      Path rules = folder.resolve("rules-" + judged.services());
      judged.writeRules(rules);
      Path home = Files.createDirectories(folder.resolve("daemon-" + judged.services()));
      try (DaemonProcess daemon = jvm.start(home, rules)) {
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
      Phases.Measured measured = phases.run(blast, fleet(), 2000, 0, process, () -> {});
      System.out.printf(
          "%-28s %14.3f %12.0f %9.1f %9.1f %9d%n",
          who,
          measured.cpuSecondsPerMillion(),
          measured.sent().samplesPerSecond(),
          measured.sent().millis(0.5),
          measured.sent().millis(0.99),
          Footprint.residentBytes(process) >> 20);
    }
  }
}
