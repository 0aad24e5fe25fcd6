package io.plumbline.bench;

import java.util.List;
import picocli.CommandLine.Option;

/** Fleets of several sizes, five objectives a service, each service of one instance. */
final class Estates {

  private static final int OBJECTIVES = 5;

  @Option(
      names = "--slos",
      split = ",",
      defaultValue = "1000,10000,100000",
      description = "Numbers of objectives, five a service (default: ${DEFAULT-VALUE}).")
  private List<Integer> slos;

  List<Fleet> fleets() {
    return slos.stream().map(count -> new Fleet(count / OBJECTIVES, OBJECTIVES, 1)).toList();
  }
}
