package io.plumbline;

import io.plumbline.app.ConfigurationException;
import io.plumbline.app.TokenFile;
import io.plumbline.app.publishing.Role;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes, lists and takes back the tokens of callers. */
@Command(
    name = "token",
    description = {
      "Makes a token for a caller beyond loopback and prints it, once.",
      "It is sent as Authorization: Bearer TOKEN; only its hash is kept, in the data folder.",
      "A running daemon knows of it, or of its end, within two seconds."
    },
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "For whom the token is (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = {
        "What its holder may do to rules: owner:PACK drafts, approver:PACK approves what others",
        "drafted; * is every pack. Any number of them."
      })
  private List<String> roles = List.of();

  @Option(
      names = "--revoke",
      paramLabel = "NAME",
      description = "Takes the token of this name back instead of making one.")
  private Optional<String> revoke = Optional.empty();

  @Option(names = "--list", description = "Lists the names of all tokens instead of making one.")
  private boolean list;

  @Mixin private DataFolder data;

  @Override
  public Integer call() {
    try {
      return answer(new TokenFile(data.path()));
    } catch (ConfigurationException e) {
      e.problems().forEach(System.err::println);
      return 2;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private int answer(TokenFile tokens) throws IOException {
    List<Role> given = new ArrayList<>();
    for (String role : roles) {
      given.add(
          Role.parse(role)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "\"%s\" is no role; write owner:PACK or approver:PACK, or * for the pack"
                              .formatted(role))));
    }
    if (list) {
      tokens.list().forEach(System.out::println);
    } else if (revoke.isPresent()) {
      if (!tokens.revoke(revoke.get())) {
        System.err.println("there is no token " + revoke.get() + "; --list names all");
        return 1;
      }
    } else {
      System.out.println(tokens.create(name, given, Instant.now(), new SecureRandom()));
    }
    return 0;
  }
}
