package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plumbline.app.publishing.Caller;
import io.plumbline.app.publishing.Role;
import io.plumbline.app.upkeep.Backup;
import io.plumbline.http.ContractSchemas;
import io.plumbline.http.TokenCheck;
import io.plumbline.testing.MovableClock;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in where callers must show a token. */
class TokensTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(T0);
  private final Random random = new Random(7);
  private Path data;
  private TokenFile tokens;

  @BeforeEach
  void place() {
    data = folder.resolve("data");
    tokens = new TokenFile(data);
  }

  private static int status(RunningDaemon daemon, String path, String authorization) {
    return daemon.call("GET", path, authorization).statusCode();
  }

  private static String basic(String token) {
    byte[] pair = ("me:" + token).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Test
  void onlyWhoShowsATokenGetsIn() throws Exception {
    String token = tokens.create("me", T0, random);
    try (RunningDaemon daemon = RunningDaemon.guarded(folder, clock)) {
      for (String path : new String[] {"/", "/api/v1/services", "/metrics"}) {
        assertThat(status(daemon, path, "")).as(path).isEqualTo(401);
        assertThat(status(daemon, path, "Bearer " + token + "x")).as(path).isEqualTo(401);
        assertThat(status(daemon, path, "bearer " + token)).as(path).isEqualTo(200);
        assertThat(status(daemon, path, basic(token))).as(path).isEqualTo(200);
      }
      assertThat(status(daemon, "/api/v1/nothing", "")).isEqualTo(401);
      assertThat(status(daemon, "/health/ready", "")).isEqualTo(200);
      assertThat(status(daemon, "/health/live", "")).isEqualTo(200);
    }
  }

  @Test
  void aBrowsersPasswordOnlyReads() throws Exception {
    String token = tokens.create("me", T0, random);
    try (RunningDaemon daemon = RunningDaemon.guarded(folder, clock)) {
      String path = "/api/v1/metrics";

      assertThat(daemon.call("POST", path, basic(token)).statusCode()).isEqualTo(401);
      assertThat(daemon.call("POST", path, "Bearer " + token).statusCode()).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/services, '', Bearer, 'a token is needed here; send Authorization: Bearer and a token'",
    "/api/v1/services, Bearer x, invalid_token, this token is not known",
    "/services, '', Basic, a token is needed here",
    "/api/v1/services, Basic x, Bearer, a token is needed here"
  })
  void whoIsRefusedIsToldHowToGetIn(
      String path, String authorization, String challenge, String detail) throws Exception {
    tokens.create("me", T0, random);
    try (RunningDaemon daemon = RunningDaemon.guarded(folder, clock)) {
      HttpResponse<String> answer = daemon.call("GET", path, authorization);

      assertThat(String.join(", ", answer.headers().allValues("www-authenticate")))
          .contains(challenge);
      assertThat(answer.body()).contains(detail);
      ContractSchemas contract =
          new ContractSchemas(
              Files.readString(Path.of("src/main/resources/io/plumbline/http/openapi.yaml")));
      assertThat(contract.faults("services", 401, answer.headers().map(), answer.body())).isEmpty();
    }
  }

  @Test
  void aTokenIsKnownAndForgottenWithoutARestart() throws Exception {
    tokens.create("first", T0, random);
    try (RunningDaemon daemon = RunningDaemon.guarded(folder, clock)) {
      String second = "Bearer " + tokens.create("second", T0, random);
      await().until(() -> status(daemon, "/metrics", second) == 200);

      assertThat(tokens.revoke("second")).isTrue();
      await().until(() -> status(daemon, "/metrics", second) == 401);
    }
  }

  @Test
  void aCommandBesideTheDaemonNeedsNone() throws Exception {
    tokens.create("me", T0, random);
    try (RunningDaemon daemon = RunningDaemon.guarded(folder, clock)) {
      assertThat(Backup.take(data, folder.resolve("backups"))).contains("the running daemon");
      assertThat(status(daemon, "/metrics", "")).isEqualTo(401);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("daemon.json"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void onlyAHashIsKept() throws Exception {
    String token = tokens.create("me", T0, random);

    assertThat(Files.readString(data.resolve("tokens")))
        .startsWith("me ")
        .doesNotContain(token.substring("plumbline_".length()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("tokens"))))
        .isEqualTo("rw-------");
    assertThat(tokens.list()).containsExactly("me since 2026-11-02T09:00:00Z");
    assertThatThrownBy(() -> tokens.create("me", T0, random)).hasMessageContaining("already");
    assertThatThrownBy(() -> tokens.create("m e", T0, random)).hasMessageContaining("letters");
  }

  @Test
  void aTokenHasItsRolesAndAFileOfBeforeIsRead() throws Exception {
    String old = tokens.create("old", T0, random);
    List<Role> roles =
        List.of(Role.parse("owner:payments").orElseThrow(), Role.parse("approver:*").orElseThrow());
    String anna = tokens.create("anna", roles, T0, random);

    assertThat(Files.readAllLines(data.resolve("tokens")))
        .satisfiesExactly(
            line -> assertThat(line).matches("old [0-9a-f]{64} 2026-11-02T09:00:00Z"),
            line ->
                assertThat(line)
                    .matches("anna [0-9a-f]{64} 2026-11-02T09:00:00Z owner:payments,approver:\\*"));
    assertThat(tokens.list())
        .containsExactly(
            "old since 2026-11-02T09:00:00Z",
            "anna since 2026-11-02T09:00:00Z, owner:payments, approver:*");
    Access access =
        Access.of(
            ConfigurationReader.read(
                Optional.empty(), Map.of("PLUMBLINE_DATA_DIR", data.toString())));
    assertThat(access.caller(anna)).contains(new Caller("anna", roles));
    assertThat(access.caller(old)).contains(new Caller("old", List.of()));
    assertThat(access.caller(anna + "x")).isEmpty();
    assertThat(access.caller(access.ownToken())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "owner:", "owner:a b", "reader:shop", "owner:a,approver:b", ""})
  void whatIsNoRoleIsNotRead(String text) {
    assertThat(Role.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http.host", "management.host"})
  void beyondLoopbackItDoesNotStartWithoutAToken(String key) throws Exception {
    Configuration configuration =
        ConfigurationReader.read(
            Optional.empty(),
            Map.of(
                "PLUMBLINE_" + key.replace('.', '_').toUpperCase(Locale.ROOT),
                "0.0.0.0",
                "PLUMBLINE_DATA_DIR",
                data.toString()));

    assertThatThrownBy(() -> Daemon.start(configuration, clock))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .contains("0.0.0.0", "plumbline token --data " + data, "127.0.0.1"));
    assertThat(data).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false",
    "localhost, false",
    "::1, false",
    "0.0.0.0, true",
    "::, true",
    "192.0.2.7, true"
  })
  void asksOnlyBeyondLoopback(String host, boolean asks) throws Exception {
    tokens.create("me", T0, random);
    Configuration configuration =
        ConfigurationReader.read(
            Optional.empty(),
            Map.of("PLUMBLINE_HTTP_HOST", host, "PLUMBLINE_DATA_DIR", data.toString()));

    assertThat(Access.of(configuration).isAsked(configuration.http())).isEqualTo(asks);
  }

  @Test
  void aTokenOfAFileIsAsGoodAsOneThatWasMade() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "long-enough-to-guess\n");
    Map<String, String> environment =
        Map.of(
            "PLUMBLINE_HTTP_HOST", "0.0.0.0",
            "PLUMBLINE_TOKEN_FILE", secret.toString(),
            "PLUMBLINE_DATA_DIR", data.toString());
    Configuration configuration = ConfigurationReader.read(Optional.empty(), environment);

    assertThat(Access.of(configuration).hashes()).contains(TokenCheck.hash("long-enough-to-guess"));

    Files.writeString(secret, "short");
    assertThatThrownBy(() -> Access.of(configuration)).hasMessageContaining("at least 16");
    Files.delete(secret);
    assertThatThrownBy(() -> Access.of(configuration)).hasMessageContaining("there is no file");
  }
}
