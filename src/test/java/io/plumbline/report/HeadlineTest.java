package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadlineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | 0 | 0 | No service has promised anything yet.",
        "0 | 0 | 0 | 1 | The one service keeps its promises.",
        "0 | 0 | 0 | 2 | Both services keep their promises.",
        "0 | 0 | 0 | 6 | All six services keep their promises.",
        "0 | 0 | 0 | 13 | All 13 services keep their promises.",
        "1 | 2 | 0 | 2 | One service breaks its promise, two are at risk.",
        "2 | 1 | 1 | 2 | Two services break their promises, one is at risk, one is unknown.",
        "0 | 1 | 0 | 5 | One service is at risk.",
        "0 | 3 | 2 | 5 | Three services are at risk, two are unknown.",
        "0 | 0 | 1 | 5 | One service is unknown.",
        "20 | 0 | 0 | 0 | 20 services break their promises."
      })
  void saysTheWorstFirst(int breach, int atRisk, int unknown, int fine, String sentence) {
    assertThat(Headline.of(new Counts(breach, atRisk, unknown, fine))).isEqualTo(sentence);
  }
}
