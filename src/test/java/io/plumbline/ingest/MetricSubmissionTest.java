package io.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.journal.RefusedException;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricSubmissionTest {

  private static final TimeBounds BOUNDS = new TimeBounds(1_790_000_000_000L);

  private final SeriesIndex index =
      new SeriesIndex(SeriesLimits.DEFAULT, ReplicaLabels.NONE, labels -> List.of("all"));
  private final IngestMetrics metrics = new IngestMetrics();
  private final RemoteWriteDecoder decoder = new RemoteWriteDecoder(index, metrics);
  private final List<Answer> answers = new ArrayList<>();

  @Test
  void aFailedStoreAsksToTryAgainAndTheNextRequestBringsTheSeriesAgain() throws Exception {
    MetricSubmission first = submission(message("a"));
    MetricSubmission second = submission(message("a", "b"));
    first.signal();
    second.signal();
    first.failed(new StoreException("disk full"));
    second.failed(new StoreException("disk full"));

    assertThat(answers).extracting(Answer::status).containsExactly(503, 503);
    assertThat(answers.get(0).retryAfterSeconds()).hasValue(10);
    assertThat(index.size()).isZero();
    assertThat(metrics.refused(Refusal.STORE).sum()).isEqualTo(2);

    MetricSubmission again = submission(message("b", "a"));
    assertThat(again.signal()).isPresent();
    assertThat(index.since(0)).extracting(s -> s.labels().metric()).containsExactly("b", "a");
    again.committed(1);
    assertThat(index.confirmed()).isEqualTo(2);
    assertThat(answers.get(2)).isEqualTo(Answer.NO_CONTENT);
  }

  @Test
  void aRefusedRequestLeavesTheOthersOfItsGroupAlone() throws Exception {
    MetricSubmission good = submission(message("a"));
    byte[] broken = message("b", "c");
    broken[broken.length - 1] |= (byte) 0x80;
    MetricSubmission bad = submission(broken);
    good.signal();
    assertThatThrownBy(bad::signal)
        .isInstanceOfSatisfying(RefusedException.class, bad::failed)
        .hasMessageContaining("cut off");
    good.committed(1);

    assertThat(answers).extracting(Answer::status).containsExactly(400, 204);
    assertThat(index.confirmed()).isEqualTo(1);
    assertThat(index.size()).isEqualTo(1);
  }

  private MetricSubmission submission(byte[] message) {
    return new MetricSubmission(
        message.length,
        refusals -> decoder.decode(message, message.length, BOUNDS, refusals),
        new MetricSubmission.Gate(index, metrics),
        IngestMetrics.Protocol.REMOTE_WRITE,
        new TextAnswers(),
        1,
        answers::add);
  }

  private static byte[] message(String... names) {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    for (String name : names) {
      encoder.add(Labels.of(List.of(new Label(Labels.METRIC_NAME, name))), BOUNDS.nowMillis(), 1);
    }
    return encoder.message();
  }
}
