package io.plumbline;

import io.plumbline.app.Configuration;
import io.plumbline.app.ConfigurationException;
import io.plumbline.app.ConfigurationReader;
import io.plumbline.app.Daemon;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
      Daemon daemon = Daemon.start(configuration, InstantSource.system());
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    daemon.close();
                    stopped.countDown();
                  },
                  "shutdown"));
      daemon.summary().forEach(System.out::println);
      stopped.await();
      return 0;
    } catch (ConfigurationException e) {
      e.problems().forEach(System.err::println);
      return 2;
    }
  }
}
