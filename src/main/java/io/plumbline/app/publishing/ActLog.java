package io.plumbline.app.publishing;

import io.plumbline.journal.Entry;
import io.plumbline.journal.JournalWriter;
import io.plumbline.signal.RulesAct;
import io.plumbline.signal.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Has acts kept: in the journal first, then in what is read off it.
 *
 * @param writer of the journal
 * @param records learn of each act
 */
public record ActLog(JournalWriter writer, PackRecords records) {

  /**
   * Keeps an act; when it returns it survives a crash.
   *
   * @throws BusyException if the journal takes nothing now
   * @throws java.util.concurrent.CompletionException if the disk is full or fails
   */
  void append(RulesAct act) throws BusyException {
    CompletableFuture<Long> durable = new CompletableFuture<>();
    if (!writer.offer(new Submission(act, durable))) {
      throw new BusyException();
    }
    records.add(new Entry(durable.join(), act));
  }

  private record Submission(RulesAct act, CompletableFuture<Long> durable)
      implements JournalWriter.Submission {

    @Override
    public int bytes() {
      return act.reason().length()
          + act.files().stream().mapToInt(file -> file.text().length()).sum();
    }

    @Override
    public Optional<Signal> signal() {
      return Optional.of(act);
    }

    @Override
    public void committed(long seq) {
      durable.complete(seq);
    }

    @Override
    public void failed(Exception cause) {
      durable.completeExceptionally(new UncheckedIOException(new IOException(cause)));
    }
  }
}
