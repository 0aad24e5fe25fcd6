package io.plumbline.bench;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** Remote write of which only the last part is measured, when compilers and caches have settled. */
final class Phases {

  @Option(
      names = "--warm",
      defaultValue = "12000000",
      description = "Samples before the measured ones (default: ${DEFAULT-VALUE}).")
  private long warm;

  @Option(
      names = "--samples",
      defaultValue = "4000000",
      description = "Measured samples (default: ${DEFAULT-VALUE}).")
  private long samples;

  /**
   * What the measured part came to.
   *
   * @param sent how it was answered
   * @param cpuSeconds processor time of the receiver
   */
  record Measured(Blast.Result sent, double cpuSeconds) {

    double cpuSecondsPerMillion() {
      return cpuSeconds * 1e6 / sent.samples();
    }
  }

  /**
   * Sends scrapes of a fleet whose newest is of now.
   *
   * @param batch samples of a request
   * @param pace requests a second of the measured part, 0 for as fast as they go
   * @param receiver whose processor time counts
   * @param between done between the two parts
   */
  Measured run(
      Blast blast, Fleet fleet, int batch, double pace, ProcessHandle receiver, Step between)
      throws IOException, InterruptedException {
    long rounds = (warm + samples) / fleet.series() + 2;
    Scrapes scrapes =
        new Scrapes(fleet, batch, System.currentTimeMillis() - rounds * Scrapes.STEP.toMillis());
    blast.send(scrapes, warm);
    List<List<List<Scrapes.Request>>> encoded = blast.next(scrapes, samples);
    between.run();
    double before = Footprint.cpuSeconds(receiver);
    Blast.Result sent = blast.send(encoded, pace);
    return new Measured(sent, Footprint.cpuSeconds(receiver) - before);
  }

  /** Something that may fail. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }
}
