package io.plumbline;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Prints the version. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Plumbline.class.getPackage().getImplementationVersion())
            .orElse("development");
    return new String[] {
      "plumbline " + version, "Java " + Runtime.version() + " on " + System.getProperty("os.name")
    };
  }

  @Override
  public Integer call() {
    for (String line : getVersion()) {
      System.out.println(line);
    }
    return 0;
  }
}
