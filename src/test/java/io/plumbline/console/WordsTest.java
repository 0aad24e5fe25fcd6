package io.plumbline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({"0.999,99.9 %", "0.99,99 %", "0.9995,99.95 %", "0.5,50 %", "0.99999,99.999 %"})
  void writesATargetAsItWasPromised(double ratio, String words) {
    assertThat(Words.target(ratio)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0.99871,0.999,99.871 %",
    "0.9916,0.99,99.16 %",
    "0.998999999,0.999,99.899 %",
    "0.999,0.999,99.90 %",
    "0.9999999,0.999,99.999 %",
    "0.99989999,0.9999,99.989 %",
    "0.999994999,0.999995,99.99949 %",
    "1,0.999,100 %",
    "0,0.999,0 %"
  })
  void neverRoundsAMissedTargetUpToAMetOne(double ratio, double target, String words) {
    assertThat(Words.attainment(ratio, target)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0.16,16 % left",
    "0.999,99 % left",
    "1,100 % left",
    "0.004,under 1 % left",
    "0,spent",
    "-0.29,overspent by 29 %",
    "-0.002,overspent by under 1 %",
    "-3.5,overspent by 350 %"
  })
  void saysWhatIsLeftOfABudget(double remaining, String words) {
    assertThat(Words.budgetLeft(remaining)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0.78,78 %", "0.021,2.1 %", "0,0 %", "0.0001,under 0.1 %", "1.2,120 %", "0.1,10 %"})
  void writesAShareInFewDigits(double ratio, String words) {
    assertThat(Words.share(ratio)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0 s",
    "PT-5S,0 s",
    "PT59S,59 s",
    "PT12M,12 min",
    "PT21H,21 h",
    "PT47H59M,47 h",
    "PT48H,2 days",
    "P59D,59 days",
    "P91D,3 months"
  })
  void writesASpanInItsLargestUnit(Duration span, String words) {
    assertThat(Words.span(span)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT5M24S,5:24",
    "PT9S,0:09",
    "PT59M59S,59:59",
    "PT7H3M,7 h 03 min",
    "PT80H,3 days 8 h",
    "PT-1S,0:00"
  })
  void countsDown(Duration left, String words) {
    assertThat(Words.countdown(left)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"P30D,30 days", "P1D,1 day", "PT12H,12 h", "PT90M,90 min"})
  void writesThePeriodOfAPromise(Duration period, String words) {
    assertThat(Words.period(period)).isEqualTo(words);
  }

  @Test
  void keepsFiguresWithTheirUnits() {
    assertThat(Words.bound("at 78 % for 12 min, 3 in 30 days"))
        .isEqualTo("at 78\u00a0% for 12\u00a0min, 3 in 30\u00a0days");
  }
}
