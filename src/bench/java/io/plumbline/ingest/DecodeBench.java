package io.plumbline.ingest;

import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xerial.snappy.Snappy;

/**
 * Remote write, from the compressed body to columns: ns per sample, series known already. {@code
 * dropped} is 1.0 whose series nothing looks at.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBench {

  private static final int BATCH = 2000;

  /** How many series the daemon knows. */
  @Param({"10000", "100000", "500000"})
  public int series;

  /** What is sent. */
  @Param({"1.0", "2.0", "dropped"})
  public String what;

  private final SnappyBody snappy = new SnappyBody();
  private final List<byte[]> bodies = new ArrayList<>();
  private Decoder decoder;
  private TimeBounds bounds;
  private int next;

  private interface Decoder {
    MetricBatch decode(byte[] bytes, int length, TimeBounds times, Refusals refused)
        throws MalformedBodyException;
  }

  /** Makes the bodies of one scrape and lets the index see each once. */
  @Setup
  public void setup() throws Exception {
    SeriesIndex index =
        new SeriesIndex(
            new SeriesLimits(1_000_000, 1_000_000, 64, 512, 4096),
            ReplicaLabels.NONE,
            labels -> what.equals("dropped") ? List.of() : List.of("all"));
    boolean second = what.equals("2.0");
    decoder =
        second
            ? new RemoteWrite2Decoder(index, new IngestMetrics(), 64 << 20)::decode
            : new RemoteWriteDecoder(index, new IngestMetrics())::decode;
    long now = System.currentTimeMillis();
    bounds = new TimeBounds(now);
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    Request2 request = new Request2();
    for (int i = 0; i < series; i++) {
      if (second) {
        Wire sample = Request2.sample(1_000 + i % 977, now, now - 3_600_000);
        request.series(request.labels(labels(i)).bytes(2, sample));
      } else {
        encoder.add(RemoteWriteEncoder.block(labels(i)), now, 1_000 + i % 977);
      }
      if (i % BATCH == BATCH - 1) {
        bodies.add(second ? Snappy.compress(request.toBytes()) : encoder.body());
        request = new Request2();
      }
    }
    for (int i = 0; i < bodies.size(); i++) {
      decode();
    }
    index.confirm(index.size());
  }

  private static List<Label> labels(int i) {
    return List.of(
        new Label(Labels.METRIC_NAME, "http_requests_total"),
        new Label("code", i % 2 == 0 ? "200" : "500"),
        new Label("env", "prod"),
        new Label("instance", "10.0.%d.%d:8080".formatted(i / 500, i / 2 % 250)),
        new Label("job", "svc%05d".formatted(i / 100)),
        new Label("method", "GET"));
  }

  /** Decompresses, walks and resolves one request. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public MetricBatch decode() throws Exception {
    byte[] body = bodies.get(next++ % bodies.size());
    int length = (int) SnappyBody.claim(body);
    return decoder.decode(snappy.decompress(body, length), length, bounds, new Refusals(1));
  }
}
