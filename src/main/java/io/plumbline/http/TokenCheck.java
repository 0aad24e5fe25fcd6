package io.plumbline.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets nobody pass who does not show a token. It is sent as {@code Authorization: Bearer}, or, as
 * browsers can, as the password of HTTP Basic; that only to read, since a browser sends it on
 * whatever page asks for it.
 */
public final class TokenCheck {

  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final String REMEDY =
      "send Authorization: Bearer and a token; plumbline token makes one";

  private final Supplier<List<byte[]>> hashes;
  private final Set<String> open;

  /**
   * Checks for these tokens.
   *
   * @param hashes gives the SHA-256 of each token that is valid now
   * @param contract says which calls need none
   */
  public TokenCheck(Supplier<List<byte[]>> hashes, Contract contract) {
    this.hashes = hashes;
    this.open = contract.openPaths();
  }

  /** The hash under which a token is known. It is random and long, so that no salt is needed. */
  public static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Passes a request on, or answers it with 401. */
  public void pass(RoutingContext request) {
    String token = token(request.request());
    if (open.contains(request.request().path()) || isKnown(token)) {
      request.next();
    } else {
      refuse(request, token.isEmpty());
    }
  }

  private static void refuse(RoutingContext request, boolean none) {
    String bearer = "Bearer realm=\"plumbline\"";
    List<String> challenges = List.of(bearer + ", error=\"invalid_token\"");
    if (none) {
      // Only pages make a browser ask for a password.
      challenges =
          request.request().path().startsWith("/api/")
              ? List.of(bearer)
              : List.of(bearer, "Basic realm=\"plumbline\", charset=\"UTF-8\"");
    }
    request.response().putHeader("www-authenticate", challenges);
    Problem.send(
        request.response(),
        401,
        (none ? "a token is needed here; " : "this token is not known; ") + REMEDY);
  }

  // Compares with each, so that the time tells nothing.
  private boolean isKnown(String token) {
    byte[] hash = hash(token);
    boolean known = false;
    for (byte[] valid : hashes.get()) {
      known |= MessageDigest.isEqual(valid, hash);
    }
    return known;
  }

  /** The token that a request shows; empty for none. */
  public static String token(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return "";
    }
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return header.substring(BEARER.length()).strip();
    }
    boolean reads = request.method().equals(HttpMethod.GET);
    if (reads && header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return password(header.substring(BASIC.length()).strip());
    }
    return "";
  }

  private static String password(String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
