package io.plumbline;

import io.plumbline.app.ConfigurationException;
import io.plumbline.app.StopSignal;
import io.plumbline.app.demo.Demo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Runs the demo. */
@Command(
    name = "demo",
    description = {
      "Runs a shop of six services on this machine.",
      "A month of history, then an outage, incidents whose clocks run, a disk that fills, and a",
      "receiver of signed webhooks.",
      "Open the console it names, and edit the rules in its folder while it runs.",
      "Only the options below count; it heeds neither plumbline.yaml nor PLUMBLINE_ variables."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "plumbline-demo",
      description = "Folder for its rules and data (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the console (default: ${DEFAULT-VALUE}; 0 picks a free one).")
  private int port;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Port of /metrics (default: ${DEFAULT-VALUE}; 0 picks a free one).")
  private int managementPort;

  @Option(
      names = "--once",
      description = "End when a risk, a breach and an improvement have been told.")
  private boolean once;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (StopSignal stop = new StopSignal()) {
      Demo demo =
          new Demo(
              System.out,
              Ansi.AUTO.enabled(),
              folder,
              port,
              managementPort,
              InstantSource.system());
      // Without --once there is nothing to complete: it is over when it is told to stop.
      return demo.run(once, stop) || !once ? 0 : 1;
    } catch (ConfigurationException e) {
      e.problems().forEach(System.err::println);
      return 2;
    }
  }
}
