package io.plumbline.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author is told of a scenario that is wrong or comes out otherwise. */
class ScenarioTest {

  private static final String CATALOGUE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: till}
      spec: {description: Takes the money}
      ---
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: counter}
      spec: {description: Sells the rest}
      ---
      apiVersion: plumbline/v1
      kind: Capacity
      metadata: {name: till-disk}
      spec: {service: till, resource: disk, selector: disk_used_ratio, threshold: 0.8, notice: 30d}
      """;
  private static final String RULES =
      """
      rule "Disk full"
          @owner("capacity manager")
      when
          $c : CapacityUse( utilisation > threshold )
      then
          judge.breach( $c, "{resource} is {utilisationPercent} % used" );
      end
      """;
  private static final String STORY =
      """
      scenario: the disk is full for ten minutes
      catalogue: shop.yaml
      until: 30m
      gauges:
        - series: disk_used_ratio
          phases: [{from: 0m, value: 0.5}, {from: 10m, value: 0.9}, {from: 20m, value: 0.5}]
      expect:
        - {at: 10m, raised: Disk full}
        - {at: 20m, cleared: Disk full}
      """;

  @Test
  void aStoryThatCameOutAsExpectedHasNoProblem() {
    assertThat(told(STORY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          at: 10m, raised   | at: 12m, raised   | `8: "Disk full" is not raised at 12m but at 10m; write at: 10m if that is right`
          raised: Disk full | raised: Disk fill | `8: there is no rule "Disk fill"; write Disk full`
          raised: Disk full | raised: Disk full, service: shop | `8: "Disk full" is not raised at 10m; mend the rule, or take the line out if that is right`
          value: 0.9        | value: 0.7        | `9: "Disk full" is not cleared at 20m; mend the rule, or take the line out if that is right`
          """)
  void aDifferenceIsToldWithItsLineAndRemedy(String written, String edited, String problem) {
    assertThat(told(STORY.replace(written, edited)))
        .contains("team/scenarios/disk.yaml:" + problem);
  }

  @Test
  void whatNobodyExpectedIsToldWithTheLineThatWouldExpectIt() {
    assertThat(told(STORY.replace("  - {at: 20m, cleared: Disk full}\n", "")))
        .containsExactly(
            "team/scenarios/disk.yaml:1: not expected at 20m: cleared of till, disk is 90 % used"
                + " (no longer holds); mend the rule, or expect"
                + " - {at: 20m, cleared: Disk full, subject: disk} if that is right");
  }

  @Test
  void whatItDoesNotLookAtIsNoDifference() {
    String story = STORY.substring(0, STORY.indexOf("expect:"));

    assertThat(told(story)).hasSize(2);
    assertThat(told(story + "services: [counter]")).isEmpty();
  }

  @Test
  void aServiceThatNobodyHasIsNotLookedAtInVain() {
    String story = STORY.substring(0, STORY.indexOf("expect:"));

    assertThat(told(story + "services: [countre]"))
        .containsExactly(
            "team/scenarios/disk.yaml:1: there is no service \"countre\"; write counter");
  }

  @Test
  void holidaysLieBesideTheCatalogueOfAStoryAndRulesDoNot() {
    List<SourceFile> files = new ArrayList<>(folder(STORY));
    files.set(
        2,
        new SourceFile(
            "team/scenarios/shop.yaml",
            CATALOGUE
                + """
                ---
                apiVersion: plumbline/v1
                kind: Calendar
                metadata: {name: office}
                spec: {zone: Europe/Berlin, windows: {MON: ["08:00-18:00"]}, holidays: [days.ics]}
                """));
    files.add(
        new SourceFile(
            "team/scenarios/days.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260406\nEND:VEVENT\nEND:VCALENDAR\n"));
    files.add(new SourceFile("team/scenarios/other.drl", RULES.replace("Disk full", "Other")));

    assertThat(told(files)).isEmpty();
  }

  @Test
  void aDaemonThatSleptTellsItWhenItWakes() {
    String slept = STORY.replace("until:", "asleep: {from: 5m, to: 15m}\nuntil:");

    assertThat(told(slept.replace("10m, raised: Disk full", "15m, raised: Disk full, told: 15m")))
        .isEmpty();
    assertThat(told(slept.replace("10m, raised: Disk full", "15m, raised: Disk full, told: 10m")))
        .singleElement()
        .asString()
        .contains("is told at 15m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          until: 30m      | until: half an hour    | `3: until in the scenario cannot be "half an hour"; write the time since the start, such as 0m, 90s, 1h30m or 2d`
          shop.yaml       | shops.yaml             | `2: there is no shops.yaml beside the scenario; write shop.yaml`
          disk_used_ratio | 'd{of!="a"}'           | `5: one series has one value of of; write of="…", and a series for each value`
          {from: 20m      | {silent: yes, from: 20m | `6: silent in the phase cannot be "yes"; write true or false`
          value: 0.5}, {  | valeu: 0.5}, {         | `6: the phase has no field valeu; write value`
          {from: 20m      | {from: 5m              | `6: the phase from 5m does not begin after the one before it; write the phases in the order of their beginnings`
          raised          | rised                  | `8: it does not say what is to happen; add raised, changed, cleared or withdrawn: and the name of a rule`
          until: 30m      | until: 9999d           | `1: the scenario has more than 100000 steps; write a longer time between two samples, such as every: 5m`
          """)
  void whatCannotBeReadIsToldWithItsLineAndRemedy(String written, String edited, String problem) {
    List<Problem> problems = new ArrayList<>();
    ScenarioReader.read(folder(STORY.replace(written, edited)), problems);

    assertThat(problems)
        .extracting(Problem::toString)
        .contains("team/scenarios/disk.yaml:" + problem);
  }

  private static List<String> told(String story) {
    return told(folder(story));
  }

  private static List<String> told(List<SourceFile> files) {
    List<Problem> problems = new ArrayList<>();
    List<Scenario> scenarios = ScenarioReader.read(files, problems);
    try (Rehearsals rehearsals = new Rehearsals(files)) {
      scenarios.forEach(scenario -> problems.addAll(rehearsals.tell(scenario).problems()));
    }
    return problems.stream().map(Problem::toString).toList();
  }

  private static List<SourceFile> folder(String story) {
    return List.of(
        new SourceFile("team/disk.drl", RULES),
        new SourceFile("team/scenarios/disk.yaml", story),
        new SourceFile("team/scenarios/shop.yaml", CATALOGUE));
  }
}
