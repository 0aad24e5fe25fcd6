package io.plumbline.app.intake;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the columns of an export mean, whose rows are updates of tickets.
 *
 * @param incident column of the ticket's number
 * @param kind {@code incident}, {@code request}, {@code problem} or {@code change}
 * @param service what service a ticket is of
 * @param time when a row was written
 * @param opened column of the time at which the ticket was opened, written like the other
 * @param order column of a counter that orders rows of one instant
 * @param state the state from a row on
 * @param priority the priority from a row on
 * @param attributes columns of attributes with a meaning, such as {@code group}, by attribute
 * @param missing texts that stand for nothing, beside the empty one
 * @param separator between columns
 * @param encoding of the file
 */
public record Mapping(
    String incident,
    String kind,
    Value service,
    Time time,
    String opened,
    String order,
    States state,
    Value priority,
    Map<String, String> attributes,
    Set<String> missing,
    String separator,
    String encoding) {

  private static final List<String> KINDS = List.of("incident", "request", "problem", "change");

  /** Fills in what may be left out and checks the rest. */
  public Mapping {
    kind = Objects.requireNonNullElse(kind, "incident");
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    missing = missing == null ? Set.of() : Set.copyOf(missing);
    separator = Objects.requireNonNullElse(separator, ",");
    encoding = Objects.requireNonNullElse(encoding, StandardCharsets.UTF_8.name());
    require(incident, "incident", "the column of the ticket's number");
    require(service, "service", "{value: NAME} or {column: COLUMN}");
    require(time, "time", "{column: COLUMN, format: d/M/uuuu HH:mm, zone: Europe/Berlin}");
    require(opened, "opened", "the column of the time at which the ticket was opened");
    require(order, "order", "the column of the counter of a ticket's updates");
    require(state, "state", "{column: COLUMN, open: [New], hold: [], stop: [Closed]}");
    require(priority, "priority", "{column: COLUMN}");
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException("kind is '%s'; write one of %s".formatted(kind, KINDS));
    }
    if (separator.length() != 1) {
      throw new IllegalArgumentException("separator must be one character, such as \",\"");
    }
    if (!Charset.isSupported(encoding)) {
      throw new IllegalArgumentException(
          "there is no encoding '%s'; write UTF-8 or windows-1252".formatted(encoding));
    }
  }

  /** Every column that must be there. */
  Set<String> columns() {
    Set<String> columns = new TreeSet<>(attributes.values());
    columns.addAll(List.of(incident, time.column(), opened, order, state.column()));
    columns.addAll(priority.columns());
    columns.addAll(service.columns());
    return columns;
  }

  static void require(Object given, String key, String write) {
    if (given == null) {
      throw new IllegalArgumentException("%s is missing; write %s: %s".formatted(key, key, write));
    }
  }

  /**
   * One text for all rows, or a column of texts.
   *
   * @param value the text for all
   * @param column the column
   * @param values what a text of the column is called here; one that is not named stays as it is
   */
  public record Value(String value, String column, Map<String, String> values) {

    /** Checks that there is one of both. */
    public Value {
      values = values == null ? Map.of() : Map.copyOf(values);
      if ((value == null) == (column == null)) {
        throw new IllegalArgumentException("write either value: TEXT or column: COLUMN");
      }
    }

    Set<String> columns() {
      return column == null ? Set.of() : Set.of(column);
    }

    /** The text of a row. */
    String of(Map<String, String> row) {
      return column == null ? value : named(row.getOrDefault(column, ""));
    }

    private String named(String text) {
      return values.getOrDefault(text, text);
    }
  }

  /**
   * How times are written.
   *
   * @param column the column of the time of a row
   * @param format pattern of {@link DateTimeFormatter}
   * @param zone zone of the wall clock
   * @param overlap {@code earlier} or {@code later}: which instant a wall time is that comes twice
   */
  public record Time(String column, String format, String zone, String overlap) {

    /** Checks that the pattern and the zone exist. */
    public Time {
      overlap = Objects.requireNonNullElse(overlap, "earlier");
      require(column, "time.column", "the column of the time of an update");
      require(format, "time.format", "d/M/uuuu HH:mm");
      require(zone, "time.zone", "an IANA name such as Europe/Berlin");
      var unused = ZoneId.of(zone);
      var ignored = formatter(format);
      if (!overlap.equals("earlier") && !overlap.equals("later")) {
        throw new IllegalArgumentException("time.overlap is earlier or later");
      }
    }

    /** A reader of the column's texts, which takes no day or hour that does not exist. */
    DateTimeFormatter formatter() {
      return formatter(format);
    }

    private static DateTimeFormatter formatter(String pattern) {
      // A strict reader wants an era beside y, which nobody writes.
      String years = pattern.contains("'") ? pattern : pattern.replace('y', 'u');
      return DateTimeFormatter.ofPattern(years, Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
    }

    /** How such a time looks, for a message. */
    String example() {
      return formatter().format(LocalDateTime.of(2026, 2, 28, 13, 45));
    }
  }

  /**
   * The states of the export.
   *
   * @param column the column
   * @param open states in which somebody works or should
   * @param hold states in which the desk waits for somebody else
   * @param stop states in which the ticket is solved or closed
   * @param unknown texts that say that the state is not known; the one before stays
   */
  public record States(
      String column, Set<String> open, Set<String> hold, Set<String> stop, Set<String> unknown) {

    /** Checks that there is a column and a state that ends a ticket. */
    public States {
      require(column, "state.column", "the column of the state");
      open = open == null ? Set.of() : Set.copyOf(open);
      hold = hold == null ? Set.of() : Set.copyOf(hold);
      unknown = unknown == null ? Set.of() : Set.copyOf(unknown);
      require(stop, "state.stop", "[Resolved, Closed]");
      stop = Set.copyOf(stop);
    }

    /** Whether the mapping says what a state means. */
    boolean names(String state) {
      return open.contains(state) || hold.contains(state) || stop.contains(state);
    }
  }
}
