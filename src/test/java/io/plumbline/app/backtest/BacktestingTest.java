package io.plumbline.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.console.backtest.BacktestPage;
import io.plumbline.console.backtest.BacktestReport;
import io.plumbline.runner.backtest.Past;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of rules tried on samples of a file, with an outage of half an hour. */
class BacktestingTest {

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
      kind: Agreement
      metadata: {name: acme-till}
      spec: {type: SLA, service: till, counterparty: ACME, validFrom: 2026-01-01, objectives: [till-availability]}
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

  @TempDir Path folder;

  private Path rules(String name, String catalogue, String threshold) throws IOException {
    Path pack = Files.createDirectories(folder.resolve(name).resolve("standard"));
    Files.writeString(pack.resolve("catalogue.yaml"), catalogue);
    Files.writeString(pack.resolve("burn.drl"), RULE.formatted(threshold));
    return folder.resolve(name);
  }

  private Path samples() throws IOException {
    StringBuilder text = new StringBuilder("# TYPE requests counter\n");
    long good = 0;
    long bad = 0;
    for (int minute = 0; minute <= 300; minute++) {
      boolean outage = minute >= 120 && minute < 150;
      good += outage ? 50 : 100;
      bad += outage ? 50 : 0;
      long at = BEGIN.plus(Duration.ofMinutes(minute)).getEpochSecond();
      text.append("requests_total{code=\"200\"} %d %d%n".formatted(good, at));
      text.append("requests_total{code=\"500\"} %d %d%n".formatted(bad, at));
    }
    return Files.writeString(folder.resolve("samples.txt"), text);
  }

  private BacktestReport run(Path candidate, Path current) throws Exception {
    Past past = ImportedPast.of(List.of(samples()), Optional.empty());
    return Backtesting.run(
        past,
        Backtesting.span(past, Optional.empty(), Optional.of("2026-09-01T05:00:00Z")),
        Backtesting.side(candidate),
        Optional.of(Backtesting.side(current)),
        candidate,
        true,
        (rules, at) -> {});
  }

  @Test
  void aHigherThresholdMovesThePageAndSaysWhy() throws Exception {
    BacktestReport report = run(rules("new", CATALOGUE, "3"), rules("old", CATALOGUE, "2"));

    assertThat(report.moved()).hasSize(1);
    assertThat(report.moved().get(0).changes())
        .extracting(BacktestReport.Change::what)
        .containsExactly("start", "end");
    assertThat(report.moved().get(0).is().start()).isAfter(report.moved().get(0).was().start());
    assertThat(report.greatest().get(0).why())
        .isEqualTo(
            "rule \"Budget burns\" (standard/burn.drl:1): budgetSpentPercent > 2 → budgetSpentPercent > 3");
    assertThat(report.added()).isEmpty();
    assertThat(report.gone()).isEmpty();
    assertThat(report.headline())
        .isEqualTo(
            "1 Sep 2026 00:00 to 1 Sep 2026 05:00 UTC: 1 page as before; no confirmed outage in the log");
    assertThat(report.verdict()).doesNotContainIgnoringCase("better");
    JsonNode json = new ObjectMapper().readTree(Reporting.json(report));
    assertThat(json.at("/moved/0/is/service").asText()).isEqualTo("till");
    assertThat(json.at("/from").asText()).isEqualTo("2026-09-01T00:00:00Z");
  }

  @Test
  void identicalRulesGiveAnEmptyDifference() throws Exception {
    BacktestReport report = run(rules("new", CATALOGUE, "2"), rules("old", CATALOGUE, "2"));

    assertThat(report.moved()).isEmpty();
    assertThat(report.added()).isEmpty();
    assertThat(report.gone()).isEmpty();
    assertThat(report.flips()).isEmpty();
    assertThat(report.headline()).contains("no difference");
  }

  @Test
  void aVerdictFlipsWithTheTargetAsIfItHadAlwaysBeenSo() throws Exception {
    Path easier = rules("new", CATALOGUE.replace("0.99", "0.9"), "1");
    BacktestReport report = run(easier, rules("old", CATALOGUE, "1"));

    assertThat(report.flips())
        .extracting(
            BacktestReport.Flip::customer, BacktestReport.Flip::was, BacktestReport.Flip::is)
        .containsExactly(tuple("ACME", "broken", "kept"));
    assertThat(report.gone()).hasSize(1);
    assertThat(report.greatest().get(0).why()).contains("target 0.99 → 0.9");
  }

  @Test
  void thePageStandsAlone() throws Exception {
    String page = BacktestPage.of(run(rules("new", CATALOGUE, "3"), rules("old", CATALOGUE, "2")));

    assertThat(page)
        .contains("<svg", "till-availability burns", "budgetSpentPercent &gt; 3")
        .doesNotContain("<script", "<link", "src=", "url(", "http://", "https://");
  }

  @Test
  void rulesThatAreWrongAreToldWithTheirPlaces() throws Exception {
    Path wrong = rules("new", CATALOGUE, "x");

    assertThatThrownBy(() -> Backtesting.side(wrong))
        .isInstanceOf(RulesProblemsException.class)
        .hasMessageContaining(wrong + "/standard/burn.drl:");
  }

  @Test
  void aLineThatIsNoSampleIsToldWithItsNumber() throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.txt"), "a_total 1 1788220800\nb_total 3\n");

    assertThatThrownBy(() -> ImportedPast.of(List.of(file), Optional.empty()))
        .isInstanceOf(RulesProblemsException.class)
        .hasMessageStartingWith(file + ":2: no sample with a timestamp; write ");
  }

  @Test
  void csvAndTextTellTheSame() throws Exception {
    Path text =
        Files.writeString(
            folder.resolve("a.txt"), "up{job=\"till\",zone=\"b \\\"c\\\"\"} 1 1788220800\n");
    Path csv =
        Files.writeString(
            folder.resolve("a.csv"),
            "time,metric,value,job,zone\n2026-09-01T00:00:00Z,up,1,till,\"b \"\"c\"\"\"\n");

    assertThat(SampleFile.read(text)).isEqualTo(SampleFile.read(csv)).hasSize(1);
  }
}
