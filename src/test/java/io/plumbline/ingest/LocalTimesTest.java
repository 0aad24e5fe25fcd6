package io.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.ingest.LocalTimes.Overlap;
import io.plumbline.testing.SharedFolder;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalTimesTest {

  /** The golden cases, read in place. */
  static Stream<JsonNode> golden() throws IOException {
    JsonNode file =
        new ObjectMapper().readTree(SharedFolder.file("incident-clock/golden.json").toFile());
    assertThat(file.get("local_time_ingest")).hasSize(6);
    return StreamSupport.stream(file.get("local_time_ingest").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aWallTimeIsTheInstantOfTheGoldenCase(JsonNode expected) {
    LocalDateTime local = LocalDateTime.parse(expected.get("local").asText());
    String policy = expected.get("policy").asText();
    boolean gap = policy.equals("gap-to-transition");
    List<Overlap> policies =
        gap ? List.of(Overlap.values()) : List.of(Overlap.valueOf(policy.toUpperCase(Locale.ROOT)));
    for (Overlap overlap : policies) {
      LocalTimes times = new LocalTimes(ZoneId.of(expected.get("zone").asText()), overlap);
      assertThat(times.instant(local)).isEqualTo(Instant.parse(expected.get("instant").asText()));
      assertThat(times.skips(local)).isEqualTo(gap);
    }
  }

  @Test
  void everyWallTimeOfAYearIsShownByTheInstantItIsTakenFor() {
    for (String zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")) {
      LocalTimes earlier = new LocalTimes(ZoneId.of(zone), Overlap.EARLIER);
      LocalTimes later = new LocalTimes(ZoneId.of(zone), Overlap.LATER);
      int moved = 0;
      int twice = 0;
      for (LocalDateTime at = LocalDateTime.of(2026, 1, 1, 0, 0);
          at.getYear() == 2026;
          at = at.plusMinutes(10)) {
        Instant instant = earlier.instant(at);
        boolean shown = LocalDateTime.ofInstant(instant, ZoneId.of(zone)).equals(at);
        assertThat(shown).isNotEqualTo(earlier.skips(at));
        moved += shown ? 0 : 1;
        twice += later.instant(at).isAfter(instant) ? 1 : 0;
      }
      int tens = zone.equals("Australia/Lord_Howe") ? 3 : 6;
      assertThat(moved).as(zone).isEqualTo(tens);
      assertThat(twice).as(zone).isEqualTo(tens);
    }
  }
}
