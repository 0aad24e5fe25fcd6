package io.plumbline.rules.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holidays from iCalendar files: Mondays of an office that opens at eight. */
class HolidayFilesTest {

  private static final String CATALOGUE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: till}
      spec: {}
      ---
      apiVersion: plumbline/v1
      kind: Calendar
      metadata: {name: office}
      spec:
        zone: Europe/Berlin
        windows: {MON: ["08:00-18:00"]}
        holidays: [bavaria.ics]
        exceptions: {"2026-05-25": ["10:00-12:00"]}
      ---
      apiVersion: plumbline/v1
      kind: Agreement
      metadata: {name: acme}
      spec:
        type: SLA
        service: till
        counterparty: ACME
        validFrom: 2026-01-01
        incidentTargets:
          - {name: resolution, calendar: office, stopStates: [Closed], byPriority: {"1": 4h}}
      """;

  private final TimeZone zone = TimeZone.getDefault();
  private final List<Problem> problems = new ArrayList<>();

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zone);
  }

  @Test
  void anAllDayEventIsAHolidayAndTheDayAfterItIsNot() {
    ServiceHours hours = read(event("DTSTART;VALUE=DATE:20260406", "SUMMARY:Easter Monday"));

    assertThat(open(hours, "2026-04-06")).isFalse();
    assertThat(open(hours, "2026-04-13")).isTrue();
  }

  @Test
  void anEventOfSeveralDaysEndsTheDayBeforeItsEnd() {
    ServiceHours hours =
        read(
            event("DTSTART;VALUE=DATE:20260810", "DTEND;VALUE=DATE:20260824"),
            event("DTSTART;VALUE=DATE:20260907", "DURATION:P8D"));

    assertThat(open(hours, "2026-08-10")).isFalse();
    assertThat(open(hours, "2026-08-17")).isFalse();
    assertThat(open(hours, "2026-08-24")).isTrue();
    assertThat(open(hours, "2026-09-14")).isFalse();
    assertThat(open(hours, "2026-09-21")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "America/Santiago", "Africa/Cairo"})
  void aYearlyEventComesAgainWhateverTheZoneOfTheMachine(String machine) {
    TimeZone.setDefault(TimeZone.getTimeZone(machine));
    ServiceHours hours =
        read(
            event(
                "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20290101"));

    // First of January is a Monday in these years.
    assertThat(open(hours, "2024-01-01")).isFalse();
    assertThat(open(hours, "2029-01-01")).isTrue();
    assertThat(open(hours, "2035-01-01")).isFalse();
    assertThat(open(hours, "2035-01-08")).isTrue();
    assertThat(hours.exceptions()).hasSize(80);
  }

  @Test
  void aDateUnderExceptionsIsOpenAsItSaysThoughItIsAHoliday() {
    ServiceHours hours = read(event("DTSTART;VALUE=DATE:20260525"));

    assertThat(hours.on(LocalDate.parse("2026-05-25"))).hasSize(1);
  }

  @Test
  void aCancelledEventIsNoHoliday() {
    ServiceHours hours = read(event("DTSTART;VALUE=DATE:20260406", "STATUS:CANCELLED"));

    assertThat(open(hours, "2026-04-06")).isTrue();
  }

  @Test
  void anEventWithATimeOfDayIsRefusedWithItsLine() {
    read(
        event("DTSTART;VALUE=DATE:20260406"),
        event("DTSTART:20261224T120000Z", "SUMMARY:Christmas Eve"));

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "till/bavaria.ics:5: the event \"Christmas Eve\" begins at a time of day; a holiday is a"
                + " whole day; make it an all-day event, or write that date under exceptions with"
                + " its hours");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RRULE:FREQ=SECONDLY      | comes again within a day
          RRULE:FREQ=HOURLY        | comes again within a day
          RRULE:FREQ=DAILY         | covers more than 10440 days
          DTEND;VALUE=DATE:99991231 | covers more than 10440 days
          """)
  void anEventWithoutMeasureIsRefusedBeforeItIsLivedThrough(String line, String problem) {
    read(event("DTSTART;VALUE=DATE:20200101", line));

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("till/bavaria.ics:2: the event " + problem);
  }

  @Test
  void aFileThatIsNoCalendarIsRefused() {
    read("Date;Holiday\n2026-04-06;Easter Monday\n");

    assertThat(problems)
        .extracting(Problem::toString)
        .contains(
            "till/bavaria.ics:1: the file holds no event; save it as an iCalendar file with all-day"
                + " events");
  }

  private ServiceHours read(String... events) {
    String text = String.join("", events);
    String calendar =
        text.startsWith("BEGIN") ? "BEGIN:VCALENDAR\n" + text + "END:VCALENDAR\n" : text;
    Agreement agreement =
        CatalogueReader.read(
                List.of(
                    new SourceFile("till/bavaria.ics", calendar),
                    new SourceFile("till/till.yaml", CATALOGUE)),
                problems)
            .catalogue()
            .agreements()
            .get("acme");
    return agreement.incidentTargets().get(0).hours();
  }

  private static String event(String... lines) {
    return "BEGIN:VEVENT\n" + String.join("\n", lines) + "\nEND:VEVENT\n";
  }

  private static boolean open(ServiceHours hours, String date) {
    return !hours.on(LocalDate.parse(date)).isEmpty();
  }
}
