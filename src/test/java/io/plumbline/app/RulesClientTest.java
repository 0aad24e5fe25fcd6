package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plumbline.app.publishing.Role;
import io.plumbline.app.publishing.RulesClient;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing at a terminal. */
class RulesClientTest {

  private static final Instant T0 = Instant.parse("2026-11-05T09:00:00Z");

  @TempDir Path folder;

  private final Random random = new Random(3);

  private RulesClient client(RunningDaemon daemon, String name, String... roles) throws Exception {
    List<Role> given = List.of(roles).stream().map(text -> Role.parse(text).orElseThrow()).toList();
    return RulesClient.of(
        URI.create("http://127.0.0.1:" + daemon.port(true)),
        new TokenFile(folder.resolve("data")).create(name, given, T0, random));
  }

  private static String hash(List<String> lines) {
    return lines.get(0).split(" ", -1)[1];
  }

  @Test
  void aDraftIsPutShownApprovedAndTakenBack() throws Exception {
    new TokenFile(folder.resolve("data")).create("first", T0, random);
    try (RunningDaemon daemon = RunningDaemon.approved(folder, new MovableClock(T0))) {
      RulesClient anna = client(daemon, "anna", "owner:shop");
      RulesClient ben = client(daemon, "ben", "approver:shop");
      Path work = folder.resolve("work");
      Path services = work.resolve("shop/catalogue/services.yaml");
      for (SourceFile file : RulesFolder.read(Path.of("rules"))) {
        Files.createDirectories(work.resolve(file.path()).getParent());
        Files.writeString(work.resolve(file.path()), file.text());
      }
      Files.writeString(services, Files.readString(services).replace("Checkout", "Checkout desk"));
      await()
          .until(
              () ->
                  daemon
                          .as(ben.daemon().token(), "DELETE", "/api/v1/rules/drafts/shop", "")
                          .statusCode()
                      == 404);

      assertThat(anna.drafts()).containsExactly("Nothing waits.");
      List<String> put = anna.put("shop", work, "a new name");
      assertThat(put.get(0)).matches("shop [0-9a-f]{12} waiting by anna since \\S+: a new name");
      assertThat(ben.drafts()).containsExactly(put.get(0));
      assertThat(ben.show("shop")).isEqualTo(put);
      assertThatThrownBy(() -> anna.approve("shop", hash(put), Optional.empty(), Optional.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("anna has not the role approver:shop");
      assertThat(ben.approve("shop", hash(put), Optional.empty(), Optional.empty()))
          .containsExactly("Version 2 of pack shop is in force.");
      assertThat(ben.revert("shop", Optional.empty(), "the old one is right"))
          .containsExactly("Version 3 of pack shop is in force.");
      List<String> again = anna.put("shop", work, "it is not");
      assertThat(anna.publishAlone("shop", hash(again), "now", Optional.empty()))
          .containsExactly(
              "Version 4 of pack shop is in force.",
              "Somebody else has to review it by 2026-11-09T23:00:00Z.");
      assertThat(ben.review("shop", 4, "fine"))
          .containsExactly("Version 4 of pack shop is reviewed.");
      assertThat(ben.versions("shop"))
          .satisfiesExactly(
              line -> assertThat(line).endsWith("emergency by anna: now"),
              line -> assertThat(line).endsWith("reverted by ben: the old one is right"),
              line -> assertThat(line).endsWith("approved by ben, written by anna: a new name"),
              line -> assertThat(line).contains(" found by "));
    }
  }

  @Test
  void whereNoDaemonAnswersItSaysWhatToName() {
    RulesClient nowhere = RulesClient.of(URI.create("http://127.0.0.1:1"), "");

    assertThatThrownBy(nowhere::drafts)
        .hasMessage(
            "no daemon answers at http://127.0.0.1:1; name its management listener with --url");
  }
}
