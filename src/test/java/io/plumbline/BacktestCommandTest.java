package io.plumbline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.engine.Course;
import io.plumbline.rules.RuleSet;
import io.plumbline.runner.backtest.RecordedRun;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The backtest as a person starts it: exit codes, and what files in and files out hold. */
class BacktestCommandTest {

  private static final Instant BEGIN = Instant.parse("2026-09-01T00:00:00Z");

  private static final String CATALOGUE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: till, labels: {tier: gold}}
      spec: {description: Takes the money}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: till-availability}
      spec:
        service: till
        budgetingMethod: Occurrences
        timeWindow: [{duration: 30d, isRolling: true}]
        indicator:
          metadata: {name: till-errors}
          spec:
            ratioMetric:
              counter: true
              bad:   {metricSource: {spec: {selector: 'requests_total{code="500"}'}}}
              total: {metricSource: {spec: {selector: 'requests_total'}}}
        objectives: [{target: 0.99}]
      ---
      apiVersion: plumbline/v1
      kind: Calendar
      metadata: {name: always}
      spec:
        zone: UTC
        windows: {MON: ["00:00-24:00"], TUE: ["00:00-24:00"], WED: ["00:00-24:00"], THU: ["00:00-24:00"], FRI: ["00:00-24:00"], SAT: ["00:00-24:00"], SUN: ["00:00-24:00"]}
      ---
      apiVersion: plumbline/v1
      kind: Agreement
      metadata: {name: acme-till}
      spec:
        type: SLA
        service: till
        counterparty: ACME
        validFrom: 2026-01-01
        objectives: [till-availability]
        majorPriorities: ["1"]
        incidentTargets:
          - name: resolution
            calendar: always
            start: opened
            stop: last
            stopStates: [Resolved]
            holdStates: []
            byPriority: {"1": %s, "2": 8h}
            onPriorityChange: retroactive
            retroactivePause: true
            onReopen: resume
            atRiskPercent: [75]
      """;

  private static final String RULE =
      """
      rule "Budget burns"
          @owner("somebody") @severity("page") @clearAfter("5m")
      when
          $b : BudgetBurn( pair == "1h/5m", budgetSpentPercent > %s )
      then
          judge.atRisk( $b, "{objective} burns" );
      end
      """;

  private static final String MAPPING =
      """
      incident: number
      service: {value: till}
      time: {column: at, format: d/M/yyyy HH:mm, zone: UTC}
      opened: opened
      order: count
      state: {column: state, open: [New], hold: [], stop: [Resolved]}
      priority: {column: priority, values: {"1 - Critical": "1", "2 - High": "2"}}
      missing: ["?"]
      """;

  @TempDir private Path folder;
  private final StringWriter told = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    StringBuilder samples = new StringBuilder("time,metric,value,code\n");
    long good = 0;
    long bad = 0;
    for (int minute = 0; minute <= 300; minute++) {
      boolean outage = minute >= 120 && minute < 150;
      good += outage ? 50 : 100;
      bad += outage ? 50 : 0;
      Instant at = BEGIN.plus(Duration.ofMinutes(minute));
      samples.append("%s,requests_total,%d,200%n".formatted(at, good));
      samples.append("%s,requests_total,%d,500%n".formatted(at, bad));
    }
    Files.writeString(folder.resolve("samples.csv"), samples);
    Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
    Files.writeString(
        folder.resolve("tickets.csv"),
        """
        number,opened,at,count,state,priority
        INC1,1/9/2026 02:05,1/9/2026 02:05,0,New,1 - Critical
        INC1,1/9/2026 02:05,1/9/2026 02:35,1,Resolved,1 - Critical
        INC2,1/9/2026 03:30,1/9/2026 03:30,0,New,1 - Critical
        INC2,1/9/2026 03:30,1/9/2026 03:40,1,Resolved,1 - Critical
        INC3,1/9/2026 04:00,1/9/2026 04:00,0,New,1 - Critical
        """);
  }

  private String rules(String name, String percent, String allowed) throws IOException {
    Path pack = Files.createDirectories(folder.resolve(name).resolve("standard"));
    Files.writeString(pack.resolve("catalogue.yaml"), CATALOGUE.formatted(allowed));
    Files.writeString(pack.resolve("burn.drl"), RULE.formatted(percent));
    return folder.resolve(name).toString();
  }

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(told, true);
    return new CommandLine(new BacktestCommand()).setOut(writer).setErr(writer).execute(arguments);
  }

  private JsonNode compared(String candidate, String current) throws IOException {
    Path json = folder.resolve("report.json");
    int exit =
        run(
            "--rules", candidate,
            "--against", current,
            "--import", folder.resolve("samples.csv").toString(),
            "--import", folder.resolve("tickets.csv").toString(),
            "--mapping", folder.resolve("mapping.yaml").toString(),
            "--to", "2026-09-01T05:00:00Z",
            "--json", json.toString());
    assertThat(exit).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  @Test
  void outagesOfAnExportAreFoundOrMissedAndSoManyMinutesLater() throws IOException {
    JsonNode report = compared(rules("new", "3", "4h"), rules("old", "2", "4h"));

    assertThat(report.at("/outages").findValuesAsText("incident"))
        .containsExactly("INC1", "INC2", "INC3");
    JsonNode found = report.at("/outages/0");
    Duration later =
        Duration.between(
            Instant.parse(found.get("was").asText()), Instant.parse(found.get("is").asText()));
    assertThat(later).isPositive();
    assertThat(found.get("difference").asText()).isEqualTo(later.toMinutes() + " minutes later");
    assertThat(report.at("/outages/1/difference").asText()).isEqualTo("missed as before");
    assertThat(report.get("headline").asText())
        .contains("1 of 3 confirmed outages found, one " + later.toMinutes() + " minutes later");
    assertThat(report.get("verdict").asText()).startsWith("Worse");

    JsonNode none = compared(rules("new", "12", "4h"), rules("old", "2", "4h"));
    assertThat(none.at("/outages/0/difference").asText()).isEqualTo("missed now");
    assertThat(none.get("headline").asText())
        .contains("none of 3 confirmed outages found, instead of 1");
  }

  @Test
  void whatStoodLongBeforeAnOutageTellsOfItWhenItBegins() throws IOException {
    String lasting = rules("new", "2", "4h");
    Path rule = Path.of(lasting, "standard", "burn.drl");
    Files.writeString(rule, Files.readString(rule).replace("\"5m\"", "\"5h\""));
    JsonNode report = compared(lasting, rules("old", "2", "4h"));

    assertThat(report.at("/outages/0/is")).isEqualTo(report.at("/outages/0/was"));
    assertThat(report.at("/outages/1/from").asText()).isEqualTo("2026-09-01T03:30:00Z");
    assertThat(report.at("/outages/1/is").asText()).isEqualTo("2026-09-01T03:30:00Z");
    assertThat(report.at("/outages/1/difference").asText()).isEqualTo("found now");
  }

  @Test
  void aClockThatStillRunsUnderOneOfBothIsToldAndFlipsNothing() throws IOException {
    JsonNode report = compared(rules("new", "2", "20m"), rules("old", "2", "4h"));

    assertThat(report.at("/undecided").findValuesAsText("about"))
        .containsExactly("INC3 resolution");
    assertThat(report.at("/undecided/0/was").asText()).isEqualTo("running");
    assertThat(report.at("/undecided/0/is").asText()).isEqualTo("broken");
    assertThat(report.at("/flips").findValuesAsText("about")).containsExactly("INC1 resolution");
  }

  @Test
  void identicalRulesAreNoDifferenceAndExitFine() throws IOException {
    JsonNode report = compared(rules("new", "2", "4h"), rules("old", "2", "4h"));

    assertThat(report.get("headline").asText()).contains("no difference");
  }

  @Test
  void anObjectiveIsUnknownUntilItsFirstSampleAndNoLonger() throws IOException {
    Path tickets = folder.resolve("tickets.csv");
    Files.writeString(
        tickets,
        Files.readString(tickets)
            + "INC0,31/8/2026 23:00,31/8/2026 23:00,0,New,2 - High\n"
            + "INC0,31/8/2026 23:00,31/8/2026 23:10,1,Resolved,2 - High\n");
    JsonNode report = compared(rules("new", "3", "4h"), rules("old", "2", "4h"));

    JsonNode unsure = report.at("/unsure/0");
    assertThat(unsure.get("about").asText()).isEqualTo("till-availability");
    assertThat(unsure.get("from").asText()).isEqualTo("2026-08-31T23:00:00Z");
    assertThat(Instant.parse(unsure.get("to").asText()))
        .isBetween(BEGIN, BEGIN.plus(Duration.ofMinutes(2)));
  }

  @Test
  void wrongRulesTimesAndFilesAreBadInput() throws IOException {
    String fine = rules("fine", "2", "4h");
    String samples = folder.resolve("samples.csv").toString();

    assertThat(run("--rules", rules("wrong", "x", "4h"), "--against", fine, "--import", samples))
        .isEqualTo(2);
    assertThat(run("--rules", fine, "--against", fine, "--import", samples, "--from", "2027-01-01"))
        .isEqualTo(2);
    assertThat(run("--rules", fine, "--against", fine, "--import", "nothing.csv")).isEqualTo(2);
    assertThat(run("--rules", fine, "--data", folder.resolve("nothing").toString())).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void whatWasNeverKeptIsToldWithItsPlaceAndWhatFollowsFromItIsNotGone() throws IOException {
    List<Signal> signals =
        Course.of(1, Instant.parse("2026-11-02T23:00:00Z")).stream()
            .filter(s -> !(s instanceof RuleSetActivated set && set.version() == 2))
            .toList();
    List<SourceFile> files = new ArrayList<>();
    signals.stream()
        .filter(RuleSetActivated.class::isInstance)
        .findFirst()
        .ifPresent(set -> files.addAll(((RuleSetActivated) set).files()));
    Path data = folder.resolve("data");
    try (Store store = Store.open(data)) {
      RecordedRun.of(store, signals, set -> RuleSet.compile(set.files()).ruleSet().orElseThrow());
    }
    Path candidate = folder.resolve("candidate");
    for (SourceFile file : files) {
      Path path = candidate.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(
          path,
          file.text()
              .replace(
                  "http_requests_total{service=\"payments\"", "other_total{service=\"payments\""));
    }
    Path json = folder.resolve("report.json");

    assertThat(
            run(
                "--rules",
                candidate.toString(),
                "--data",
                data.toString(),
                "--json",
                json.toString()))
        .isEqualTo(1);

    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("notReplayable").get(0).asText())
        .matches("shop/\\S+\\.yaml:\\d+: not replayable: objective \\S+ looks at series .*");
    assertThat(report.get("gone").findValuesAsText("subject"))
        .noneMatch(subject -> subject.startsWith("payments"));
    assertThat(report.get("leftOut").findValuesAsText("rule"))
        .contains("A service that it needs is in breach");
  }
}
