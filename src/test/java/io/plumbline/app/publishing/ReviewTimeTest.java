package io.plumbline.app.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewTimeTest {

  /** 2026-11-05 is a Thursday; on 2027-03-28 the clocks of Berlin go forward. */
  @ParameterizedTest
  @CsvSource({
    "2 business days, 2026-11-05T09:00:00Z, 2026-11-09T23:00:00Z",
    "1 business day, 2026-11-06T22:59:59Z, 2026-11-09T23:00:00Z",
    "1 business day, 2026-11-06T23:00:00Z, 2026-11-09T23:00:00Z",
    "1 business day, 2027-03-26T09:00:00Z, 2027-03-29T22:00:00Z",
    "48h, 2026-11-05T09:00:00Z, 2026-11-07T09:00:00Z",
    "2d, 2026-11-05T09:00:00Z, 2026-11-07T09:00:00Z",
    "90m, 2026-11-05T09:00:00Z, 2026-11-05T10:30:00Z"
  })
  void endsWithItsDaysOrAfterItsDuration(String text, Instant act, Instant end) {
    ReviewTime time = ReviewTime.parse(text).orElseThrow();

    assertThat(time.after(act, ZoneId.of("Europe/Berlin"))).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0h", "2 days", "0 business days", "soon", "-1h"})
  void isNothingElse(String text) {
    assertThat(ReviewTime.parse(text)).isEmpty();
  }

  @Test
  void isTwoBusinessDaysWhenNobodySays() {
    assertThat(ReviewTime.parse("2 business days")).contains(ReviewTime.DEFAULT);
  }
}
