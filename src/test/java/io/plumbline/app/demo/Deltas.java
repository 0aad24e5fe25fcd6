package io.plumbline.app.demo;

import io.plumbline.signal.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What counters gained, by the time of the later sample; read as a receiver would. */
final class Deltas {

  private final NavigableMap<Long, Double> total = new TreeMap<>();
  private final NavigableMap<Long, Double> bad = new TreeMap<>();

  private Deltas() {}

  /** Failed requests of a service among all. */
  static Deltas errors(Stream<DemoSample> samples, String service) {
    return of(
        samples.filter(s -> is(s, "http_requests_total", service)),
        labels -> true,
        labels -> labels.get("code").startsWith("5"));
  }

  /** Requests to checkout that were answered within 0.3 s, in the place of the failed ones. */
  static Deltas fast(Stream<DemoSample> samples) {
    return of(
        samples.filter(s -> is(s, "http_request_duration_seconds_bucket", "checkout")),
        labels -> labels.get("le").equals("+Inf"),
        labels -> labels.get("le").equals("0.3"));
  }

  private static boolean is(DemoSample sample, String metric, String service) {
    return sample.labels().metric().equals(metric)
        && sample.labels().get("service").equals(service);
  }

  private static Deltas of(
      Stream<DemoSample> samples, Predicate<Labels> inTotal, Predicate<Labels> inBad) {
    Deltas deltas = new Deltas();
    Map<Labels, Double> last = new HashMap<>();
    samples.forEach(
        sample -> {
          Double previous = last.put(sample.labels(), sample.value());
          double gained = previous == null ? 0 : sample.value() - previous;
          if (inTotal.test(sample.labels())) {
            deltas.total.merge(sample.timeMillis(), gained, Double::sum);
          }
          if (inBad.test(sample.labels())) {
            deltas.bad.merge(sample.timeMillis(), gained, Double::sum);
          }
        });
    return deltas;
  }

  /** Bad among all in the window that ends at an instant: (at − window, at]. */
  double ratio(Instant at, Duration window) {
    return sum(bad, at, window) / sum(total, at, window);
  }

  /** The lower burn rate of two windows, as a multiwindow alert compares it. */
  double burn(Instant at, Duration longWindow, Duration shortWindow, double target) {
    return Math.min(ratio(at, longWindow), ratio(at, shortWindow)) / (1 - target);
  }

  private static double sum(NavigableMap<Long, Double> gains, Instant at, Duration window) {
    return gains
        .subMap(at.minus(window).toEpochMilli(), false, at.toEpochMilli(), true)
        .values()
        .stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }
}
