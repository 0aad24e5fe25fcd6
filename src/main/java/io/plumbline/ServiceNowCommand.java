package io.plumbline;

import io.plumbline.app.ConfigurationException;
import io.plumbline.app.intake.BadInputException;
import io.plumbline.app.intake.IncidentImport;
import io.plumbline.app.intake.MappingFile;
import io.plumbline.app.intake.Target;
import io.plumbline.app.upkeep.DaemonFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends the tickets of an export, one row an update. */
@Command(
    name = "servicenow",
    description = {
      "Sends an export of a ServiceNow table, one row an update, to a running daemon.",
      "Any CSV of updates will do: the mapping says what its columns mean. To send an export again",
      "changes nothing. The exit code is 1 unless every row was read and every event counts."
    },
    mixinStandardHelpOptions = true)
final class ServiceNowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The export: CSV, or gzipped as FILE.csv.gz.")
  private Path export;

  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "FILE",
      description = "What the columns mean, as YAML.")
  private Path mapping;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of the daemon; without it, the one that uses the data folder.")
  private Optional<URI> url = Optional.empty();

  @Mixin private ShownToken token;

  @Mixin private DataFolder data;

  @Override
  public Integer call() throws InterruptedException {
    try {
      IncidentImport done = send();
      done.summary().forEach(System.out::println);
      return done.complete() ? 0 : 1;
    } catch (ConfigurationException e) {
      e.problems().forEach(System.err::println);
      return 2;
    } catch (BadInputException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.err.println("What was answered is kept. Send the export again: nothing counts twice.");
      return 1;
    }
  }

  private IncidentImport send()
      throws ConfigurationException, BadInputException, IOException, InterruptedException {
    try (ImportProgress progress = ImportProgress.onTerminal()) {
      return IncidentImport.run(
          export, MappingFile.read(mapping), target(), progress, InstantSource.system());
    }
  }

  private String token() throws BadInputException {
    try {
      return token.text();
    } catch (IOException e) {
      throw new BadInputException(e.getMessage());
    }
  }

  private Target target() throws ConfigurationException, BadInputException, IOException {
    String shown = token();
    if (url.isPresent()) {
      return Target.of(url.get(), shown);
    }
    Path folder = data.path();
    DaemonFile daemon =
        DaemonFile.running(folder)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "no daemon uses the data folder %s; start one, or name another by --url, --data or --config"
                            .formatted(folder)));
    return new Target(daemon.traffic(), token.isNamed() ? shown : daemon.token());
  }
}
