package io.plumbline;

import io.plumbline.app.ConfigurationException;
import io.plumbline.app.upkeep.Doctor;
import io.plumbline.app.upkeep.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Examines a daemon. */
@Command(
    name = "doctor",
    description = {
      "Examines the daemon, running or stopped, and all it needs. Changes nothing.",
      "Versions, configuration and where each value comes from, ports, store, disk, journal,",
      "rules, clock. What is wrong is marked !! with what to do; then the exit code is 1."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; without it defaults and environment variables hold.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Only this data folder and the daemon that uses it.")
  private Optional<Path> data = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    String version = new VersionCommand().getVersion()[0].replace("plumbline ", "");
    try {
      if (data.isPresent() && !Files.isDirectory(data.get())) {
        System.err.println(data.get() + " is no folder; name a data folder");
        return 2;
      }
      Report report =
          data.isPresent()
              ? Doctor.examine(version, data.get(), InstantSource.system())
              : Doctor.examine(version, config, System.getenv(), InstantSource.system());
      report.lines().forEach(System.out::println);
      return report.isFine() ? 0 : 1;
    } catch (ConfigurationException e) {
      e.problems().forEach(System.err::println);
      return 2;
    }
  }
}
