package io.plumbline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import io.plumbline.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWriterTest {

  @TempDir Path directory;

  /** A submission that gives a signal, or fails to. */
  private record Submitted(Supplier<Signal> content, CompletableFuture<Long> answer)
      implements JournalWriter.Submission {

    @Override
    public int bytes() {
      return 1;
    }

    @Override
    public Optional<Signal> signal() {
      return Optional.of(content.get());
    }

    @Override
    public void committed(long seq) {
      answer.complete(seq);
      throw new IllegalStateException("the sender is gone");
    }

    @Override
    public void failed(Exception cause) {
      answer.completeExceptionally(cause);
      throw new IllegalStateException("the sender is gone");
    }
  }

  @Test
  void oneBadSubmissionCostsTheOthersNothing() throws Exception {
    try (Store store = Store.open(directory);
        JournalWriter writer = new JournalWriter(new Journal(store), entries -> {}, 100)) {
      writer.start();
      CompletableFuture<Long> deep = offer(writer, JournalWriterTest::tooDeep);
      CompletableFuture<Long> fine = offer(writer, () -> new Tick(1));

      assertThat(fine.get(10, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(deep).isCompletedExceptionally();
      assertThat(offer(writer, () -> new Tick(2)).get(10, TimeUnit.SECONDS)).isEqualTo(2);
    }
  }

  @Test
  void refusesWhileItsFollowerDoesNotKeepUp() throws Exception {
    AtomicBoolean keepsUp = new AtomicBoolean();
    JournalWriter.Follower follower =
        new JournalWriter.Follower() {
          @Override
          public void follow(List<Entry> entries) {}

          @Override
          public boolean keepsUp() {
            return keepsUp.get();
          }
        };
    try (Store store = Store.open(directory);
        JournalWriter writer = new JournalWriter(new Journal(store), follower, 100)) {
      writer.start();
      assertThat(writer.offer(new Submitted(() -> new Tick(1), new CompletableFuture<>())))
          .isFalse();
      keepsUp.set(true);
      assertThat(offer(writer, () -> new Tick(2)).get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  private static Signal tooDeep() {
    throw new StackOverflowError("a body nested without end");
  }

  private static CompletableFuture<Long> offer(JournalWriter writer, Supplier<Signal> content) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    assertThat(writer.offer(new Submitted(content, answer))).isTrue();
    return answer;
  }
}
