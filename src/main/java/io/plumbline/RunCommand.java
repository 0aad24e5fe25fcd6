package io.plumbline;

import io.plumbline.app.Configuration;
import io.plumbline.app.ConfigurationException;
import io.plumbline.app.ConfigurationReader;
import io.plumbline.app.Daemon;
import io.plumbline.app.StopSignal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the daemon until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Runs the daemon until it is told to stop (Ctrl-C, SIGTERM).",
      "Each key of the configuration file is also an environment variable: http.port is",
      "PLUMBLINE_HTTP_PORT."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; without it defaults and environment variables hold.")
  private Optional<Path> config = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    try {
      Configuration configuration = ConfigurationReader.read(config, System.getenv());
      try (StopSignal stop = new StopSignal();
          Daemon daemon = Daemon.start(configuration, InstantSource.system())) {
        daemon.summary().forEach(System.out::println);
        stop.await();
        return 0;
      }
    } catch (ConfigurationException e) {
      e.problems().forEach(System.err::println);
      return 2;
    }
  }
}
