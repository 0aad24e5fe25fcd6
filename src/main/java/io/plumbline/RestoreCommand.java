package io.plumbline;

import io.plumbline.app.upkeep.Restore;
import io.plumbline.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Restores a backup. */
@Command(
    name = "restore",
    description = {
      "Restores a backup into a data folder that does not exist yet.",
      "Before it is put in place every checksum is compared, every row read, and the journal",
      "judged from the checkpoint on."
    },
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

  @Option(names = "--from", required = true, paramLabel = "DIR", description = "Folder of backups.")
  private Path from;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The data folder to be; it must not exist or be empty.")
  private Path data;

  @Option(names = "--backup", paramLabel = "N", description = "Its number (default: the newest).")
  private Integer backup;

  @Override
  public Integer call() {
    try {
      Restore.run(
          from,
          backup == null ? OptionalInt.empty() : OptionalInt.of(backup),
          data,
          System.out::println);
      return 0;
    } catch (IOException | StoreException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }
}
