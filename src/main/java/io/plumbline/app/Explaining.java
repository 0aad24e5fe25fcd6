package io.plumbline.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.console.api.ExplanationEntry;
import io.plumbline.finding.Finding;
import io.plumbline.journal.Journal;
import io.plumbline.report.FindingStore;
import io.plumbline.report.NamedFinding;
import io.plumbline.runner.explain.Explainer;
import io.plumbline.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Explains a finding of a data folder or of a daemon elsewhere. */
public final class Explaining {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WIDTH = 96;
  private static final JsonMapper JSON = new JsonMapper();

  private Explaining() {}

  /** Nobody can say which finding is meant, or it is nowhere. */
  public static final class UnknownFindingException extends Exception {

    private static final long serialVersionUID = 1;

    UnknownFindingException(String why) {
      super(why);
    }
  }

  /**
   * The explanation of a finding, as the read API gives it.
   *
   * @param data the data folder, of a stopped or a running daemon; it is only read
   * @param id its id, or as much of it as no other shares
   */
  public static JsonNode ofFolder(Path data, String id)
      throws UnknownFindingException, IOException {
    try (Store store = Store.inspect(data)) {
      NamedFinding named = NamedFinding.of(new FindingStore(store), id);
      Finding finding = named.finding().orElseThrow(() -> new UnknownFindingException(named.why()));
      return JSON.readTree(
          ExplanationEntry.of(new Explainer(store, new Journal(store)).explain(finding)).json());
    }
  }

  /**
   * The same, of a daemon elsewhere.
   *
   * @param address of its console and read API
   * @param token shown to it; empty for none
   */
  public static JsonNode ofDaemon(URI address, String token, String id)
      throws UnknownFindingException, IOException, InterruptedException {
    String path =
        "/api/v1/findings/%s/explanation".formatted(URLEncoder.encode(id, StandardCharsets.UTF_8));
    HttpResponse<String> answer = new DaemonCall(address, token, PATIENCE).get(path);
    if (answer.statusCode() != 200) {
      throw new UnknownFindingException(
          "%s answers %d: %s".formatted(address, answer.statusCode(), detail(answer.body())));
    }
    return JSON.readTree(answer.body());
  }

  private static String detail(String body) {
    try {
      return JSON.readTree(body).path("detail").asText(body);
    } catch (IOException e) {
      return body.isEmpty() ? "nothing" : body;
    }
  }

  /** An explanation for a terminal, line by line. */
  public static List<String> text(JsonNode e) {
    List<String> lines = new ArrayList<>();
    e.path("conclusion").forEach(sentence -> wrap(lines, "", sentence.asText()));
    heading(lines, "How the figures come about");
    e.path("arithmetic").forEach(step -> wrap(lines, "  ", step.asText()));
    JsonNode rule = e.path("rule");
    heading(lines, "The rule");
    String version =
        rule.has("version") ? "version %d of ".formatted(rule.path("version").asLong()) : "";
    wrap(
        lines,
        "  ",
        "“%s” in %s, %spack %s%s."
            .formatted(
                rule.path("name").asText(),
                rule.path("file").asText().replaceFirst(":(\\d+)$", ", line $1"),
                version,
                rule.path("pack").asText(),
                rule.path("hash").asText().isEmpty()
                    ? ""
                    : " (%.12s)".formatted(rule.path("hash").asText())));
    if (!rule.path("owner").asText().isEmpty()) {
      wrap(lines, "  ", "The %s answers for it.".formatted(rule.path("owner").asText()));
    }
    rule.path("text").asText().lines().forEach(line -> lines.add("    " + line));
    if (!e.path("entries").isEmpty()) {
      heading(lines, "What moved it, by entry of the journal");
      e.path("entries")
          .forEach(
              entry ->
                  wrap(
                      lines,
                      "  ",
                      "%,d. %s"
                          .formatted(entry.path("seq").asLong(), entry.path("what").asText())));
    }
    if (!e.path("gaps").isEmpty()) {
      heading(lines, "What cannot be said");
      e.path("gaps").forEach(gap -> wrap(lines, "  ", gap.asText()));
    }
    return lines;
  }

  private static void heading(List<String> lines, String words) {
    lines.add("");
    lines.add(words);
  }

  private static void wrap(List<String> lines, String indent, String sentence) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : sentence.split(" ", -1)) {
      if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      }
      line.append(line.length() > indent.length() ? " " : "").append(word);
    }
    lines.add(line.toString());
  }
}
