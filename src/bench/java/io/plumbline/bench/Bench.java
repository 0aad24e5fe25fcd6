package io.plumbline.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks as commands; {@code .ci/bench} builds what they need and starts them. */
@Command(
    name = ".ci/bench",
    mixinStandardHelpOptions = true,
    description = "Measures Plumbline on this machine; each command prints a table.",
    subcommands = {
      MicroBench.class,
      LoadBench.class,
      CompareBench.class,
      ScaleBench.class,
      RestartBench.class,
      ReloadBench.class,
      BacktestBench.class,
      DetectionLag.class
    })
public final class Bench {

  private Bench() {}

  /** Runs the command that the arguments name. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }
}
