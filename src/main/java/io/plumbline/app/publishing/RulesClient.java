package io.plumbline.app.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.app.DaemonCall;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls about drafts and versions, for people at a terminal: what they come to, line by line.
 *
 * @param daemon its management listener, called with the token of the person who acts
 */
public record RulesClient(DaemonCall daemon) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int SHORT = 12;
  private static final String DRAFTS = "/api/v1/rules/drafts";

  /**
   * Calls about rules.
   *
   * @param url address of the management listener
   * @param token of the person who acts; empty to look only
   */
  public static RulesClient of(URI url, String token) {
    return new RulesClient(new DaemonCall(url, token, ANSWER));
  }

  /** What waits for somebody. */
  public List<String> drafts() throws IOException, InterruptedException {
    JsonNode answer = call("GET", DRAFTS, Optional.empty());
    List<String> lines = new ArrayList<>();
    answer.path("items").forEach(draft -> lines.add(line(draft)));
    for (JsonNode version : answer.path("reviews")) {
      lines.add(
          "%s version %s, published by %s alone: review it by %s (%s)"
              .formatted(
                  text(version, "/pack"),
                  text(version, "/version"),
                  text(version, "/by"),
                  text(version, "/review/due"),
                  version.at("/review/reviewers").toString().replaceAll("[\\[\\]\"]", "")));
    }
    return lines.isEmpty() ? List.of("Nothing waits.") : lines;
  }

  private static String line(JsonNode draft) {
    return "%s %s %s by %s since %s: %s"
        .formatted(
            text(draft, "/pack"),
            text(draft, "/hash").substring(0, SHORT),
            text(draft, "/state"),
            text(draft, "/author"),
            text(draft, "/at"),
            text(draft, "/reason"));
  }

  private static String text(JsonNode of, String pointer) {
    return of.at(pointer).asText();
  }

  /** A draft, and what would become of it. */
  public List<String> show(String pack) throws IOException, InterruptedException {
    return shown(draft(pack));
  }

  private static List<String> shown(JsonNode draft) {
    List<String> lines = new ArrayList<>(List.of(line(draft)));
    draft.path("problems").forEach(problem -> lines.add(text(problem, "/text")));
    draft.path("warnings").forEach(warning -> lines.add("warning: " + text(warning, "/text")));
    for (JsonNode scenario : draft.path("scenarios")) {
      lines.add(
          "%s %s: %s"
              .formatted(
                  scenario.path("asExpected").asBoolean() ? "ok  " : "FAIL",
                  text(scenario, "/path"),
                  text(scenario, "/name")));
      scenario.path("problems").forEach(problem -> lines.add("     " + text(problem, "/text")));
    }
    JsonNode trial = draft.path("trial");
    if (trial.isObject()) {
      lines.add(
          "Of the facts of now, %s judgements would appear and %s vanish (%s services tried)."
              .formatted(text(trial, "/appear"), text(trial, "/vanish"), text(trial, "/services")));
    }
    long otherwise = draft.findValues("asExpected").stream().filter(e -> !e.asBoolean()).count();
    if (!draft.has("problems")) {
      lines.add("It is being looked at; ask again in a moment.");
    } else if (!draft.path("problems").isEmpty()) {
      lines.add("It cannot be approved so.");
    } else if (otherwise > 0) {
      lines.add(
          "%d of its scenarios end otherwise; they tell, and do not keep it back (scenarios: tell)."
              .formatted(otherwise));
    }
    if (draft.path("outdated").asBoolean()) {
      lines.add(
          "It was not made of version %s, which is in force.".formatted(text(draft, "/replaces")));
    }
    return lines;
  }

  private JsonNode draft(String pack) throws IOException, InterruptedException {
    return call("GET", DRAFTS + "/" + pack, Optional.empty());
  }

  /** Puts the files of a pack in a rules folder as its draft. */
  public List<String> put(String pack, Path folder, String reason)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("reason", reason);
    ObjectNode files = body.putObject("files");
    for (SourceFile file : RulesFolder.read(folder)) {
      if (RuleSetActivated.packOf(file).equals(pack)) {
        files.put(file.path(), file.text());
      }
    }
    if (files.isEmpty()) {
      throw new IOException(
          "%s has no files of pack %s; name the folder above it".formatted(folder, pack));
    }
    return shown(call("PUT", DRAFTS + "/" + pack, Optional.of(body)));
  }

  /**
   * Approves the draft that was read.
   *
   * @param hash of it, or how it begins
   * @param from when it is to judge
   * @param replaces the version that it was compared with
   */
  public List<String> approve(
      String pack, String hash, Optional<String> from, Optional<Long> replaces)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("hash", whole(pack, hash));
    from.ifPresent(instant -> body.put("effectiveFrom", instant));
    replaces.ifPresent(version -> body.put("replaces", version));
    JsonNode answer = call("POST", DRAFTS + "/" + pack + "/approval", Optional.of(body));
    return List.of(
        answer.has("version")
            ? live(answer)
            : "Pack %s goes live at %s.".formatted(pack, text(answer, "/approval/effectiveFrom")));
  }

  /** Publishes the draft that was read, alone. */
  public List<String> publishAlone(String pack, String hash, String reason, Optional<Long> replaces)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("hash", whole(pack, hash)).put("reason", reason);
    replaces.ifPresent(version -> body.put("replaces", version));
    JsonNode answer = call("POST", DRAFTS + "/" + pack + "/emergency", Optional.of(body));
    return List.of(
        live(answer), "Somebody else has to review it by " + text(answer, "/review/due") + ".");
  }

  private String whole(String pack, String hash) throws IOException, InterruptedException {
    String present = text(draft(pack), "/hash");
    return hash.length() >= SHORT && present.startsWith(hash) ? present : hash;
  }

  private static String live(JsonNode version) {
    return "Version %s of pack %s is in force."
        .formatted(text(version, "/version"), text(version, "/pack"));
  }

  /** Gives a draft up. */
  public List<String> discard(String pack) throws IOException, InterruptedException {
    return List.of("Given up: " + line(call("DELETE", DRAFTS + "/" + pack, Optional.empty())));
  }

  /** Brings an earlier version back. */
  public List<String> revert(String pack, Optional<Long> version, String reason)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("reason", reason);
    version.ifPresent(number -> body.put("version", number));
    return List.of(live(call("POST", packs(pack) + "/revert", Optional.of(body))));
  }

  /** Records a review. */
  public List<String> review(String pack, long version, String remark)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("remark", remark);
    call("POST", packs(pack) + "/versions/" + version + "/review", Optional.of(body));
    return List.of("Version %d of pack %s is reviewed.".formatted(version, pack));
  }

  /** The versions of a pack, the newest first. */
  public List<String> versions(String pack) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    JsonNode answer = call("GET", packs(pack) + "/versions?limit=100", Optional.empty());
    for (JsonNode version : answer.path("items")) {
      lines.add(
          "%s %s %s %s by %s%s: %s"
              .formatted(
                  text(version, "/version"),
                  text(version, "/hash").substring(0, SHORT),
                  text(version, "/liveAt"),
                  text(version, "/how"),
                  text(version, "/by"),
                  text(version, "/by").equals(text(version, "/author"))
                      ? ""
                      : ", written by " + text(version, "/author"),
                  text(version, version.has("because") ? "/because" : "/reason")));
    }
    return lines;
  }

  private static String packs(String pack) {
    return "/api/v1/rules/packs/" + pack;
  }

  private JsonNode call(String method, String path, Optional<ObjectNode> body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = daemon.send(method, path.replace(" ", "%20"), body.map(ObjectNode::toString));
    } catch (ConnectException e) {
      throw new IOException(
          "no daemon answers at %s; name its management listener with --url"
              .formatted(daemon.address()),
          e);
    }
    JsonNode json = JSON.readTree(answer.body());
    if (answer.statusCode() >= 300) {
      List<String> why = new ArrayList<>(List.of(text(json, "/detail")));
      json.path("problems").forEach(problem -> why.add(text(problem, "/text")));
      throw new IOException(String.join("\n", why));
    }
    return json;
  }
}
