package io.plumbline;

import io.plumbline.app.publishing.RulesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Drafts, approvals and versions of rules, at the management listener of a running daemon. */
@Command(
    name = "rules",
    description = {
      "Drafts, approves and brings back the rules of a pack, a folder of the rules",
      "folder, in a running daemon that publishes what was approved (rules.publish:",
      "approved). To look needs no token; to act needs one made by plumbline token",
      "--role."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class RulesCommand {

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      defaultValue = "http://127.0.0.1:8081",
      description = "The daemon's management listener (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Mixin private ShownToken token;

  /** A call and what it came to. */
  @FunctionalInterface
  private interface Call {
    List<String> lines(RulesClient client) throws IOException, InterruptedException;
  }

  private int say(Call call) throws InterruptedException {
    String shown;
    try {
      shown = token.text();
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    try {
      call.lines(RulesClient.of(url, shown)).forEach(System.out::println);
      return 0;
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  @Command(description = "What waits for an approval or a review.", mixinStandardHelpOptions = true)
  int drafts() throws InterruptedException {
    return say(RulesClient::drafts);
  }

  @Command(
      description = "A draft: its problems, its scenarios, and what it makes of the facts of now.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "PACK") String pack) throws InterruptedException {
    return say(client -> client.show(pack));
  }

  @Command(description = "Puts the files of a pack as its draft.", mixinStandardHelpOptions = true)
  int draft(
      @Parameters(paramLabel = "PACK") String pack,
      @Option(
              names = "--from",
              paramLabel = "DIR",
              defaultValue = "rules",
              description = "The rules folder with the pack (default: ${DEFAULT-VALUE}).")
          Path from,
      @Option(names = "--reason", required = true, description = "Why it is changed.")
          String reason)
      throws InterruptedException {
    return say(client -> client.put(pack, from, reason));
  }

  @Command(
      description = "Approves what somebody else drafted, with the hash of what you read.",
      mixinStandardHelpOptions = true)
  int approve(
      @Parameters(paramLabel = "PACK") String pack,
      @Parameters(paramLabel = "HASH") String hash,
      @Option(
              names = "--effective-from",
              paramLabel = "INSTANT",
              description = "When it is to judge, such as 2027-01-01T00:00:00Z; now without it.")
          Optional<String> from,
      @Option(
              names = "--replaces",
              paramLabel = "VERSION",
              description = "The version you compared it with, if it was made of another.")
          Optional<Long> replaces)
      throws InterruptedException {
    return say(client -> client.approve(pack, hash, from, replaces));
  }

  @Command(
      name = "publish-alone",
      description = "Publishes a draft in an emergency; somebody else has to review it.",
      mixinStandardHelpOptions = true)
  int publishAlone(
      @Parameters(paramLabel = "PACK") String pack,
      @Parameters(paramLabel = "HASH") String hash,
      @Option(names = "--reason", required = true, description = "Why it cannot wait.")
          String reason,
      @Option(
              names = "--replaces",
              paramLabel = "VERSION",
              description = "The version you compared it with, if it was made of another.")
          Optional<Long> replaces)
      throws InterruptedException {
    return say(client -> client.publishAlone(pack, hash, reason, replaces));
  }

  @Command(description = "Gives a draft up.", mixinStandardHelpOptions = true)
  int discard(@Parameters(paramLabel = "PACK") String pack) throws InterruptedException {
    return say(client -> client.discard(pack));
  }

  @Command(
      description = "Brings the version before back, or the one you name.",
      mixinStandardHelpOptions = true)
  int revert(
      @Parameters(paramLabel = "PACK") String pack,
      @Option(names = "--to", paramLabel = "VERSION", description = "Which comes back.")
          Optional<Long> version,
      @Option(names = "--reason", required = true, description = "Why.") String reason)
      throws InterruptedException {
    return say(client -> client.revert(pack, version, reason));
  }

  @Command(
      description = "Records the review of what was published in an emergency.",
      mixinStandardHelpOptions = true)
  int review(
      @Parameters(paramLabel = "PACK") String pack,
      @Parameters(paramLabel = "VERSION") long version,
      @Option(names = "--remark", required = true, description = "What came of it.") String remark)
      throws InterruptedException {
    return say(client -> client.review(pack, version, remark));
  }

  @Command(
      description = "The texts that were in force, the newest first, and who published them.",
      mixinStandardHelpOptions = true)
  int versions(@Parameters(paramLabel = "PACK") String pack) throws InterruptedException {
    return say(client -> client.versions(pack));
  }
}
