package io.plumbline;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings in what another program has kept. */
@Command(
    name = "import",
    description = "Sends what another program exported to a running daemon.",
    synopsisSubcommandLabel = "SOURCE",
    mixinStandardHelpOptions = true,
    subcommands = {ServiceNowCommand.class})
final class ImportCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "of which program is the export? Write: import servicenow FILE …");
  }
}
