package io.plumbline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

  private final Times times = new Times(Instant.parse("2026-11-22T09:12:00Z"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-22T07:41:00Z | 07:41, 1 h 31 min | 07:41",
        "2026-11-22T09:02:00Z | 09:02, 10 min | 09:02",
        "2026-11-21T16:20:00Z | yesterday, 16:20 | yesterday",
        "2026-11-20T16:20:00Z | 20 November | 2 days ago",
        "2026-11-03T00:00:00Z | 3 November | 3 November",
        "2025-10-12T00:00:00Z | 12 October 2025 | 12 October 2025"
      })
  void saysSinceWhen(Instant at, String since, String brief) {
    assertThat(times.since(at)).isEqualTo(since);
    assertThat(times.brief(at)).isEqualTo(brief);
  }

  @Test
  void writesAMomentInFull() {
    assertThat(Times.full(times.now())).isEqualTo("22 Nov 2026, 09:12:00 UTC");
  }
}
