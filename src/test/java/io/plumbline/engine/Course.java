package io.plumbline.engine;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.IncidentEvent.Type;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Two hours in the life of the shipped example shop, as signals: counters with bursts of errors,
 * silence and resets, full resources, tickets, and an edit of the rules half-way. The shop promises
 * slices of time and calendar days too, and some time is excluded, beforehand and afterwards.
 */
public final class Course {

  /** The first instant. */
  public static final Instant BEGIN = Instant.parse("2026-11-02T09:00:00Z");

  private static final int STEP_SECONDS = 15;
  private static final int STEPS = 480;
  private static final Path MORE = Path.of("src/test/resources/scenarios/course");
  private static final List<String> SERVICES =
      List.of("checkout", "payments", "search", "catalogue", "ledger", "accounts");

  private static final Pattern INSTANT = Pattern.compile("2026-11-02T[0-9:.]+Z");
  private static final Pattern WALL = Pattern.compile("2026-01-01 ([0-9:]+)");

  private final Random random;
  private final Instant begin;
  private final List<Signal> signals = new ArrayList<>();
  private final Map<Labels, Integer> ids = new HashMap<>();
  private final Map<Labels, Double> counters = new HashMap<>();
  private final List<String> open = new ArrayList<>();
  private final List<Signal> late = new ArrayList<>();
  private List<MetricBatch.Series> added = new ArrayList<>();
  private int tickets;

  private Course(long seed, Instant begin) {
    this.random = new Random(seed);
    this.begin = begin;
  }

  /** The signals of a seed; always the same. */
  public static List<Signal> of(long seed) throws IOException {
    return of(seed, BEGIN);
  }

  /** The same, begun at another instant; exclusions and calendar days move with it. */
  public static List<Signal> of(long seed, Instant begin) throws IOException {
    Course course = new Course(seed, begin);
    course.run();
    return course.signals;
  }

  private void run() throws IOException {
    List<SourceFile> shipped = new ArrayList<>(RulesFolder.read(Path.of("rules")));
    shipped.add(promise("objectives.yaml"));
    shipped.add(
        new SourceFile("shop/together.drl", Files.readString(MORE.resolve("together.drl"))));
    tick(0);
    signals.add(activation(1, shipped));
    for (int step = 1; step <= STEPS; step++) {
      int second = step * STEP_SECONDS;
      if (random.nextInt(60) != 0) {
        scrape(second);
      }
      if (random.nextInt(4) == 0) {
        signals.add(new IncidentBatch(List.of(step(second))));
      }
      if (step == STEPS / 2) {
        List<SourceFile> edited = edited(shipped);
        edited.add(promise("exclusion.yaml"));
        signals.add(activation(2, edited));
      }
      // A tick is now and then late, and twice nothing ran for a while.
      boolean down = step % 150 > 140;
      for (int part = 0; part < 3 && !down; part++) {
        if (random.nextInt(8) != 0) {
          tick(second + part * STEP_SECONDS / 3);
        }
      }
    }
    tick(STEPS * STEP_SECONDS + 3_600);
    tick(STEPS * STEP_SECONDS + 7_200);
  }

  private void tick(int second) {
    signals.add(new Tick(begin.plusSeconds(second).toEpochMilli() + 1_300));
  }

  /**
   * The same signals with ticks in other places: after what came within a step one before the next
   * multiple of five seconds, on which everything is due, one shortly before the next step, and any
   * number in between.
   */
  static List<Signal> inPhases(List<Signal> signals, Random random) {
    List<Signal> moved = new ArrayList<>();
    long step = -1;
    for (Signal signal : signals) {
      if (!(signal instanceof Tick tick)) {
        moved.add(signal);
        continue;
      }
      long begin = BEGIN.toEpochMilli();
      long now = (tick.atMillis() - 1_300 - begin) / 1_000 / STEP_SECONDS;
      if (now != step) {
        step = now;
        long from = begin + step * STEP_SECONDS * 1_000;
        LongStream extra =
            random.longs(random.nextInt(6), from + 5_000, from + STEP_SECONDS * 1_000 - 5_000);
        LongStream must =
            LongStream.of(
                from + 2 + random.nextInt(4_990),
                from + STEP_SECONDS * 1_000 - 1 - random.nextInt(4_990));
        LongStream.concat(must, extra).sorted().forEach(at -> moved.add(new Tick(at)));
      }
    }
    return moved;
  }

  private static RuleSetActivated activation(long version, List<SourceFile> files) {
    return new RuleSetActivated(version, files, RulesFolder.hash(files), "somebody", "saved");
  }

  /** Another severity, another target, and one service fewer. */
  private static List<SourceFile> edited(List<SourceFile> files) {
    return files.stream()
        .map(
            file ->
                new SourceFile(
                    file.path(),
                    Arrays.stream(file.text().split("\n---\n"))
                        .filter(part -> !part.contains("search"))
                        .map(part -> part.replace("@severity(\"page\")", "@severity(\"ticket\")"))
                        .map(part -> part.replace("[{target: 0.9995}]", "[{target: 0.99}]"))
                        .collect(Collectors.joining("\n---\n"))))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private SourceFile promise(String file) throws IOException {
    Duration later = Duration.between(BEGIN, begin);
    String text = Files.readString(MORE.resolve(file));
    text = INSTANT.matcher(text).replaceAll(m -> "" + Instant.parse(m.group()).plus(later));
    text =
        WALL.matcher(text)
            .replaceAll(
                m ->
                    LocalDateTime.parse("2026-01-01T" + m.group(1))
                        .plus(later)
                        .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")));
    return new SourceFile("shop/catalogue/course-" + file, text);
  }

  private void scrape(int second) {
    // The sender of one service cannot reach us for a while and brings all of it afterwards.
    boolean away = second % 1_800 > 1_500;
    if (!away) {
      signals.addAll(late);
      late.clear();
    }
    for (String service : SERVICES) {
      // A feed is silent for a while.
      if (!service.equals("ledger") || second % 3_600 <= 2_400) {
        (away && service.equals("accounts") ? late : signals).add(scrape(service, second));
      }
    }
  }

  private MetricBatch scrape(String service, int second) {
    List<Labels> series = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    boolean burning = (second / 600 + service.length()) % 4 == 0;
    int all = random.nextInt(50);
    int bad = burning && all > 0 ? random.nextInt(all) : 0;
    count(series, values, service, "http_requests_total", "code", "200", all - bad);
    if (bad > 0 || random.nextBoolean()) {
      count(series, values, service, "http_requests_total", "code", "500", bad);
    }
    count(series, values, service, "http_request_duration_seconds_count", "", "", all);
    count(series, values, service, "http_request_duration_seconds_bucket", "le", "0.3", all - bad);
    if (service.equals("checkout")) {
      gauge(series, values, service, "cpu_utilisation_ratio", second);
    } else if (service.equals("search")) {
      gauge(series, values, service, "disk_used_ratio", second);
    }
    long at = begin.plusSeconds(second).toEpochMilli();
    MetricBatch batch =
        new MetricBatch(
            added,
            series.stream().mapToInt(ids::get).toArray(),
            series.stream().mapToLong(s -> at).toArray(),
            values.stream().mapToLong(Double::doubleToRawLongBits).toArray());
    added = new ArrayList<>();
    return batch;
  }

  private void count(
      List<Labels> series,
      List<Double> values,
      String service,
      String metric,
      String label,
      String value,
      int by) {
    Labels labels = labels(service, metric, label, value);
    boolean restarted = random.nextInt(2_000) == 0;
    counters.merge(labels, (double) by, (before, more) -> restarted ? more : before + more);
    series.add(labels);
    values.add(counters.get(labels));
  }

  private void gauge(
      List<Labels> series, List<Double> values, String service, String metric, int second) {
    series.add(labels(service, metric, "", ""));
    values.add(second / 900 % 3 == 0 ? 0.95 : 0.4 + random.nextDouble() / 10);
  }

  private Labels labels(String service, String metric, String label, String value) {
    List<Label> pairs = new ArrayList<>();
    pairs.add(new Label(Labels.METRIC_NAME, metric));
    pairs.add(new Label("service", service));
    pairs.add(new Label("job", "shop"));
    pairs.add(new Label("instance", service + "-1"));
    pairs.add(new Label(label.isEmpty() ? "zone" : label, value));
    Labels labels = Labels.of(pairs);
    ids.computeIfAbsent(
        labels,
        l -> {
          added.add(new MetricBatch.Series(ids.size(), l));
          return ids.size();
        });
    return labels;
  }

  /** A ticket is opened, or something happens to one that is open, sometimes told late. */
  private IncidentEvent step(int second) {
    Instant at = begin.plusSeconds(Math.max(0, second - (long) random.nextInt(4) * 100));
    String id = "e" + signals.size();
    if (open.isEmpty() || random.nextInt(3) == 0) {
      String number = "INC" + ++tickets;
      open.add(number);
      String service = random.nextInt(10) == 0 ? "nobody" : SERVICES.get(random.nextInt(6));
      return event(id, number, service, at, Type.OPENED, "New", "" + (1 + random.nextInt(2)));
    }
    String number = open.get(random.nextInt(open.size()));
    return switch (random.nextInt(5)) {
      case 0 -> event(id, number, "", at, Type.PRIORITY, "", "" + (1 + random.nextInt(4)));
      case 1 -> event(id, number, "", at, Type.STATE, "Awaiting Vendor", "");
      case 2 -> event(id, number, "", at, Type.STATE, "Active", "");
      case 3 -> event(id, number, "", at, Type.STATE, "Resolved", "");
      default -> {
        open.remove(number);
        yield event(id, number, "", at, Type.STATE, "Closed", "");
      }
    };
  }

  private static IncidentEvent event(
      String id,
      String number,
      String service,
      Instant at,
      Type type,
      String state,
      String priority) {
    return new IncidentEvent(
        id,
        number,
        service,
        at,
        type,
        state,
        priority,
        0,
        at,
        "",
        IncidentEvent.Kind.INCIDENT,
        Map.of());
  }
}
