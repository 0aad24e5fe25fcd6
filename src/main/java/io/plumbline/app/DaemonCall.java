package io.plumbline.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls of a daemon's listener, by commands.
 *
 * @param address where it listens
 * @param token shown to it; empty for none
 * @param patience how long an answer may take
 */
public record DaemonCall(URI address, String token, Duration patience) {

  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** Asks for what is at a path. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, Optional.empty());
  }

  /**
   * Makes a call.
   *
   * @param json the body; empty for none
   * @throws java.net.ConnectException if nobody listens
   */
  public HttpResponse<String> send(String method, String path, Optional<String> json)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(patience)
            .method(method, json.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
    json.ifPresent(body -> request.header("content-type", "application/json"));
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT)
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request.build(), BodyHandlers.ofString());
  }
}
