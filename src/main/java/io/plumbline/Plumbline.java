package io.plumbline;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the program. */
@Command(
    name = "plumbline",
    description = "Watches what was promised about services, and keeps the evidence.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      CheckCommand.class,
      ImportCommand.class,
      TestCommand.class,
      BacktestCommand.class,
      ExplainCommand.class,
      DoctorCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      RulesCommand.class,
      TokenCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:failed", "2:bad input, every mistake was listed"},
    footer = {"", "Begin with: java -jar plumbline.jar demo"})
public final class Plumbline {

  private Plumbline() {}

  /** Turns arguments into a command and its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Plumbline()).execute(args));
  }
}
