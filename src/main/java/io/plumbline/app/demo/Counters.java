package io.plumbline.app.demo;

import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The running counters of one service, as its process would expose them. */
final class Counters {

  private final Labels succeeded;
  private final Labels failed;
  private final List<Labels> latency;
  private long requests;
  private long errors;
  private long slow;

  Counters(DemoService service) {
    succeeded = series("http_requests_total", service, new Label("code", "200"));
    failed = series("http_requests_total", service, new Label("code", "500"));
    String bucket = "http_request_duration_seconds_bucket";
    latency =
        service == DemoService.CHECKOUT
            ? List.of(
                series(bucket, service, new Label("le", "0.3")),
                series(bucket, service, new Label("le", "+Inf")),
                series("http_request_duration_seconds_count", service))
            : List.of();
  }

  /** Counts requests, some of which failed and some of which were slow. */
  void count(long requests, long errors, long slow) {
    this.requests += requests;
    this.errors += errors;
    this.slow += slow;
  }

  /** The counters as samples. */
  void sample(long timeMillis, Consumer<DemoSample> into) {
    into.accept(new DemoSample(succeeded, timeMillis, requests - errors));
    into.accept(new DemoSample(failed, timeMillis, errors));
    if (!latency.isEmpty()) {
      into.accept(new DemoSample(latency.get(0), timeMillis, requests - slow));
      into.accept(new DemoSample(latency.get(1), timeMillis, requests));
      into.accept(new DemoSample(latency.get(2), timeMillis, requests));
    }
  }

  static Labels series(String metric, DemoService service, Label... more) {
    return Labels.of(
        Stream.concat(
                Stream.of(
                    new Label(Labels.METRIC_NAME, metric),
                    new Label("service", service.id()),
                    new Label("job", "demo"),
                    new Label("instance", service.id() + "-1:9100")),
                Stream.of(more))
            .toList());
  }
}
