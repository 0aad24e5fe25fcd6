package io.plumbline;

import io.plumbline.app.ConfigurationException;
import io.plumbline.app.upkeep.Backup;
import io.plumbline.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a backup. */
@Command(
    name = "backup",
    description = {
      "Takes a backup of the data folder, while the daemon runs or when it is stopped.",
      "The folder of backups may hold many: what did not change is kept once."
    },
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Folder of backups, made when absent; best on another disk.")
  private Path to;

  @Mixin private DataFolder data;

  @Override
  public Integer call() throws InterruptedException {
    try {
      System.out.println(Backup.take(data.path(), to));
      return 0;
    } catch (ConfigurationException e) {
      e.problems().forEach(System.err::println);
      return 2;
    } catch (IOException | StoreException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }
}
