package io.plumbline.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.finding.FindingEvent;
import io.plumbline.journal.Journal;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.store.Store;
import io.plumbline.testing.DaemonProcess;
import io.plumbline.testing.UndisturbedReplay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of a real desk, imported over HTTP into a running daemon, undisturbed and killed. */
class RealLogIT {

  private static final Logger LOG = LoggerFactory.getLogger(RealLogIT.class);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int KILLS = Integer.getInteger("plumbline.log.kills", 3);
  private static final Pattern VERDICTS =
      Pattern.compile(
          "(?m)^plumbline_incident_verdicts\\{agreement_type=\"SLA\",kind=\"incident\",priority=\"(.)\",service=\"desk\","
              + "target=\"(\\w+)\",verdict=\"(\\w+)\"} (\\S+)$");
  private static final Map<String, Long> PUBLISHED =
      Map.ofEntries(
          Map.entry("always 1 met", 38L),
          Map.entry("always 1 missed", 163L - 38),
          Map.entry("always 2 met", 92L),
          Map.entry("always 2 missed", 272L - 92),
          Map.entry("always 3 met", 9_735L),
          Map.entry("always 3 missed", 15_066L - 9_735),
          Map.entry("always 4 met", 395L),
          Map.entry("always 4 missed", 499L - 395),
          Map.entry("office 1 met", 49L),
          Map.entry("office 1 missed", 163L - 49),
          Map.entry("office 2 met", 122L),
          Map.entry("office 2 missed", 272L - 122),
          Map.entry("office 3 met", 12_397L),
          Map.entry("office 3 missed", 15_066L - 12_397),
          Map.entry("office 4 met", 461L),
          Map.entry("office 4 missed", 499L - 461));

  @TempDir Path folder;
  private Path rules;
  private Path log;

  @BeforeEach
  void prepare() throws IOException {
    log = RealLog.file();
    rules = folder.resolve("rules");
    Files.createDirectories(rules.resolve("standard"));
    Files.createDirectories(rules.resolve("desk"));
    Files.copy(
        Path.of("rules/standard/incident.drl"), rules.resolve("standard").resolve("incident.drl"));
    Files.copy(
        Path.of("src/test/resources/scenarios/desk/rules/desk/catalogue.yaml"),
        rules.resolve("desk").resolve("catalogue.yaml"));
  }

  @Test
  void theCommandGivesThePublishedVerdictsAndASecondImportChangesNothing() throws Exception {
    try (DaemonProcess daemon = DaemonProcess.start(folder, rules, Map.of(), List.of(), PATIENCE)) {
      List<String> said = importing(0);
      LOG.info("{}", String.join("\n", said));
      assertThat(said.get(0)).startsWith("95,353 rows of 16,000 tickets in ");
      assertThat(said.get(1)).endsWith(" events are accepted, 0 were there already");
      assertThat(said)
          .as("what is odd, and no bar where the output is no terminal")
          .hasSize(6)
          .contains(
              "1 rows are dated after a later one; they are taken for as old as that",
              "4 tickets whose counter goes down; their times decide");
      await().atMost(PATIENCE).until(() -> sum(verdicts(daemon)) == 32_000);
      assertThat(verdicts(daemon)).isEqualTo(PUBLISHED);
      daemon.metrics().lines().filter(l -> l.startsWith("plumbline_findings_")).forEach(LOG::info);

      List<String> again = importing(0);
      assertThat(again.get(1))
          .isEqualTo(
              "0 events are accepted, %s were there already"
                  .formatted(said.get(1).substring(0, said.get(1).indexOf(' '))));
      assertThat(verdicts(daemon)).isEqualTo(PUBLISHED);
    }
  }

  @Test
  void aDaemonKilledDuringTheImportLosesNothingAndCountsNothingTwice() throws Exception {
    int port = freePort();
    Map<String, String> environment = new HashMap<>();
    environment.put("PLUMBLINE_HTTP_PORT", "" + port);
    environment.put("PLUMBLINE_ENGINE_TICK", "100ms");
    Random random = new Random(11);
    AtomicLong sent = new AtomicLong();
    DaemonProcess daemon = DaemonProcess.start(folder, rules, environment);
    CompletableFuture<IncidentImport> importing =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return IncidentImport.run(
                    log,
                    MappingFile.read(RealLog.MAPPING),
                    new Target(URI.create("http://127.0.0.1:" + port), ""),
                    (rows, all) -> sent.set(rows),
                    InstantSource.system());
              } catch (IOException | BadInputException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    for (int kill = 1; kill <= KILLS; kill++) {
      long enough = 90_000L * kill / (KILLS + 1) + random.nextInt(5_000);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> sent.get() >= enough || importing.isDone());
      daemon.kill();
      daemon = DaemonProcess.start(folder, rules, environment);
    }
    IncidentImport done = importing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    LOG.info("{} kills; {}", KILLS, done.summary());
    assertThat(done.complete()).isTrue();
    DaemonProcess last = daemon;
    await().atMost(PATIENCE).until(() -> sum(verdicts(last)) == 32_000);
    assertThat(verdicts(daemon)).isEqualTo(PUBLISHED);
    assertThat(daemon.stop()).isZero();

    Map<String, Integer> times = new HashMap<>();
    try (Store store = Store.open(folder.resolve("data"))) {
      Journal journal = new Journal(store);
      journal.read(
          0,
          entry -> {
            if (entry.signal() instanceof IncidentBatch batch) {
              batch.events().forEach(event -> times.merge(event.id(), 1, Integer::sum));
            }
          });
      List<FindingEvent> events = UndisturbedReplay.events(journal);
      UndisturbedReplay.assertFindings(store, events);
    }
    RealLog.sent(new Oddities())
        .values()
        .forEach(
            ticket ->
                ticket.forEach(e -> assertThat(times).containsKey(e.json().get("id").asText())));
    LOG.info("{} of {} events are in the journal twice", twice(times), times.size());
  }

  private static long twice(Map<String, Integer> times) {
    return times.values().stream().filter(n -> n > 1).count();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private List<String> importing(int exit) throws Exception {
    Path output = folder.resolve("import.out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("plumbline.jar", "target/plumbline.jar"),
                "import",
                "servicenow",
                log.toString(),
                "--mapping",
                RealLog.MAPPING.toString(),
                "--data",
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(exit);
    return Files.readAllLines(output);
  }

  private static Map<String, Long> verdicts(DaemonProcess daemon) throws Exception {
    Map<String, Long> verdicts = new TreeMap<>();
    for (MatchResult found : VERDICTS.matcher(daemon.metrics()).results().toList()) {
      verdicts.put(
          "%s %s %s".formatted(found.group(2), found.group(1), found.group(3)),
          (long) Double.parseDouble(found.group(4)));
    }
    return verdicts;
  }

  private static long sum(Map<String, Long> verdicts) {
    return verdicts.values().stream().mapToLong(Long::longValue).sum();
  }
}
