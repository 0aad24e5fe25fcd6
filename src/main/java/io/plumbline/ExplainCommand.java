package io.plumbline;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.app.ConfigurationException;
import io.plumbline.app.Explaining;
import io.plumbline.app.Explaining.UnknownFindingException;
import io.plumbline.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains a finding. */
@Command(
    name = "explain",
    sortOptions = false,
    description = {
      "Says why something was found, in words: what was counted, how the figures",
      "come about, which rule judged in which version, and what moved it. Changes",
      "nothing.",
      "",
      "It reads a data folder, of a stopped or a running daemon or a copy of it; or",
      "asks a daemon elsewhere, with --url. Exit code 2 if nobody can say which",
      "finding is meant."
    },
    footer = {
      "",
      "Examples:",
      "  plumbline explain 3f9c01d2a7 --data data",
      "  plumbline explain 3f9c --url http://127.0.0.1:8080 --json"
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FINDING",
      description = "Id of the finding, or as much of its begin as no other shares.")
  private String finding = "";

  @Mixin private DataFolder data;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Ask the daemon at this address instead.")
  private Optional<URI> url = Optional.empty();

  @Mixin private ShownToken token;

  @Option(names = "--json", description = "Print the explanation as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    String shown;
    try {
      shown = token.text();
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    try {
      JsonNode explanation =
          url.isPresent()
              ? Explaining.ofDaemon(url.get(), shown, finding)
              : Explaining.ofFolder(data.path(), finding);
      if (json) {
        System.out.println(explanation.toPrettyString());
      } else {
        Explaining.text(explanation).forEach(System.out::println);
      }
      return 0;
    } catch (ConfigurationException e) {
      e.problems().forEach(System.err::println);
      return 2;
    } catch (UnknownFindingException | StoreException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (IllegalArgumentException e) {
      System.err.println(
          "%s is no address; write one such as http://127.0.0.1:8080".formatted(url.orElseThrow()));
      return 2;
    } catch (IOException e) {
      System.err.println(
          "nobody answers at %s (%s); name the daemon's address, or a folder with --data"
              .formatted(url.map(URI::toString).orElse("the data folder"), e));
      return 1;
    }
  }
}
