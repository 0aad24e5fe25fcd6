package io.plumbline.bench;

import io.plumbline.testing.DaemonProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How a measured daemon is started. */
final class Jvm {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(names = "--heap", defaultValue = "4g", description = "-Xmx (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Option(
      names = "--jvm",
      split = " ",
      defaultValue = "",
      description = "Further options of the daemon's virtual machine, such as a recording.")
  private List<String> further;

  /** Starts a daemon and waits until it is ready. */
  DaemonProcess start(Path folder, Path rules) throws IOException {
    List<String> options =
        Stream.concat(Stream.of("-Xmx" + heap), further.stream().filter(o -> !o.isBlank()))
            .toList();
    return DaemonProcess.start(folder, rules, Map.of(), options, PATIENCE);
  }
}
