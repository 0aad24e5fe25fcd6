package io.plumbline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.signal.MetricBatch;
import io.plumbline.testing.MovableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON that is compressed by gzip, or says so. */
class GzipTest {

  private static final String METRICS = "/api/v1/metrics";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final int LIMIT = 1 << 20;

  @TempDir Path directory;
  private RunningIntake intake;

  @BeforeEach
  void start() {
    IngestLimits limits = new IngestLimits(LIMIT, 4 * LIMIT);
    intake = new RunningIntake(directory, new MovableClock(NOW), SeriesLimits.DEFAULT, limits);
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void isReadAsIfItWereNotCompressed() throws Exception {
    byte[] array = gzip(("[" + sample(1) + "," + sample(2) + "]").getBytes(UTF_8));
    byte[] lines = gzip((sample(3) + "\n" + sample(4)).getBytes(UTF_8));
    assertThat(post("application/json", "gzip", array).statusCode()).isEqualTo(204);
    assertThat(post("application/x-ndjson", "GZIP", lines).statusCode()).isEqualTo(204);
    assertThat(intake.journal().stream().mapToInt(s -> ((MetricBatch) s).size()).sum())
        .isEqualTo(4);
    byte[] event =
        gzip(
            """
            {"id":"e1","incident":"INC1","service":"s","at":"2026-11-22T09:00:00Z","type":"opened","state":"New"}
            """
                .getBytes(UTF_8));
    HttpResponse<String> answer =
        intake.post("/api/v1/incidents", "application/x-ndjson", "gzip", event);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).contains("\"accepted\":1");
  }

  @Test
  void aBombIsRefusedByWhatItClaimsBeforeItIsInflated() throws Exception {
    byte[] bomb = gzip(new byte[LIMIT + 1]);
    assertRefused(413, "claims 1048577 bytes inflated; at most 1048576", bomb);
    // Nothing of this could be inflated.
    byte[] rubbish = new byte[LIMIT / 2];
    rubbish[rubbish.length - 1] = 1;
    assertRefused(413, "claims 16777216 bytes inflated", rubbish);
    byte[] impossible = new byte[100];
    impossible[99] = 1;
    assertRefused(400, "100 bytes cannot inflate to 16777216", impossible);
  }

  @Test
  void whatInflatesToMoreThanItClaimsIsRefused() throws Exception {
    byte[] liar = gzip(new byte[LIMIT + 1]);
    Arrays.fill(liar, liar.length - 4, liar.length, (byte) 0);
    liar[liar.length - 4] = 9;
    assertRefused(400, "not the claimed one", liar);
  }

  @Test
  void whatClaimsToBeNothingStillTakesItsLengthOfTheQueue() throws Exception {
    byte[] liar = new byte[LIMIT / 2];
    assertThat(new JsonBody(liar, true, false).bytes()).isEqualTo(liar.length);
    assertThat(new JsonBody(gzip(new byte[LIMIT]), true, false).bytes()).isEqualTo(LIMIT);
  }

  @Test
  void severalMembersAreRefusedWithARemedy() throws Exception {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(gzip("[".getBytes(UTF_8)));
    two.write(gzip("]".getBytes(UTF_8)));
    assertRefused(400, "send a single member of gzip", two.toByteArray());
  }

  @Test
  void ofWhatIsDamagedNothingWrongIsKept() throws Exception {
    Random random = new Random(7);
    byte[] good = gzip(("[" + sample(1) + "]").getBytes(UTF_8));
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      int length = random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length;
      byte[] body = Arrays.copyOf(good, length);
      for (int flips = body.length > 0 ? 1 + random.nextInt(3) : 0; flips > 0; flips--) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int status = post("application/json", "gzip", body).statusCode();
      // A few bits of gzip say nothing of what it holds.
      assertThat(status).isIn(204, 400, 413);
      refused += status == 204 ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(100);
    assertThat(intake.journal())
        .allSatisfy(
            signal ->
                assertThat(((MetricBatch) signal).valueBits())
                    .containsExactly(Double.doubleToRawLongBits(1)));
  }

  private void assertRefused(int status, String why, byte[] body) throws Exception {
    HttpResponse<String> answer = post("application/json", "gzip", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(why);
    assertThat(intake.journal()).isEmpty();
  }

  private HttpResponse<String> post(String type, String encoding, byte[] body) throws Exception {
    return intake.post(METRICS, type, encoding, body);
  }

  private static String sample(int value) {
    return "{\"name\":\"up\",\"labels\":{\"n\":\"%d\"},\"at\":%d,\"value\":%d}"
        .formatted(value, NOW.toEpochMilli(), value);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
