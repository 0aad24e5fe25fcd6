package io.plumbline.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the rows of an export. */
class TicketEventsTest {

  private static final String MAPPING =
      """
      incident: number
      service: {column: ci, values: {"Till 3": checkout}}
      time: {column: at, format: d/M/yyyy HH:mm, zone: Europe/Berlin}
      opened: opened
      order: count
      state: {column: state, open: [New, Active], hold: [Waiting], stop: [Resolved], unknown: ["-100"]}
      priority: {column: priority, values: {"1 - Critical": "1"}}
      attributes: {group: team}
      missing: ["?"]
      """;
  private static final String HEADER = "number,ci,opened,at,count,state,priority,team\n";

  @TempDir Path folder;
  private Path mapping;
  private Oddities oddities;

  @BeforeEach
  void write() throws IOException {
    mapping = Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
    oddities = new Oddities();
  }

  @Test
  void eachChangeIsAnEventAtItsTimeAndWhatStaysIsNone() throws Exception {
    assertThat(
            events(
                """
                INC1,Till 3,1/2/2026 08:00,1/2/2026 08:05,0,New,1 - Critical,?
                INC1,Till 3,1/2/2026 08:00,1/2/2026 08:30,1,Active,1 - Critical,Web
                INC1,Till 3,1/2/2026 08:00,1/2/2026 08:30,2,Active,2 - High,Web
                INC1,Till 3,1/2/2026 08:00,1/2/2026 09:00,3,-100,2 - High,Web
                INC1,Till 3,1/2/2026 08:00,1/2/2026 09:30,4,Resolved,2 - High,Web
                """))
        .containsExactly(
            "INC1/opened 2026-02-01T08:00 opened service=checkout kind=incident",
            "INC1/0/2026-02-01T08:05/priority 2026-02-01T08:05 priority 1",
            "INC1/0/2026-02-01T08:05/state 2026-02-01T08:05 state New",
            "INC1/1/2026-02-01T08:30/assigned 2026-02-01T08:30 assigned {\"group\":\"Web\"}",
            "INC1/1/2026-02-01T08:30/state 2026-02-01T08:30 state Active",
            "INC1/2/2026-02-01T08:30/priority 2026-02-01T08:30 priority 2 - High",
            "INC1/4/2026-02-01T09:30/state 2026-02-01T09:30 state Resolved");
    assertThat(oddities.lines())
        .containsExactly("1 rows do not know the state; the one before stays");
  }

  @Test
  void rowsInTheHourThatComesTwiceAreToldApartWhereTheirTimeGoesBack() throws Exception {
    assertThat(
            events(
                """
                INC1,Till 3,25/10/2026 01:00,25/10/2026 01:30,0,New,1 - Critical,Web
                INC1,Till 3,25/10/2026 01:00,25/10/2026 02:50,1,Active,1 - Critical,Web
                INC1,Till 3,25/10/2026 01:00,25/10/2026 02:10,2,Waiting,1 - Critical,Web
                INC1,Till 3,25/10/2026 01:00,25/10/2026 02:40,3,Active,1 - Critical,Web
                INC1,Till 3,25/10/2026 01:00,25/10/2026 03:10,4,Resolved,1 - Critical,Web
                """))
        .filteredOn(event -> event.contains("/state"))
        .containsExactly(
            "INC1/0/2026-10-25T01:30/state 2026-10-25T01:30 state New",
            "INC1/1/2026-10-25T02:50/state 2026-10-25T02:50+02:00 state Active",
            "INC1/2/2026-10-25T02:10/state 2026-10-25T02:10+01:00 state Waiting",
            "INC1/3/2026-10-25T02:40/state 2026-10-25T02:40+01:00 state Active",
            "INC1/4/2026-10-25T03:10/state 2026-10-25T03:10 state Resolved");
    assertThat(oddities.lines()).isEmpty();
  }

  @Test
  void rowsBeforeTheOpeningAreItsStateThen() throws Exception {
    assertThat(
            events(
                """
                INC1,Till 3,1/2/2026 08:00,1/2/2026 07:00,0,New,1 - Critical,Web
                INC1,Till 3,1/2/2026 08:00,1/2/2026 07:30,1,Waiting,1 - Critical,Web
                INC1,Till 3,1/2/2026 08:00,1/2/2026 09:00,2,Active,1 - Critical,Web
                """))
        .containsExactly(
            "INC1/opened 2026-02-01T08:00 opened service=checkout kind=incident state=Waiting"
                + " priority=1 {\"group\":\"Web\"}",
            "INC1/2/2026-02-01T09:00/state 2026-02-01T09:00 state Active");
    assertThat(oddities.lines())
        .containsExactly(
            "2 rows lie before their ticket's opening (1 tickets): the last is its state then");
  }

  @Test
  void aRowDatedAfterALaterOneIsAsOldAsThat() throws Exception {
    assertThat(
            states(
                """
                INC1,a,1/2/2026 08:00,1/2/2026 11:10,1,New,,
                INC1,a,1/2/2026 08:00,1/2/2026 08:04,1,New,,
                INC1,a,1/2/2026 08:00,1/2/2026 11:03,2,Resolved,,
                """))
        .containsExactly("2026-02-01T08:04 New 1", "2026-02-01T11:03 Resolved 3");
    assertThat(oddities.lines())
        .contains("1 rows are dated after a later one; they are taken for as old as that");
  }

  @Test
  void aRowKeepsItsIdWhenALongerExportDatesItBack() throws Exception {
    String rows =
        """
        INC1,a,1/2/2026 08:00,1/2/2026 08:04,1,New,,
        INC1,a,1/2/2026 08:00,1/2/2026 11:10,2,Active,,
        """;
    List<String> before = ids(rows);

    assertThat(ids(rows + "INC1,a,1/2/2026 08:00,1/2/2026 11:03,3,Resolved,,\n"))
        .startsWith(before.toArray(new String[0]))
        .hasSize(before.size() + 1);
  }

  @Test
  void whereTheCounterContradictsTheFileTimesDecideAndTheCounterOrdersAMinute() throws Exception {
    List<String> expected =
        List.of(
            "2026-02-01T09:00 New 1",
            "2026-02-01T10:00 Active 2",
            "2026-02-01T10:00 Waiting 3",
            "2026-02-01T11:00 Resolved 4");
    assertThat(
            states(
                """
                INC1,a,1/2/2026 08:00,1/2/2026 11:00,2,Resolved,,
                INC1,a,1/2/2026 08:00,1/2/2026 10:00,5,Waiting,,
                INC1,a,1/2/2026 08:00,1/2/2026 10:00,4,Active,,
                INC1,a,1/2/2026 08:00,1/2/2026 09:00,1,New,,
                """))
        .isEqualTo(expected);
    assertThat(oddities.lines()).contains("1 tickets whose counter goes down; their times decide");
  }

  @Test
  void whatCannotBeReadIsLeftOutAndNamedWithItsLine() throws Exception {
    assertThat(
            states(
                """
                INC1,a,1/2/2026 08:00,31/2/2026 09:00,1,New,,
                INC1,a,1/2/2026 08:00,1/2/2026 09:00,one,New,,
                ,a,1/2/2026 08:00,1/2/2026 09:00,1,New,,
                INC1,a,1/2/2026 08:00,1/2/2026 10:00,2,Stalled,,
                """))
        .containsExactly("2026-02-01T10:00 Stalled 1");
    assertThat(oddities.lines())
        .startsWith(
            "3 rows cannot be read and are left out",
            "  line 2: at is '31/2/2026 09:00', which is no time like 28/2/2026 13:45",
            "  line 3: count is 'one', which is no whole number",
            "  line 4: number is empty")
        .contains("1 rows in state 'Stalled', which the mapping does not name");
  }

  @Test
  void anExportMayBeZippedHaveAByteOrderMarkOrBeInAnotherEncoding() throws Exception {
    String rows = HEADER + "INC1,a,1/2/2026 08:00,1/2/2026 09:00,1,New,,\"Tür, \"\"zu\"\"\"\n";
    Path zipped = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(("\uFEFF" + rows).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(export(zipped)).anyMatch(event -> event.endsWith("{\"group\":\"Tür, \\\"zu\\\"\"}"));
    Path old = Files.writeString(folder.resolve("a.csv"), rows, Charset.forName("windows-1252"));
    Files.writeString(mapping, MAPPING + "encoding: windows-1252\n");
    assertThat(export(old)).anyMatch(event -> event.endsWith("{\"group\":\"Tür, \\\"zu\\\"\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zone: Europe/Berlin | zone: Europe/Bonn | :3: | Europe/Bonn",
        "format: d/M/yyyy HH:mm | format: d/M/bbbb | :3: | pattern letter",
        "attributes: {group | attribute: {group | :8: | there is no key 'attribute' here; the keys are attributes",
        "order: count | '' | mapping.yaml:10: | order is missing; write order: the column of the counter",
        "state: {column: state, open | state: [ | :6: | ",
        "incident: number | 'incident: {a: b}' | :1: | incident has another form here"
      })
  void aMistakeInTheMappingIsNamedWithItsLine(String text, String instead, String at, String what)
      throws IOException {
    Files.writeString(mapping, MAPPING.replace(text, instead));
    assertThatThrownBy(() -> MappingFile.read(mapping))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(at)
        .hasMessageContaining(what == null ? "" : what);
  }

  @Test
  void aMissingColumnIsNamed() throws Exception {
    Path file =
        Files.writeString(folder.resolve("a.csv"), "number,ci,opened,at,count,state\nI,,,,,\n");
    assertThatThrownBy(() -> export(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("there is no column priority, team; the columns are at, ci, count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.csv    | `I,\"a,1/2/2026 08:00,1/2/2026 09:00,1,New,,`   | a.csv:3: no CSV as the mapping says: Missing closing quote",
        "a.csv    | `I,\"a\" b,1/2/2026 08:00,1/2/2026 09:00,1,New,,` | a.csv:2: no CSV as the mapping says: Unexpected character",
        "a.csv    | `I,a,1/2/2026 08:00,1/2/2026 09:00,1,New,,,more` | a.csv:2: no CSV as the mapping says: Too many entries",
        "a.csv.gz | `I,a,1/2/2026 08:00,1/2/2026 09:00,1,New,,`     | a.csv.gz cannot be read: Not in GZIP format; export it again"
      })
  void aFileThatIsNoExportIsNamedWithItsLine(String name, String row, String said)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), HEADER + row + "\n");
    assertThatThrownBy(() -> export(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(said);
  }

  @Test
  void anExportThatIsCutOffIsRefusedAsAWhole() throws IOException {
    Path file = folder.resolve("a.csv.gz");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(
          (HEADER + "I,a,1/2/2026 08:00,1/2/2026 09:00,1,New,,\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    assertThatThrownBy(() -> export(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a.csv.gz cannot be read: Unexpected end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "ftp://desk", "http:desk"})
  void anAddressThatIsNoneIsRefusedWithOneThatIs(String url) {
    assertThatThrownBy(() -> Target.of(URI.create(url), ""))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("write it as http://desk:8080");
  }

  private List<String> events(String rows) throws Exception {
    return export(Files.writeString(folder.resolve("a.csv"), HEADER + rows));
  }

  private List<String> ids(String rows) throws Exception {
    return sent(Files.writeString(folder.resolve("a.csv"), HEADER + rows)).stream()
        .map(event -> event.json().get("id").asText())
        .toList();
  }

  private List<String> states(String rows) throws Exception {
    return sent(Files.writeString(folder.resolve("a.csv"), HEADER + rows)).stream()
        .filter(event -> event.json().get("type").asText().equals("state"))
        .map(
            event ->
                "%s %s %s"
                    .formatted(
                        event.json().get("at").asText(),
                        event.json().get("state").asText(),
                        event.json().get("seq")))
        .toList();
  }

  private List<String> export(Path file) throws Exception {
    return sent(file).stream().map(TicketEventsTest::text).toList();
  }

  private List<TicketEvents.Event> sent(Path file) throws Exception {
    Mapping read = MappingFile.read(mapping);
    return new Export(file, read, oddities)
        .tickets().entrySet().stream()
            .flatMap(t -> TicketEvents.of(t.getKey(), t.getValue(), read, oddities).stream())
            .toList();
  }

  private static String text(TicketEvents.Event event) {
    var json = event.json();
    boolean opened = json.get("type").asText().equals("opened");
    StringBuilder text =
        new StringBuilder(json.get("id").asText() + " " + json.get("at").asText() + " ")
            .append(json.get("type").asText());
    for (String field : List.of("service", "kind", "state", "priority")) {
      if (json.has(field)) {
        text.append(' ').append(opened ? field + "=" : "").append(json.get(field).asText());
      }
    }
    return text + (json.has("attributes") ? " " + json.get("attributes") : "");
  }
}
