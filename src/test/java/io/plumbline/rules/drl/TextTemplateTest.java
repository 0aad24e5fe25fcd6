package io.plumbline.rules.drl;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.Recurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTemplateTest {

  @ParameterizedTest
  @CsvSource({"2.0,2", "2.005,2.01", "2.004,2", "-0.001,0", "1000000,1000000", "0.1,0.1"})
  void fractionsShowAtMostTwoDecimals(double value, String shown) {
    assertThat(fill("{rate}", value)).isEqualTo(shown);
  }

  @Test
  void moreOrFewerDecimalsMayBeAskedFor() {
    assertThat(fill("{rate:4} {rate:0}", 99.89994)).isEqualTo("99.8999 100");
  }

  @Test
  void textsListsAndDerivedFieldsAreFilledIn() {
    Recurrence recurrence =
        new Recurrence("till", "gold", "resolution", "$1 \\ {x}", 3, 30, List.of("a", "b"));
    assertThat(new TextTemplate("{cause}: {evidence} of {subject} in {count}").fill(recurrence))
        .isEqualTo("$1 \\ {x}: a, b of resolution/$1 \\ {x} in 3");
  }

  @Test
  void timesAreForPeople() {
    assertThat(TextTemplate.forPeople(Duration.ofMinutes(1590), 2)).isEqualTo("1 d 2 h 30 min");
    assertThat(TextTemplate.forPeople(Duration.ZERO, 2)).isEqualTo("0 s");
    assertThat(TextTemplate.forPeople(Instant.parse("2026-11-20T17:00:00Z"), 2))
        .isEqualTo("2026-11-20T17:00:00Z");
  }

  private static String fill(String text, double rate) {
    return new TextTemplate(text)
        .fill(new BudgetBurn("till", "gold", "till-works", "1h/5m", rate, 1));
  }
}
