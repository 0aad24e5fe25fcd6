package io.plumbline.app.backtest;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.plumbline.app.intake.BadInputException;
import io.plumbline.runner.backtest.ToldPast.Sample;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads samples: OpenMetrics or Prometheus text with a timestamp on each line (seconds as
 * OpenMetrics says, or milliseconds as Prometheus does), or CSV with the columns {@code time},
 * {@code metric}, {@code value} and one for each label.
 */
final class SampleFile {

  private static final Pattern LINE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})?\\s+(\\S+)\\s+(-?[0-9.eE+]+)(?:\\s+#.*)?");
  private static final Pattern LABEL =
      Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?");

  /** A timestamp above this can only be in milliseconds: in seconds it were the year 5138. */
  private static final double SECONDS_UP_TO = 1e11;

  private final Path file;

  private SampleFile(Path file) {
    this.file = file;
  }

  /** Whether a file is OpenMetrics text, or CSV with the columns of samples. */
  static boolean holdsSamples(Path file) throws IOException {
    if (!file.toString().endsWith(".csv")) {
      return !file.toString().endsWith(".csv.gz");
    }
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String header = in.readLine();
      return header != null
          && List.of(header.split(",")).containsAll(List.of("time", "metric", "value"));
    }
  }

  /**
   * Reads a file.
   *
   * @throws BadInputException if a line cannot be read, with its number
   */
  static List<Sample> read(Path file) throws IOException, BadInputException {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(file + " is no file; name one of samples or tickets");
    }
    SampleFile reader = new SampleFile(file);
    return file.toString().endsWith(".csv") ? reader.csv() : reader.text();
  }

  private List<Sample> text() throws IOException, BadInputException {
    List<Sample> samples = new ArrayList<>();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
          throw wrong(
              number,
              "no sample with a timestamp",
              "write NAME{LABEL=\"VALUE\"} VALUE SECONDS, such as requests_total{code=\"200\"} 12 1788220800");
        }
        double time = number(matcher.group(4), number);
        long millis = Math.round(time < SECONDS_UP_TO ? time * 1000 : time);
        samples.add(
            new Sample(
                labels(matcher.group(1), matcher.group(2), number),
                Instant.ofEpochMilli(millis),
                number(matcher.group(3), number)));
      }
    }
    return samples;
  }

  private Labels labels(String metric, String text, int line) throws BadInputException {
    List<Label> labels = new ArrayList<>();
    labels.add(new Label(Labels.METRIC_NAME, metric));
    Matcher matcher = LABEL.matcher(text == null ? "" : text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      labels.add(new Label(matcher.group(1), unescaped(matcher.group(2))));
      end = matcher.end();
    }
    if (text != null && !text.substring(end).isBlank()) {
      throw wrong(line, "no label begins at " + text.substring(end), "write LABEL=\"VALUE\"");
    }
    return Labels.of(labels);
  }

  private static String unescaped(String value) {
    return value.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
  }

  private List<Sample> csv() throws IOException, BadInputException {
    List<Sample> samples = new ArrayList<>();
    try (Reader in = Files.newBufferedReader(file);
        MappingIterator<Map<String, String>> rows =
            new CsvMapper()
                .enable(CsvParser.Feature.TRIM_SPACES)
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(in)) {
      int line = 1;
      while (rows.hasNextValue()) {
        samples.add(sample(rows.nextValue(), ++line));
      }
    }
    return samples;
  }

  private Sample sample(Map<String, String> row, int line) throws BadInputException {
    for (String column : List.of("time", "metric", "value")) {
      if (row.getOrDefault(column, "").isEmpty()) {
        throw wrong(
            line, column + " is missing", "give the columns time, metric, value and one a label");
      }
    }
    List<Label> labels = new ArrayList<>();
    labels.add(new Label(Labels.METRIC_NAME, row.get("metric")));
    row.forEach(
        (column, value) -> {
          if (!List.of("time", "metric", "value").contains(column) && !value.isEmpty()) {
            labels.add(new Label(column, value));
          }
        });
    return new Sample(
        Labels.of(labels), time(row.get("time"), line), number(row.get("value"), line));
  }

  private Instant time(String text, int line) throws BadInputException {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : Instant.ofEpochMilli(Math.round(number(text, line) * 1000));
    } catch (DateTimeException e) {
      throw wrong(
          line, "'" + text + "' is no time", "write 2026-09-01T08:00:00Z, or seconds since 1970");
    }
  }

  private double number(String text, int line) throws BadInputException {
    try {
      return switch (text) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw wrong(line, "'" + text + "' is no number", "write one such as 12 or 0.5");
    }
  }

  private BadInputException wrong(int line, String what, String instead) {
    return new BadInputException("%s:%d: %s; %s".formatted(file, line, what, instead));
  }
}
