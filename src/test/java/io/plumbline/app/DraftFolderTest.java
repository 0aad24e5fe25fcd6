package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.app.publishing.Role;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders whose edits are drafts. */
class DraftFolderTest {

  private static final Instant T0 = Instant.parse("2026-11-05T09:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DRAFTS = "/api/v1/rules/drafts/";
  private static final String SHOP = "shop/catalogue/services.yaml";
  private static final String BUDGET = "standard/error-budget.drl";

  @TempDir Path folder;

  private final ObjectMapper json = new ObjectMapper();
  private final MovableClock clock = new MovableClock(T0);
  private String ben;

  @BeforeEach
  void people() throws Exception {
    ben =
        new TokenFile(folder.resolve("data"))
            .create("ben", List.of(Role.parse("approver:*").orElseThrow()), T0, new Random(9));
  }

  private Optional<JsonNode> draft(RunningDaemon daemon, String pack) {
    try {
      JsonNode all = json.readTree(daemon.as("", "GET", "/api/v1/rules/drafts", "").body());
      return StreamSupport.stream(all.get("items").spliterator(), false)
          .filter(draft -> draft.path("pack").asText().equals(pack))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode drafted(RunningDaemon daemon, String pack) {
    await(pack).atMost(PATIENCE).until(() -> draft(daemon, pack).isPresent());
    return draft(daemon, pack).orElseThrow();
  }

  private String text(RunningDaemon daemon, String pack, String path) throws IOException {
    return json.readTree(daemon.as("", "GET", DRAFTS + pack, "").body())
        .at("/files")
        .path(path)
        .asText();
  }

  private void approved(RunningDaemon daemon, String pack) throws Exception {
    String hash = drafted(daemon, pack).path("hash").asText();
    String body = "{\"hash\":\"%s\"}".formatted(hash);
    assertThat(daemon.as(ben, "POST", DRAFTS + pack + "/approval", body))
        .satisfies(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
  }

  private static void edit(Path file, String from, String to) throws Exception {
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  @Test
  void aFolderOfItsOwnIsWatchedInThePlaceOfTheRules() throws Exception {
    Path branch = folder.resolve("branch");
    for (SourceFile file : RulesFolder.read(Path.of("rules"))) {
      if (file.path().startsWith("shop/")) {
        Files.createDirectories(branch.resolve(file.path()).getParent());
        Files.writeString(branch.resolve(file.path()), file.text());
      }
    }
    edit(branch.resolve(SHOP), "Checkout", "Checkout desk");
    try (RunningDaemon daemon = RunningDaemon.approved(folder, clock, branch)) {
      daemon.edit(BUDGET, "remaining < 0.1", "remaining < 0.2");

      drafted(daemon, "shop");

      assertThat(text(daemon, "shop", SHOP)).contains("Checkout desk");
      edit(branch.resolve(SHOP), "Checkout desk", "Cash desk");
      await().atMost(PATIENCE).until(() -> text(daemon, "shop", SHOP).contains("Cash"));
      assertThat(draft(daemon, "standard")).isEmpty();
    }
  }

  @Test
  void anEarlierTextInTheFolderIsNoDraftAtAStart() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.approved(folder, clock)) {
      daemon.edit(SHOP, "Checkout", "Checkout desk");
      approved(daemon, "shop");
    }
    edit(folder.resolve("rules").resolve(SHOP), "Checkout desk", "Checkout");
    try (RunningDaemon daemon = RunningDaemon.approved(folder, clock)) {
      // What is looked at after the shop is a draft: so the shop was looked at.
      daemon.edit(BUDGET, "remaining < 0.1", "remaining < 0.2");
      drafted(daemon, "standard");

      assertThat(draft(daemon, "shop")).isEmpty();
    }
  }

  @Test
  void anEditOfAnEarlierTextDoesNotTakeTheNewerOneBackUnseen() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.approved(folder, clock)) {
      daemon.edit(SHOP, "Checkout", "Checkout desk");
      approved(daemon, "shop");
      String revert = "{\"reason\":\"as it was\"}";
      daemon.as(ben, "POST", "/api/v1/rules/packs/shop/revert", revert);
      daemon.edit(SHOP, "Takes the customer", "Leads the customer");

      assertThat(drafted(daemon, "shop").path("outdated").asBoolean()).isTrue();
    }
  }

  @Test
  void whatWasGivenUpIsNoDraftAgainUntilItIsEdited() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.approved(folder, clock)) {
      daemon.edit(SHOP, "Checkout", "Checkout desk");
      drafted(daemon, "shop");
      assertThat(daemon.as(ben, "DELETE", DRAFTS + "shop", "").statusCode()).isEqualTo(200);
    }
    try (RunningDaemon daemon = RunningDaemon.approved(folder, clock)) {
      daemon.edit(BUDGET, "remaining < 0.1", "remaining < 0.2");
      drafted(daemon, "standard");
      assertThat(draft(daemon, "shop")).isEmpty();

      daemon.edit(SHOP, "Checkout desk", "Cash desk");
      assertThat(drafted(daemon, "shop").path("from").asText()).isEqualTo("folder");
    }
  }

  @Test
  void whoeverPutsTheTextOfTheFolderAsHisOwnCannotApproveIt() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.approved(folder, clock)) {
      daemon.edit(SHOP, "Checkout", "Checkout desk");
      String hash = drafted(daemon, "shop").path("hash").asText();
      ObjectNode body = json.createObjectNode().put("reason", "a new name");
      ObjectNode files = body.putObject("files");
      for (SourceFile file : RulesFolder.read(daemon.rules())) {
        if (file.path().startsWith("shop/")) {
          files.put(file.path(), file.text());
        }
      }
      daemon.as(ben, "PUT", DRAFTS + "shop", body.toString());

      assertThat(drafted(daemon, "shop").path("hash").asText()).isEqualTo(hash);
      String approval = "{\"hash\":\"%s\"}".formatted(hash);
      assertThat(daemon.as(ben, "POST", DRAFTS + "shop/approval", approval).body())
          .contains("ben had a hand in this draft");
    }
  }
}
