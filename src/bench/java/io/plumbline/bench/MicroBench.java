package io.plumbline.bench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The stages of a sample and of a judgement, one by one, by JMH. */
@Command(
    name = "micro",
    description =
        "ns per decoded sample, bucket add, evaluated objective and judged service (JMH).",
    footer = "Everything behind 'micro' is JMH's own: a pattern, -f 1, -prof gc, -h …")
final class MicroBench implements Callable<Integer> {

  @Unmatched private String[] arguments = {};

  @Override
  public Integer call() throws Exception {
    new Runner(new CommandLineOptions(arguments)).run();
    return 0;
  }
}
