package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.app.publishing.Role;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.http.ContractSchemas;
import io.plumbline.rules.RulesFolder;
import io.plumbline.testing.MovableClock;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that wait for a second person, in a running daemon whose clock stands still. */
class PublishingTest {

  /** A Thursday. */
  private static final Instant T0 = Instant.parse("2026-11-05T09:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DRAFT = "/api/v1/rules/drafts/shop";
  private static final String PACK = "/api/v1/rules/packs/shop";
  private static final String SERVICES = "shop/catalogue/services.yaml";
  private static final String FAULTY = "shop/own.drl";

  @TempDir Path folder;

  private final ObjectMapper json = new ObjectMapper();
  private final MovableClock clock = new MovableClock(T0);
  private final Random random = new Random(5);
  private String anna;
  private String ben;
  private String eva;
  private String guest;

  @BeforeEach
  void people() throws Exception {
    anna = token("anna", "owner:shop", "approver:shop");
    ben = token("ben", "approver:*");
    eva = token("eva", "approver:shop");
    guest = token("guest", "owner:standard", "approver:standard");
  }

  private String token(String name, String... roles) throws Exception {
    List<Role> given = Arrays.stream(roles).map(text -> Role.parse(text).orElseThrow()).toList();
    return new TokenFile(folder.resolve("data")).create(name, given, T0, random);
  }

  private RunningDaemon start() throws Exception {
    return RunningDaemon.approved(folder, clock);
  }

  /** A draft of the shop in which a text stands in the place of another. */
  private String edited(String from, String to) throws Exception {
    ObjectNode files = json.createObjectNode();
    for (SourceFile file : RulesFolder.read(Path.of("rules"))) {
      if (file.path().startsWith("shop/")) {
        files.put(
            file.path(),
            file.path().equals(SERVICES) ? file.text().replace(from, to) : file.text());
      }
    }
    return body(files);
  }

  private String body(ObjectNode files) {
    ObjectNode body = json.createObjectNode().put("reason", "the desk has a new name");
    body.set("files", files);
    return body.toString();
  }

  /** A draft of a pack with one more rule. */
  private String with(String pack, String condition) throws Exception {
    ObjectNode files = json.createObjectNode();
    for (SourceFile file : RulesFolder.read(Path.of("rules"))) {
      if (file.path().startsWith(pack + "/")) {
        files.put(file.path(), file.text());
      }
    }
    files.put(
        pack + "/own.drl",
        """
        rule "Half is spent"
            @owner("capacity manager") @clause("8.4.3")
        when
            $b : ErrorBudget( %s )
        then
            judge.atRisk( $b, "{objective} has spent half of its budget" );
        end
        """
            .formatted(condition));
    return body(files);
  }

  /** A draft of the shop with a rule that does not compile. */
  private String faulty() throws Exception {
    return with("shop", "remainin < 0.5");
  }

  private JsonNode done(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return json.readTree(answer.body());
  }

  private String detail(HttpResponse<String> answer, int status) throws Exception {
    return done(answer, status).path("detail").asText();
  }

  private String put(RunningDaemon daemon, String token, String to) throws Exception {
    return done(daemon.as(token, "PUT", DRAFT, edited("Checkout", to)), 200).path("hash").asText();
  }

  private static HttpResponse<String> approve(RunningDaemon daemon, String token, String hash) {
    return daemon.as(token, "POST", DRAFT + "/approval", "{\"hash\":\"%s\"}".formatted(hash));
  }

  private static HttpResponse<String> approveFor(
      RunningDaemon daemon, String token, String hash, Instant from) {
    return daemon.as(
        token,
        "POST",
        DRAFT + "/approval",
        "{\"hash\":\"%s\",\"effectiveFrom\":\"%s\"}".formatted(hash, from));
  }

  private static HttpResponse<String> alone(RunningDaemon daemon, String token, String hash) {
    return daemon.as(
        token,
        "POST",
        DRAFT + "/emergency",
        "{\"hash\":\"%s\",\"reason\":\"customers wait\"}".formatted(hash));
  }

  private static long live(RunningDaemon daemon) {
    for (JsonNode pack : daemon.get("/api/v1/rules").get("packs")) {
      if (pack.get("name").asText().equals("shop")) {
        return pack.get("version").asLong();
      }
    }
    return 0;
  }

  private static String name(RunningDaemon daemon) {
    return daemon.get("/api/v1/services/checkout").path("displayName").asText();
  }

  private static void shows(RunningDaemon daemon, String name) {
    await().atMost(PATIENCE).until(() -> name(daemon).equals(name));
  }

  @Test
  void anEditInTheFolderIsADraftAndJudgesNothing() throws Exception {
    try (RunningDaemon daemon = start()) {
      daemon.edit(SERVICES, "Checkout", "Checkout desk");
      await().atMost(PATIENCE).until(() -> daemon.as("", "GET", DRAFT, "").statusCode() == 200);

      JsonNode draft = done(daemon.as("", "GET", DRAFT, ""), 200);
      assertThat(draft.path("from").asText()).isEqualTo("folder");
      assertThat(draft.path("author").asText())
          .isEqualTo(Files.getOwner(daemon.rules().resolve(SERVICES)).getName());
      assertThat(draft.path("problems")).isEmpty();
      assertThat(draft.at("/trial/vanish").asInt()).isZero();
      assertThat(live(daemon)).isEqualTo(1);
      await()
          .atMost(PATIENCE)
          .until(() -> daemon.health("").body().contains("draft of pack shop by"));
      assertThat(daemon.metric("plumbline_rules_drafts{pack=\"shop\",state=\"waiting\"}"))
          .isEqualTo("1.0");
      assertThat(daemon.metric("plumbline_rules_drafts{pack=\"standard\",state=\"waiting\"}"))
          .isEqualTo("0.0");

      JsonNode version = done(approve(daemon, ben, draft.path("hash").asText()), 200);
      assertThat(version.path("approver").asText()).isEqualTo("ben");
      shows(daemon, "Checkout desk");
      daemon.edit(SERVICES, "Checkout desk", "Cash desk");
      await().atMost(PATIENCE).until(() -> daemon.as("", "GET", DRAFT, "").statusCode() == 200);
      daemon.edit(SERVICES, "Cash desk", "Checkout desk");
      await().atMost(PATIENCE).until(() -> daemon.as("", "GET", DRAFT, "").statusCode() == 404);
      assertThat(live(daemon)).isEqualTo(2);
    }
  }

  @Test
  void aDraftIsLiveOnceASecondPersonApprovesIt() throws Exception {
    try (RunningDaemon daemon = start()) {
      String hash = put(daemon, anna, "Checkout desk");
      assertThat(detail(approve(daemon, anna, hash), 403))
          .isEqualTo(
              "anna had a hand in this draft; somebody else with the role approver:shop must"
                  + " approve it");
      assertThat(live(daemon)).isEqualTo(1);
      clock.advance(Duration.ofMinutes(5));

      JsonNode version = done(approve(daemon, ben, hash), 200);

      assertThat(version.path("version").asLong()).isEqualTo(2);
      assertThat(version.path("author").asText()).isEqualTo("anna");
      assertThat(version.path("approver").asText()).isEqualTo("ben");
      assertThat(version.path("how").asText()).isEqualTo("approved");
      assertThat(version.path("reason").asText()).isEqualTo("the desk has a new name");
      assertThat(version.path("liveAt").asText()).isEqualTo("2026-11-05T09:05:00Z");
      shows(daemon, "Checkout desk");
      assertThat(daemon.as("", "GET", DRAFT, "").statusCode()).isEqualTo(404);
      JsonNode versions = done(daemon.as("", "GET", PACK + "/versions", ""), 200).get("items");
      assertThat(versions).hasSize(2);
      assertThat(versions.get(0)).isEqualTo(version);
      assertThat(versions.get(1).path("how").asText()).isEqualTo("found");
      assertThat(versions.get(1).at("/files").path(SERVICES).asText())
          .isEqualTo(Files.readString(daemon.rules().resolve(SERVICES)));
    }
  }

  @Test
  void nobodyApprovesWhatHeHadAHandIn() throws Exception {
    try (RunningDaemon daemon = start()) {
      put(daemon, ben, "Checkout desk");
      String hash = put(daemon, anna, "Till");

      assertThat(detail(approve(daemon, ben, hash), 403)).contains("ben had a hand in this draft");
      assertThat(done(approve(daemon, eva, hash), 200).path("author").asText()).isEqualTo("anna");
    }
  }

  @Test
  void anApprovalOfAnotherTextThanTheDraftIsRefused() throws Exception {
    try (RunningDaemon daemon = start()) {
      String read = put(daemon, anna, "Checkout desk");
      String changed = put(daemon, anna, "Till");

      assertThat(detail(approve(daemon, ben, read), 409)).contains(changed, "read it again");
      assertThat(live(daemon)).isEqualTo(1);
    }
  }

  @Test
  void nothingFaultyIsPublished() throws Exception {
    try (RunningDaemon daemon = start()) {
      JsonNode draft = done(daemon.as(anna, "PUT", DRAFT, faulty()), 200);
      assertThat(draft.at("/problems/0/text").asText())
          .startsWith(FAULTY + ":4: ErrorBudget has no field remainin; write remaining");
      String hash = draft.path("hash").asText();
      for (HttpResponse<String> answer :
          List.of(
              approve(daemon, ben, hash),
              approveFor(daemon, ben, hash, T0.plusSeconds(60)),
              alone(daemon, anna, hash))) {
        assertThat(done(answer, 422).at("/problems/0/path").asText()).isEqualTo(FAULTY);
      }
      assertThat(live(daemon)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, '', 401, a person's token",
    "POST, /approval, 401, a person's token",
    "POST, /emergency, 401, a person's token",
    "DELETE, '', 401, a person's token",
    "PUT, '', 403, owner:shop or approver:shop",
    "POST, /approval, 403, approver:shop",
    "POST, /emergency, 403, owner:shop",
    "DELETE, '', 403, owner:shop or approver:shop"
  })
  void whoHasNotTheRoleIsToldWhich(String method, String call, int status, String says)
      throws Exception {
    try (RunningDaemon daemon = start()) {
      String hash = put(daemon, anna, "Checkout desk");
      String body =
          method.equals("PUT")
              ? edited("Checkout", "Till")
              : method.equals("DELETE")
                  ? ""
                  : "{\"hash\":\"%s\"%s}"
                      .formatted(hash, call.equals("/emergency") ? ",\"reason\":\"now\"" : "");

      HttpResponse<String> answer =
          daemon.as(status == 401 ? "" : guest, method, DRAFT + call, body);

      assertThat(detail(answer, status)).contains(says);
      assertThat(live(daemon)).isEqualTo(1);
    }
  }

  @Test
  void anApprovedDraftGoesLiveAtItsTimeAlsoAfterARestart() throws Exception {
    Instant from = Instant.parse("2027-01-01T00:00:00Z");
    try (RunningDaemon daemon = start()) {
      String hash = put(daemon, anna, "Checkout desk");
      assertThat(detail(approveFor(daemon, ben, hash, T0), 400)).contains("has passed");
      JsonNode draft = done(approveFor(daemon, ben, hash, from), 202);
      assertThat(draft.path("state").asText()).isEqualTo("approved");
      assertThat(draft.at("/approval/effectiveFrom").asText()).isEqualTo(from.toString());
    }
    clock.advance(Duration.between(T0, from).minusSeconds(1));
    try (RunningDaemon daemon = start()) {
      await()
          .atMost(PATIENCE)
          .until(() -> daemon.health("").body().contains("goes live at 2027-01-01T00:00:00Z"));
      assertThat(live(daemon)).isEqualTo(1);

      clock.advance(Duration.ofSeconds(1));
      await().atMost(PATIENCE).until(() -> live(daemon) == 2);

      JsonNode version =
          done(daemon.as("", "GET", PACK + "/versions?limit=1", ""), 200).at("/items/0");
      assertThat(version.path("effectiveFrom").asText()).isEqualTo(from.toString());
      assertThat(version.path("approver").asText()).isEqualTo("ben");
      assertThat(version.path("decidedAt").asText()).isEqualTo(T0.toString());
      assertThat(version.path("liveAt").asText()).isEqualTo(from.toString());
    }
  }

  @Test
  void aChangedDraftDoesNotGoLiveAtTheTimeOfTheOneBefore() throws Exception {
    try (RunningDaemon daemon = start()) {
      String hash = put(daemon, anna, "Checkout desk");
      done(approveFor(daemon, ben, hash, T0.plusSeconds(60)), 202);
      put(daemon, anna, "Till");
      clock.advance(Duration.ofMinutes(2));
      done(alone(daemon, anna, put(daemon, anna, "Cash desk")), 200);

      assertThat(live(daemon)).isEqualTo(2);
      shows(daemon, "Cash desk");
    }
  }

  @Test
  void whatIsNoLongerSoundAtItsTimeStaysAwayAndThatIsTold() throws Exception {
    try (RunningDaemon daemon = start()) {
      JsonNode draft = done(daemon.as(anna, "PUT", DRAFT, with("shop", "remaining < 0.5")), 200);
      done(approveFor(daemon, ben, draft.path("hash").asText(), T0.plusSeconds(60)), 202);
      // Meanwhile the shipped pack takes the name of its rule.
      String standard = "/api/v1/rules/drafts/standard";
      String other = with("standard", "remaining < 0.5");
      String hash = done(daemon.as(guest, "PUT", standard, other), 200).path("hash").asText();
      String now = "{\"hash\":\"%s\",\"reason\":\"now\"}".formatted(hash);
      done(daemon.as(guest, "POST", standard + "/emergency", now), 200);

      clock.advance(Duration.ofMinutes(1));

      String metric = "plumbline_rules_drafts{pack=\"shop\",state=\"withheld\"}";
      await().atMost(PATIENCE).until(() -> daemon.metric(metric).equals("1.0"));
      assertThat(live(daemon)).isEqualTo(1);
      JsonNode withheld = done(daemon.as("", "GET", DRAFT, ""), 200).path("withheld");
      assertThat(withheld.path("why").asText())
          .startsWith("shop/own.drl:1: rule \"Half is spent\" is already at standard/own.drl:1");
      assertThat(withheld.path("approvedBy").asText()).isEqualTo("ben");
      await()
          .atMost(PATIENCE)
          .until(() -> daemon.health("").body().contains("mend or give up the draft of pack shop"));
    }
  }

  @Test
  void whatCameInForceSinceADraftWasMadeIsNotTakenBackUnseen() throws Exception {
    try (RunningDaemon daemon = start()) {
      done(approve(daemon, ben, put(daemon, anna, "Till")), 200);
      String hash = put(daemon, anna, "Checkout desk");
      done(approveFor(daemon, ben, hash, T0.plusSeconds(60)), 202);
      done(daemon.as(ben, "POST", PACK + "/revert", "{\"reason\":\"it was fine\"}"), 200);
      assertThat(live(daemon)).isEqualTo(3);

      clock.advance(Duration.ofMinutes(1));

      await()
          .atMost(PATIENCE)
          .until(() -> done(daemon.as("", "GET", DRAFT, ""), 200).has("withheld"));
      assertThat(live(daemon)).isEqualTo(3);
      assertThat(done(daemon.as("", "GET", DRAFT, ""), 200).path("outdated").asBoolean()).isTrue();
      assertThat(detail(approve(daemon, ben, hash), 409)).contains("\"replaces\": 3");
      String compared = "{\"hash\":\"%s\",\"replaces\":3}".formatted(hash);
      done(daemon.as(ben, "POST", DRAFT + "/approval", compared), 200);
      shows(daemon, "Checkout desk");
    }
  }

  @Test
  void aDraftThatIsPutAnewGoesOutFromWhatIsInForce() throws Exception {
    try (RunningDaemon daemon = start()) {
      done(approve(daemon, ben, put(daemon, anna, "Till")), 200);
      String hash = put(daemon, anna, "Checkout desk");
      done(daemon.as(ben, "POST", PACK + "/revert", "{\"reason\":\"it was fine\"}"), 200);
      assertThat(done(daemon.as("", "GET", DRAFT, ""), 200).path("outdated").asBoolean()).isTrue();
      assertThat(put(daemon, anna, "Checkout desk")).isEqualTo(hash);
      assertThat(done(daemon.as("", "GET", DRAFT, ""), 200).path("outdated").asBoolean()).isFalse();
      done(approve(daemon, ben, hash), 200);
      shows(daemon, "Checkout desk");
    }
  }

  @Test
  void anOwnerPublishesAloneAndSomebodyElseReviews() throws Exception {
    String review = PACK + "/versions/2/review";
    try (RunningDaemon daemon = start()) {
      String hash = put(daemon, anna, "Checkout desk");
      assertThat(
              detail(
                  daemon.as(
                      anna,
                      "POST",
                      DRAFT + "/emergency",
                      "{\"hash\":\"%s\",\"reason\":\" \"}".formatted(hash)),
                  400))
          .isEqualTo("say why it cannot wait for an approval");
      JsonNode version = done(alone(daemon, anna, hash), 200);
      assertThat(version.path("how").asText()).isEqualTo("emergency");
      assertThat(version.path("because").asText()).isEqualTo("customers wait");
      // Two business days of Berlin after Thursday end with Monday.
      assertThat(version.at("/review/due").asText()).isEqualTo("2026-11-09T23:00:00Z");
      assertThat(version.at("/review/reviewers").toString())
          .isEqualTo("[\"service level manager\",\"head of operations\"]");
    }
    try (RunningDaemon daemon = start()) {
      assertThat(live(daemon)).isEqualTo(2);
      shows(daemon, "Checkout desk");
      assertThat(daemon.metric("plumbline_rules_reviews_due{pack=\"shop\"}")).isEqualTo("1.0");
      assertThat(daemon.metric("plumbline_rules_reviews_overdue{pack=\"shop\"}")).isEqualTo("0.0");
      clock.advance(Duration.ofDays(5));
      await()
          .atMost(PATIENCE)
          .until(() -> daemon.health("").body().contains("review version 2 of pack shop"));
      assertThat(daemon.metric("plumbline_rules_reviews_overdue{pack=\"shop\"}")).isEqualTo("1.0");
      assertThat(detail(daemon.as(anna, "POST", review, "{\"remark\":\"fine\"}"), 403))
          .contains("somebody else with the role approver:shop");
      JsonNode reviewed = done(daemon.as(ben, "POST", review, "{\"remark\":\"fine\"}"), 200);
      assertThat(reviewed.at("/review/by").asText()).isEqualTo("ben");
      assertThat(reviewed.at("/review/remark").asText()).isEqualTo("fine");
      assertThat(daemon.metric("plumbline_rules_reviews_due{pack=\"shop\"}")).isEqualTo("0.0");
      assertThat(detail(daemon.as(ben, "POST", review, "{\"remark\":\"fine\"}"), 409))
          .isEqualTo("version 2 of pack shop needs no review");
      // What nobody approved does not come back by the hand that published it.
      done(daemon.as(ben, "POST", PACK + "/revert", "{\"reason\":\"wrong word\"}"), 200);
      String back = "{\"version\":2,\"reason\":\"I like it\"}";
      assertThat(detail(daemon.as(anna, "POST", PACK + "/revert", back), 403))
          .contains("nobody approved");
      done(daemon.as(ben, "POST", PACK + "/revert", back), 200);
    }
  }

  @Test
  void anEarlierTextComesBackByOneCall() throws Exception {
    String revert = PACK + "/revert";
    try (RunningDaemon daemon = start()) {
      assertThat(detail(daemon.as(ben, "POST", revert, "{\"reason\":\"x\"}"), 409))
          .contains("no version before");
      done(approve(daemon, ben, put(daemon, anna, "Checkout desk")), 200);
      done(approve(daemon, ben, put(daemon, anna, "Till")), 200);
      assertThat(detail(daemon.as(guest, "POST", revert, "{\"reason\":\"x\"}"), 403))
          .contains("approver:shop");
      assertThat(detail(daemon.as(ben, "POST", revert, "{\"version\":9,\"reason\":\"x\"}"), 404))
          .contains("no version 9");

      JsonNode before = done(daemon.as(ben, "POST", revert, "{\"reason\":\"wrong word\"}"), 200);

      assertThat(before.path("version").asLong()).isEqualTo(4);
      assertThat(before.path("ofVersion").asLong()).isEqualTo(2);
      assertThat(before.path("because").asText()).isEqualTo("wrong word");
      assertThat(before.path("author").asText()).isEqualTo("ben");
      shows(daemon, "Checkout desk");
      JsonNode first =
          done(daemon.as(ben, "POST", revert, "{\"version\":1,\"reason\":\"as it was\"}"), 200);
      assertThat(first.path("ofVersion").asLong()).isEqualTo(1);
      shows(daemon, "Checkout");
    }
    try (RunningDaemon daemon = start()) {
      assertThat(live(daemon)).isEqualTo(5);
      JsonNode page = done(daemon.as("", "GET", PACK + "/versions?limit=2&before=5", ""), 200);
      assertThat(page.at("/items/0/version").asLong()).isEqualTo(4);
      assertThat(page.at("/items/1/version").asLong()).isEqualTo(3);
      assertThat(page.path("next").asLong()).isEqualTo(3);
    }
  }

  @Test
  void aRestartGoesOnWithWhatIsInForceAndNotWithTheFolder() throws Exception {
    try (RunningDaemon daemon = start()) {
      done(approve(daemon, ben, put(daemon, anna, "Till")), 200);
      put(daemon, anna, "Cash desk");
    }
    try (RunningDaemon daemon = start()) {
      assertThat(live(daemon)).isEqualTo(2);
      shows(daemon, "Till");
      JsonNode draft = done(daemon.as("", "GET", DRAFT, ""), 200);
      assertThat(draft.at("/files").path(SERVICES).asText()).contains("Cash desk");
      assertThat(draft.path("authors").toString()).isEqualTo("[\"anna\"]");
      assertThat(done(daemon.as(ben, "DELETE", DRAFT, ""), 200).path("author").asText())
          .isEqualTo("anna");
      assertThat(daemon.as("", "GET", DRAFT, "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void onSaveNobodyApproves() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      assertThat(detail(daemon.as(anna, "PUT", DRAFT, edited("Checkout", "Till")), 409))
          .startsWith("rules.publish is on-save");
      assertThat(
              done(daemon.as("", "GET", "/api/v1/rules/drafts", ""), 200).path("publish").asText())
          .isEqualTo("on-save");
    }
  }

  @Test
  void theCallsAnswerAsTheContractSays() throws Exception {
    try (RunningDaemon daemon = start()) {
      ContractSchemas contract =
          new ContractSchemas(daemon.call("GET", "/api/v1/openapi.yaml", "", "").body());
      String review = PACK + "/versions/2/review";
      String hash = put(daemon, anna, "Checkout desk");
      conforms(contract, "putDraft", daemon.as(anna, "PUT", DRAFT, edited("Checkout", "Till")));
      conforms(contract, "putDraft", daemon.as(anna, "PUT", DRAFT, faulty()));
      conforms(contract, "putDraft", daemon.as(anna, "PUT", DRAFT, "{}"));
      conforms(contract, "putDraft", daemon.as("", "PUT", DRAFT, "{}"));
      conforms(contract, "putDraft", daemon.as(guest, "PUT", DRAFT, edited("Checkout", "Till")));
      conforms(contract, "putDraft", daemon.as(anna, "PUT", DRAFT, edited("", "")));
      conforms(contract, "draft", daemon.as("", "GET", DRAFT, ""));
      conforms(contract, "draft", daemon.as("", "GET", DRAFT + "x", ""));
      conforms(contract, "approveDraft", approve(daemon, ben, hash));
      conforms(
          contract,
          "approveDraft",
          approve(daemon, ben, done(daemon.as("", "GET", DRAFT, ""), 200).path("hash").asText()));
      conforms(contract, "discardDraft", daemon.as(anna, "DELETE", DRAFT, ""));
      conforms(contract, "discardDraft", daemon.as(anna, "DELETE", DRAFT, ""));
      hash = put(daemon, anna, "Checkout desk");
      conforms(contract, "approveDraft", approveFor(daemon, ben, hash, T0.plusSeconds(60)));
      conforms(contract, "drafts", daemon.as("", "GET", "/api/v1/rules/drafts", ""));
      conforms(contract, "publishDraft", alone(daemon, anna, hash));
      conforms(contract, "publishDraft", alone(daemon, anna, hash));
      conforms(contract, "drafts", daemon.as("", "GET", "/api/v1/rules/drafts", ""));
      conforms(contract, "reviewVersion", daemon.as(ben, "POST", review, "{\"remark\":\"x\"}"));
      conforms(contract, "reviewVersion", daemon.as(ben, "POST", review, "{\"remark\":\"x\"}"));
      conforms(
          contract, "revertPack", daemon.as(ben, "POST", PACK + "/revert", "{\"reason\":\"x\"}"));
      conforms(contract, "revertPack", daemon.as(ben, "POST", PACK + "/revert", "[1]"));
      conforms(contract, "versions", daemon.as("", "GET", PACK + "/versions", ""));
      conforms(contract, "versions", daemon.as("", "GET", PACK + "x/versions", ""));
      conforms(contract, "versions", daemon.as("", "GET", PACK + "/versions?limit=0", ""));
      JsonNode acts = done(daemon.as("", "GET", PACK + "/acts", ""), 200).get("items");
      assertThat(acts)
          .extracting(act -> act.path("by").asText() + " " + act.path("act").asText())
          .containsExactly(
              "ben reviewed",
              "ben approved",
              "anna drafted",
              "anna discarded",
              "anna drafted",
              "anna drafted",
              "anna drafted");
      conforms(contract, "acts", daemon.as("", "GET", PACK + "/acts?limit=3", ""));
      put(daemon, anna, "Till");
      conforms(contract, "backtestDraft", daemon.as("", "POST", DRAFT + "/backtests", "{}"));
    }
  }

  private void conforms(ContractSchemas contract, String operation, HttpResponse<String> answer) {
    assertThat(
            contract.faults(operation, answer.statusCode(), answer.headers().map(), answer.body()))
        .as(operation + " " + answer.statusCode() + " " + answer.body())
        .isEmpty();
  }
}
