package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which packs of an edited folder go live together. */
class PackReviewTest {

  private static final SourceFile STANDARD = rule("standard", "Burns", "budgetSpentPercent > 2");
  private static final SourceFile SHOP = catalogue("shop", "till", "office");
  private static final SourceFile HOURS = calendar("hours", "office");

  private final List<RuleSet> made = new ArrayList<>();

  @AfterEach
  void close() {
    made.forEach(RuleSet::close);
  }

  @Test
  void aFaultHoldsUpItsPackAlone() {
    PackReview.Outcome outcome =
        review(
            List.of(STANDARD),
            List.of(
                rule("crew", "Own", "budgetSpendPercent > 2"),
                rule("standard", "Burns", "budgetSpentPercent > 3")));
    assertThat(outcome.accepted().orElseThrow().packs()).containsExactly("standard");
    assertThat(outcome.refused()).containsOnlyKeys("crew");
    assertThat(outcome.refused().get("crew"))
        .singleElement()
        .extracting(Problem::instead)
        .isEqualTo("write budgetSpentPercent");
  }

  @Test
  void ofAFirstFolderTheSoundPacksAreTaken() {
    PackReview.Outcome outcome =
        review(List.of(), List.of(STANDARD, SHOP, HOURS, rule("crew", "Own", "rat > 2")));
    assertThat(outcome.accepted().orElseThrow().packs())
        .containsExactly("hours", "shop", "standard");
    assertThat(outcome.refused()).containsOnlyKeys("crew");
  }

  @Test
  void whoTakesAwayWhatAnotherPackNeedsIsHeldUpAndNotTheOther() {
    PackReview.Outcome outcome =
        review(
            List.of(STANDARD, SHOP, HOURS),
            List.of(
                rule("standard", "Burns", "budgetSpentPercent > 3"),
                SHOP,
                calendar("hours", "night")));
    assertThat(outcome.accepted().orElseThrow().packs()).containsExactly("standard");
    assertThat(outcome.refused()).containsOnlyKeys("hours");
    assertThat(outcome.refused().get("hours").get(0).path()).isEqualTo(SHOP.path());
  }

  @Test
  void packsThatNeedEachOthersEditsGoTogether() {
    PackReview.Outcome outcome =
        review(
            List.of(STANDARD, SHOP, HOURS),
            List.of(STANDARD, catalogue("shop", "till", "night"), calendar("hours", "night")));
    assertThat(outcome.refused()).isEmpty();
    assertThat(outcome.accepted().orElseThrow().packs()).containsExactly("hours", "shop");
  }

  @Test
  void aPackThatIsGoneIsAnEditToo() {
    PackReview.Outcome outcome = review(List.of(STANDARD, SHOP, HOURS), List.of(STANDARD, HOURS));
    assertThat(outcome.accepted().orElseThrow().packs()).containsExactly("shop");
    assertThat(outcome.accepted().orElseThrow().files()).isEmpty();
    assertThat(outcome.accepted().orElseThrow().ruleSet().packs())
        .containsExactly("hours", "standard");
  }

  @Test
  void aFileBesideThePacksHoldsUpNoPack() {
    PackReview.Outcome outcome =
        review(
            List.of(STANDARD),
            List.of(
                new SourceFile("notes.yaml", "a: b"),
                rule("standard", "Burns", "budgetSpentPercent > 3")));
    assertThat(outcome.accepted().orElseThrow().packs()).containsExactly("standard");
    assertThat(outcome.refused()).containsOnlyKeys("");
  }

  @Test
  void whatDidNotChangeIsNotCompiledAgain() {
    SourceFile own = rule("shop", "Own", "budgetSpentPercent > 5");
    RuleSet before = compiled(List.of(STANDARD, SHOP, HOURS, own));
    RuleSet after =
        new PackReview(
                List.of(HOURS, own, SHOP, STANDARD),
                Optional.of(before),
                List.of(),
                List.of(HOURS, rule("shop", "Own", "budgetSpentPercent > 6"), SHOP, STANDARD))
            .review()
            .accepted()
            .orElseThrow()
            .ruleSet();
    made.add(after);
    assertThat(after.packsUnlike(before)).containsExactly("shop");
    assertThat(after.rulesUnlike(before)).containsExactly("Own");
    before.close();
    assertThat(after.judge(List.of()).faults()).isEmpty();
  }

  @Test
  void aScenarioOfThePackHoldsItsEditBackUntilItEndsAsItSays() {
    List<SourceFile> before = List.of(STANDARD, SHOP, HOURS, story("shop", ""));
    List<SourceFile> after =
        List.of(STANDARD, SHOP, HOURS, story("shop", "- {at: 5m, raised: Burns}"));
    assertThat(review(before, after).refused().get("shop"))
        .singleElement()
        .extracting(Problem::what)
        .isEqualTo("\"Burns\" is not raised at 5m");
  }

  @Test
  void aPackWhoseScenariosOnlyTellGoesLive() {
    SourceFile tell = new SourceFile("shop/pack.yaml", "scenarios: tell");
    PackReview.Outcome outcome =
        review(
            List.of(STANDARD, SHOP, HOURS, tell),
            List.of(STANDARD, SHOP, HOURS, tell, story("shop", "- {at: 5m, raised: Burns}")));
    assertThat(outcome.refused()).isEmpty();
    PackReview.Accepted accepted = outcome.accepted().orElseThrow();
    assertThat(
            new RehearsedStories(accepted.ruleSet(), accepted.all(), Optional.empty(), List.of())
                .ends(accepted.packs(), RehearsedStories.Which.THAT_TELL))
        .hasSize(1);
  }

  private PackReview.Outcome review(List<SourceFile> before, List<SourceFile> after) {
    Optional<RuleSet> inForce = before.isEmpty() ? Optional.empty() : Optional.of(compiled(before));
    PackReview.Outcome outcome = new PackReview(before, inForce, List.of(), after).review();
    outcome.accepted().map(PackReview.Accepted::ruleSet).ifPresent(made::add);
    return outcome;
  }

  private RuleSet compiled(List<SourceFile> files) {
    List<SourceFile> sorted =
        files.stream().sorted(Comparator.comparing(SourceFile::path)).toList();
    RuleSet rules = RuleSet.compile(sorted).ruleSet().orElseThrow();
    made.add(rules);
    return rules;
  }

  private static SourceFile rule(String pack, String name, String comparison) {
    return new SourceFile(
        pack + "/own.drl",
        """
        rule "%s"
            @owner("a") @clause("8.3.3")
        when
            $b : BudgetBurn( pair == "1h/5m", %s )
        then
            judge.atRisk( $b, "burns" );
        end
        """
            .formatted(name, comparison));
  }

  private static SourceFile catalogue(String pack, String service, String calendar) {
    return new SourceFile(
        pack + "/catalogue.yaml",
        """
        apiVersion: openslo/v1
        kind: Service
        metadata: {name: %1$s}
        spec: {description: A service}
        ---
        apiVersion: plumbline/v1
        kind: Agreement
        metadata: {name: %1$s-acme}
        spec:
          type: SLA
          service: %1$s
          counterparty: ACME
          validFrom: 2026-01-01
          incidentTargets:
            - {name: resolution, calendar: %2$s, start: opened, stop: last, stopStates: [Resolved],
               byPriority: {"1": 4h}}
        """
            .formatted(service, calendar));
  }

  private static SourceFile calendar(String pack, String name) {
    return new SourceFile(
        pack + "/calendars.yaml",
        """
        apiVersion: plumbline/v1
        kind: Calendar
        metadata: {name: %s}
        spec: {zone: Europe/Berlin, windows: {MON: ["08:00-18:00"]}}
        """
            .formatted(name));
  }

  private static SourceFile story(String pack, String expected) {
    return new SourceFile(
        pack + "/scenarios/quiet.yaml",
        """
        scenario: Nothing happens for ten minutes
        until: 10m
        expect:
          %s
        """
            .formatted(expected.isEmpty() ? "[]" : expected));
  }
}
