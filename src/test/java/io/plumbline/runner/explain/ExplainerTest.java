package io.plumbline.runner.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.Compiled;
import io.plumbline.engine.Course;
import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.ClockAccount.Stretch;
import io.plumbline.finding.ClockAccount.Use;
import io.plumbline.finding.Explanation;
import io.plumbline.finding.Explanation.Entry;
import io.plumbline.finding.Explanation.Sum;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.journal.Journal;
import io.plumbline.runner.backtest.RecordedRun;
import io.plumbline.signal.Signal;
import io.plumbline.store.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations say what happened, and their sums come out. */
@TestInstance(Lifecycle.PER_CLASS)
class ExplainerTest {

  private static final Pattern QUOTIENT =
      Pattern.compile(
          "(NUM)(?: %)? ÷ (NUM)(?: %)? = (−?NUM)( %)?"
              .replace("NUM", "[0-9][0-9,]*(?:\\.[0-9]+)?"));

  private final Compiled compiled = new Compiled();

  @AfterAll
  void close() {
    compiled.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theSumsAreThoseOfTheRawSamples(long seed, @TempDir Path folder) throws IOException {
    TillDay day = new TillDay(seed);
    int sums = 0;
    boolean excluded = false;
    boolean late = false;
    try (Store store = Store.open(folder)) {
      for (Finding finding : findings(store, day.signals(), compiled)) {
        Explanation explanation = new Explainer(store, new Journal(store)).explain(finding);
        assertThat(explanation.gaps()).as(finding.text()).isEmpty();
        for (Sum sum : explanation.sums()) {
          long[] counted = day.counted(sum.from(), sum.to());
          assertThat(new double[] {sum.bad(), sum.total()})
              .as("%s, %s: %s", finding.rule(), sum, explanation.arithmetic())
              .containsExactly(counted[0], counted[1]);
          sums++;
        }
        comesOut(explanation);
        comesToTheText(explanation);
        excluded |= has(explanation, Entry.Kind.EXCLUSION);
        late |= has(explanation, Entry.Kind.LATE_DATA);
        assertThat(explanation.source().version()).isPresent();
        assertThat(explanation.source().rule()).isNotEmpty();
      }
    }
    assertThat(sums).isGreaterThan(5);
    assertThat(excluded).isTrue();
    assertThat(late).isTrue();
  }

  @Test
  void aFindingOlderThanTheHistoryKeepsItsFiguresAndSaysWhatIsNotKept(@TempDir Path folder)
      throws IOException {
    Finding burning;
    try (Store store = Store.open(folder.resolve("was"))) {
      burning =
          findings(store, new TillDay(1).signals(), compiled).stream()
              .filter(f -> f.rule().equals("Budget burns fast"))
              .findFirst()
              .orElseThrow();
    }
    try (Store later = Store.open(folder.resolve("is"))) {
      Explanation explanation = new Explainer(later, new Journal(later)).explain(burning);

      assertThat(explanation.sums()).isEmpty();
      assertThat(explanation.gaps())
          .containsExactly(
              "What was counted then is not kept any longer, or not as finely; the figures below are"
                  + " those that were kept with the finding.",
              "The text of the rule as it judged is not kept.");
      assertThat(explanation.arithmetic())
          .anyMatch(s -> s.matches("Budget spent was [0-9.]+ %\\."))
          .anyMatch(s -> s.equals("Pair was 1h/5m."));
    }
  }

  private static boolean has(Explanation explanation, Entry.Kind kind) {
    return explanation.entries().stream().anyMatch(entry -> entry.kind() == kind);
  }

  /** The shop has slices, calendar days, silent feeds, full resources and tickets beside. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everythingThatTheShopTellsIsExplained(long seed, @TempDir Path folder) throws IOException {
    int exact = 0;
    int all = 0;
    try (Store store = Store.open(folder)) {
      for (Finding finding : findings(store, Course.of(seed), compiled)) {
        Explanation explanation = new Explainer(store, new Journal(store)).explain(finding);
        assertThat(explanation.arithmetic()).as(finding.rule()).isNotEmpty();
        comesOut(explanation);
        comesToTheText(explanation);
        for (String sentence : sentences(explanation)) {
          assertThat(sentence)
              .doesNotContain("NaN", "Infinity", "null", "Optional", "{", "}")
              .matches("(?s)\\p{Lu}.*[.]|[0-9].*[.]");
        }
        all++;
        exact += explanation.gaps().isEmpty() ? 1 : 0;
        for (Sum sum : explanation.sums()) {
          assertThat(sum.bad()).isBetween(0.0, sum.total());
        }
        explanation.clock().ifPresent(ExplainerTest::addsUp);
      }
    }
    assertThat(all).isGreaterThan(100);
    // Of tickets whose events were taken back since, the clock cannot be found as it was.
    assertThat(exact).isGreaterThanOrEqualTo(all - 2);
  }

  private static void addsUp(ClockAccount clock) {
    Duration parts = Duration.ZERO;
    for (Use use : Use.values()) {
      parts = parts.plus(clock.total(use));
    }
    Duration whole =
        clock.ledger().stream().map(Stretch::length).reduce(Duration.ZERO, Duration::plus);
    assertThat(parts).isEqualTo(whole);
    assertThat(clock.total(Use.COUNTED)).isEqualTo(clock.counted());
  }

  private static List<String> sentences(Explanation explanation) {
    List<String> sentences = new ArrayList<>(explanation.conclusion());
    sentences.addAll(explanation.arithmetic());
    explanation.entries().forEach(entry -> sentences.add(entry.what()));
    return sentences;
  }

  /** Each quotient that is shown comes out with the figures as they are shown. */
  private static void comesOut(Explanation explanation) {
    for (String sentence : explanation.arithmetic()) {
      Matcher quotient = QUOTIENT.matcher(sentence);
      while (quotient.find()) {
        BigDecimal a = number(quotient.group(1));
        BigDecimal b = number(quotient.group(2));
        BigDecimal c = number(quotient.group(3));
        boolean percent = quotient.group(4) != null;
        BigDecimal shown = a.divide(b, MathContext.DECIMAL64).movePointRight(percent ? 2 : 0);
        int digits = Math.max(2, c.scale());
        assertThat(shown.setScale(digits, RoundingMode.HALF_UP))
            .as(sentence)
            .isEqualByComparingTo(c.setScale(digits, RoundingMode.HALF_UP));
      }
    }
  }

  /** The percentages of the text are among the results. */
  private static void comesToTheText(Explanation explanation) {
    Finding finding = explanation.finding();
    String steps = String.join(" ", explanation.arithmetic());
    Matcher rate =
        Pattern.compile("At a burn rate of ([0-9.,]+), .* = [0-9.,]+ % of").matcher(steps);
    if (rate.find() && !rate.group(1).equals("0")) {
      assertThat(steps).as(finding.text()).contains(" % = " + rate.group(1) + ". ");
    }
    if (finding.facts().containsKey("pair") || finding.facts().containsKey("remaining")) {
      Matcher percent = Pattern.compile("-?([0-9.]+) %").matcher(finding.text());
      while (percent.find()) {
        assertThat(String.join(" ", explanation.arithmetic()).replace(",", ""))
            .as(finding.text())
            .contains(percent.group(1) + " %");
      }
    }
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text.replace(",", "").replace("−", "-"));
  }

  static Collection<Finding> findings(Store store, List<Signal> signals, Compiled compiled) {
    Map<String, Finding> newest = new LinkedHashMap<>();
    for (FindingEvent event : RecordedRun.of(store, signals, compiled)) {
      newest.put(event.finding().id(), event.finding());
    }
    return newest.values();
  }
}
