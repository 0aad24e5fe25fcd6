package io.plumbline.rules.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a table as people save it: commas or semicolons between the cells, blanks around them,
 * empty lines, and lines that begin with {@code #} for remarks.
 */
final class TableFile {

  private static final CsvMapper CSV =
      CsvMapper.builder().enable(CsvParser.Feature.TRIM_SPACES).build();

  private final String path;
  private final List<Problem> problems;
  private char separator;

  private TableFile(String path, List<Problem> problems) {
    this.path = path;
    this.problems = problems;
  }

  /** The table, unless nothing can be made of it; rows that are wrong are left out. */
  static Optional<Table> read(SourceFile file, List<Problem> problems) {
    return new TableFile(file.path(), problems).read(file.text().split("\r?\n|\r", -1));
  }

  private Optional<Table> read(String[] lines) {
    List<String> columns = List.of();
    int header = 0;
    List<Table.Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      String text = lines[i].strip();
      if (text.isEmpty() || text.startsWith("#") || text.matches("[;,\\s]+")) {
        continue;
      }
      if (header == 0) {
        header = i + 1;
        separator = text.chars().filter(c -> c == ';').count() > 0 ? ';' : ',';
        columns =
            cells(header, text).orElse(List.of()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        if (columns.isEmpty() || !named(header, columns)) {
          return Optional.empty();
        }
      } else {
        int line = i + 1;
        List<String> names = columns;
        cells(line, text).flatMap(cells -> row(line, names, cells)).ifPresent(rows::add);
      }
    }
    if (header == 0) {
      problem(1, "the table is empty", "begin it with the names of its columns");
      return Optional.empty();
    }
    if (rows.isEmpty() && problems.stream().noneMatch(p -> p.path().equals(path))) {
      problem(header, "the table has no row", "add one below the names of its columns");
    }
    return Optional.of(new Table(path, header, columns, rows));
  }

  private boolean named(int line, List<String> columns) {
    Set<String> known = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      if (name.isEmpty()) {
        problem(line, "column " + (i + 1) + " has no name", "name it, or take it out");
        return false;
      }
      if (!known.add(name)) {
        problem(
            line,
            "column " + (i + 1) + " is called " + name + " as one before it",
            "give one of them another name");
        return false;
      }
    }
    return true;
  }

  private Optional<Table.Row> row(int line, List<String> columns, List<String> cells) {
    // Programs for tables end short rows, and long ones, with empty cells.
    List<String> row = new ArrayList<>(cells);
    while (row.size() > columns.size() && row.get(row.size() - 1).isEmpty()) {
      row.remove(row.size() - 1);
    }
    if (row.size() == columns.size()) {
      return Optional.of(new Table.Row(line, row));
    }
    boolean decimalComma = separator == ',' && row.size() > columns.size();
    problem(
        line,
        "the row has %d cells, and there are %d columns".formatted(row.size(), columns.size()),
        decimalComma
            ? "write 2.5 or \"2,5\", or put semicolons between all cells"
            : "write a cell for each of " + String.join(", ", columns));
    return Optional.empty();
  }

  private Optional<List<String>> cells(int line, String text) {
    ObjectReader reader =
        CSV.readerForListOf(String.class)
            .with(CsvSchema.emptySchema().withColumnSeparator(separator))
            .with(CsvParser.Feature.WRAP_AS_ARRAY);
    try {
      List<List<String>> rows =
          reader
              .forType(CSV.getTypeFactory().constructCollectionType(List.class, List.class))
              .readValue(text);
      return rows.stream().findFirst().map(row -> row.stream().map(String::strip).toList());
    } catch (JsonProcessingException e) {
      problem(line, "the row cannot be read: " + e.getOriginalMessage(), "close its quotes");
      return Optional.empty();
    }
  }

  private void problem(int line, String what, String instead) {
    problems.add(new Problem(path, line, what, instead));
  }
}
