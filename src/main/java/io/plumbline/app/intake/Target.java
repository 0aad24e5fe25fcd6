package io.plumbline.app.intake;

import java.net.URI;

/**
 * Where to send.
 *
 * @param traffic address of the daemon's traffic listener
 * @param token a token it takes; on loopback anything
 */
public record Target(URI traffic, String token) {

  /** The daemon at an address that somebody wrote. */
  public static Target of(URI url, String token) throws BadInputException {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null) {
      throw new BadInputException(
          "'%s' is no address of a daemon; write it as http://desk:8080".formatted(url));
    }
    return new Target(url, token);
  }
}
