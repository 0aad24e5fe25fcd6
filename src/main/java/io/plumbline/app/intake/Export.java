package io.plumbline.app.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Reads the rows of an export, plain or gzipped, and puts those of a ticket together. */
final class Export {

  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final Path file;
  private final Mapping mapping;
  private final Oddities oddities;
  private final DateTimeFormatter times;

  Export(Path file, Mapping mapping, Oddities oddities) {
    this.file = file;
    this.mapping = mapping;
    this.oddities = oddities;
    this.times = mapping.time().formatter();
  }

  /**
   * The updates of each ticket, tickets and updates in the order of the file. Rows that cannot be
   * read are left out and told among the oddities.
   *
   * @throws BadInputException if a column is missing, or the file is no CSV or cannot be read
   */
  Map<String, List<Update>> tickets() throws BadInputException {
    CsvSchema schema =
        CsvSchema.emptySchema().withHeader().withColumnSeparator(mapping.separator().charAt(0));
    Map<String, List<Update>> tickets = new LinkedHashMap<>();
    try (Reader in = open();
        MappingIterator<Map<String, String>> rows =
            new CsvMapper()
                .enable(CsvParser.Feature.TRIM_SPACES)
                .readerForMapOf(String.class)
                .with(schema)
                .readValues(in)) {
      if (!rows.hasNextValue()) {
        throw new BadInputException(
            file
                + " has no row below its header, so nothing is sent; export the updates of tickets,"
                + " a row each");
      }
      columns((CsvSchema) rows.getParserSchema());
      while (rows.hasNextValue()) {
        Map<String, String> row = rows.nextValue();
        // The reader is past the row when it gives it.
        add(row, rows.getCurrentLocation().getLineNr() - 1L, tickets);
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new BadInputException(
          "%s:%d: no CSV as the mapping says: %s; mend the line, or the separator in the mapping"
              .formatted(file, line, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new BadInputException(
          "%s cannot be read: %s; export it again, and name it .gz only if it is gzipped"
              .formatted(file, e.getMessage()));
    }
    return tickets;
  }

  private Reader open() throws IOException, BadInputException {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(file + " is no file; name an export as CSV, plain or gzipped");
    }
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      boolean zipped = file.toString().endsWith(".gz");
      Reader text =
          new InputStreamReader(zipped ? new GZIPInputStream(bytes) : bytes, mapping.encoding());
      Reader marked = new BufferedReader(text);
      marked.mark(1);
      if (marked.read() != BYTE_ORDER_MARK) {
        marked.reset();
      }
      return marked;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private void columns(CsvSchema header) throws BadInputException {
    Set<String> there = new TreeSet<>();
    header.forEach(column -> there.add(column.getName()));
    Set<String> absent = new TreeSet<>(mapping.columns());
    absent.removeAll(there);
    if (!absent.isEmpty()) {
      throw new BadInputException(
          "%s:1: there is no column %s; the columns are %s"
              .formatted(file, String.join(", ", absent), String.join(", ", there)));
    }
  }

  private void add(Map<String, String> row, long line, Map<String, List<Update>> tickets) {
    oddities.row();
    String number = text(row, mapping.incident());
    try {
      if (number.isEmpty()) {
        throw new IllegalArgumentException(mapping.incident() + " is empty");
      }
      tickets.computeIfAbsent(number, n -> new ArrayList<>()).add(update(row, line));
    } catch (IllegalArgumentException e) {
      oddities.unreadable(line, e.getMessage());
    }
  }

  private Update update(Map<String, String> row, long line) {
    Map<String, String> known = new HashMap<>();
    row.keySet().forEach(column -> known.put(column, text(row, column)));
    Map<String, String> attributes = new HashMap<>();
    mapping.attributes().forEach((name, column) -> attributes.put(name, text(row, column)));
    attributes.values().removeIf(String::isEmpty);
    LocalDateTime written = time(row, mapping.time().column());
    return new Update(
        line,
        written,
        written,
        Optional.empty(),
        time(row, mapping.opened()),
        order(row),
        mapping.service().of(known),
        state(text(row, mapping.state().column())),
        mapping.priority().of(known),
        attributes);
  }

  private String state(String text) {
    if (mapping.state().unknown().contains(text)) {
      oddities.unknownState();
      return "";
    }
    if (!text.isEmpty() && !mapping.state().names(text)) {
      oddities.unnamedState(text);
    }
    return text;
  }

  private LocalDateTime time(Map<String, String> row, String column) {
    String text = text(row, column);
    try {
      return LocalDateTime.parse(text, times);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s is '%s', which is no time like %s".formatted(column, text, mapping.time().example()),
          e);
    }
  }

  private long order(Map<String, String> row) {
    String text = text(row, mapping.order());
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is '%s', which is no whole number".formatted(mapping.order(), text), e);
    }
  }

  private String text(Map<String, String> row, String column) {
    String text = row.getOrDefault(column, "");
    return text == null || mapping.missing().contains(text) ? "" : text;
  }
}
