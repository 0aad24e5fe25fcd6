package io.plumbline;

import io.plumbline.app.ConfigurationException;
import io.plumbline.app.ConfigurationReader;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The data folder that a command is about: named itself, or by a daemon's configuration. */
final class DataFolder {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file of the daemon, which names its data folder.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Its data folder, instead of a configuration file.")
  private Optional<Path> data = Optional.empty();

  /**
   * Where it is.
   *
   * @throws ConfigurationException if the configuration that names it is wrong
   */
  Path path() throws ConfigurationException {
    return data.isPresent() ? data.get() : ConfigurationReader.read(config, System.getenv()).data();
  }
}
