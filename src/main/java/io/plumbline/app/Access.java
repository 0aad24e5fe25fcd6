package io.plumbline.app;

import io.plumbline.app.Check.Status;
import io.plumbline.app.Check.Verdict;
import io.plumbline.app.publishing.Caller;
import io.plumbline.http.TokenCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may call: anybody on loopback, beyond it who shows a token. */
final class Access {

  private static final int SHORTEST = 16;

  private final Configuration configuration;
  private final TokenFile made;
  private final String ownToken;
  private volatile List<TokenFile.Known> people = List.of();
  private volatile List<byte[]> hashes;

  private Access(Configuration configuration) throws IOException {
    this.configuration = configuration;
    this.made = new TokenFile(configuration.data());
    this.ownToken = TokenFile.random(new SecureRandom());
    this.hashes = read();
  }

  /**
   * Reads the tokens.
   *
   * @throws ConfigurationException if a listener asks for tokens and there are none
   */
  static Access of(Configuration configuration) throws ConfigurationException {
    Access access;
    try {
      access = new Access(configuration);
    } catch (IOException e) {
      throw new ConfigurationException(List.of("the tokens cannot be read: " + e.getMessage()));
    }
    for (Configuration.Listener listener :
        List.of(configuration.http(), configuration.management())) {
      // Its own is for the commands beside it.
      if (access.isAsked(listener) && access.hashes.size() == 1) {
        throw new ConfigurationException(
            List.of(
                ("callers of %s must show a token, and there is none; make one with: plumbline token"
                        + " --data %s, or name a file that holds one as token.file, or listen on"
                        + " 127.0.0.1")
                    .formatted(listener.host(), configuration.data())));
      }
    }
    return access;
  }

  /** Whether callers of a listener must show a token. */
  boolean isAsked(Configuration.Listener listener) {
    return configuration.tokens().always() || isBeyondLoopback(listener.host());
  }

  /** The hash of each token that is valid now. */
  List<byte[]> hashes() {
    return hashes;
  }

  /** Who shows a token; empty for one that belongs to no person, or is not known. */
  Optional<Caller> caller(String token) {
    byte[] hash = TokenCheck.hash(token);
    Optional<Caller> found = Optional.empty();
    // Compares with each, so that the time tells nothing.
    for (TokenFile.Known known : people) {
      if (MessageDigest.isEqual(known.hash(), hash)) {
        found = Optional.of(known.caller());
      }
    }
    return found;
  }

  /** A token of this run, for the commands of whoever may read the data folder. */
  String ownToken() {
    return ownToken;
  }

  /** Reads the tokens again; those that were read last hold while that fails. */
  Verdict look() {
    try {
      hashes = read();
      return Verdict.up((hashes.size() - 1) + " tokens of callers");
    } catch (IOException e) {
      return new Verdict(
          Status.DEGRADED,
          "the tokens cannot be read: " + e.getMessage(),
          "mend the file; those read last still hold");
    }
  }

  private List<byte[]> read() throws IOException {
    people = made.known();
    List<byte[]> all = new ArrayList<>();
    people.forEach(known -> all.add(known.hash()));
    all.add(TokenCheck.hash(ownToken));
    Optional<Path> given = configuration.tokens().file();
    if (given.isPresent()) {
      all.add(TokenCheck.hash(given(given.get())));
    }
    return List.copyOf(all);
  }

  private static String given(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "there is no file %s; put a token into it, or leave token.file out".formatted(file));
    }
    String token = Files.readString(file).strip();
    if (token.length() < SHORTEST || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IOException(
          "%s does not hold a token; write one line of at least %d characters without blanks"
              .formatted(file, SHORTEST));
    }
    return token;
  }

  private static boolean isBeyondLoopback(String host) {
    try {
      return !InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Whether it can be listened on is found out next; until then it is somewhere else.
      return true;
    }
  }
}
