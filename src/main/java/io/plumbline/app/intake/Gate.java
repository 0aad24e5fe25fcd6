package io.plumbline.app.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The incident call of a daemon. What is not answered is sent again for a while, so a daemon may be
 * started anew meanwhile; an event it has already is a duplicate there.
 */
final class Gate {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();
  private final Target target;
  private final Mapping.Time time;
  private final InstantSource clock;
  private final IncidentImport.Progress progress;

  Gate(Target target, Mapping.Time time, InstantSource clock, IncidentImport.Progress progress) {
    this.target = target;
    this.time = time;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Sends events as one request.
   *
   * @return the receipt
   * @throws IOException if the daemon refuses them, or does not answer for two minutes; half a
   *     minute longer if it hangs
   */
  JsonNode send(List<TicketEvents.Event> events) throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(event.json()).append('\n'));
    HttpRequest request =
        HttpRequest.newBuilder(address())
            .timeout(ANSWER)
            .header("content-type", "application/x-ndjson")
            .header("authorization", "Bearer " + target.token())
            .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
            .build();
    Instant began = clock.instant();
    String said = "";
    for (int tried = 1; ; tried++) {
      String why;
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 202) {
          return JSON.readTree(answer.body());
        }
        why = "%s answers %s".formatted(address(), said(answer));
        if (answer.statusCode() != 503 && answer.statusCode() != 429) {
          throw new RefusedException(why);
        }
      } catch (RefusedException e) {
        throw e;
      } catch (IOException e) {
        why = "%s does not answer: %s".formatted(address(), e);
      }
      if (!clock.instant().isBefore(began.plus(PATIENCE))) {
        throw new IOException(
            "%s; it was tried %d times in %d s"
                .formatted(why, tried, Duration.between(began, clock.instant()).toSeconds()));
      }
      if (!why.equals(said)) {
        progress.waiting("%s; it is tried again for %d s".formatted(why, PATIENCE.toSeconds()));
        said = why;
      }
      Thread.sleep(Math.min(250L << Math.min(tried, 10), LONGEST_PAUSE.toMillis()));
    }
  }

  private URI address() {
    return target
        .traffic()
        .resolve(
            "/api/v1/incidents?zone=%s&overlap=%s"
                .formatted(URLEncoder.encode(time.zone(), StandardCharsets.UTF_8), time.overlap()));
  }

  private static String said(HttpResponse<String> answer) {
    if (answer.statusCode() == 401) {
      return "401: it wants a token; write one into the file that --token-file names";
    }
    try {
      return "%d: %s"
          .formatted(answer.statusCode(), JSON.readTree(answer.body()).path("detail").asText());
    } catch (JsonProcessingException e) {
      return "%d, and not as a daemon does; name the address of its traffic listener by --url"
          .formatted(answer.statusCode());
    }
  }

  /** Trying again would not help. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
