package io.plumbline.app;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.journal.JournalWriter;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Rules on their way into the journal.
 *
 * @param set the entry
 * @param catalogue what will be promised, so that ingest keeps what it looks at
 * @param selection has ingest do so
 * @param durable learns the entry's place, or why it has none
 */
record Activation(
    RuleSetActivated set,
    Catalogue catalogue,
    SelectionSwitch selection,
    CompletableFuture<Long> durable)
    implements JournalWriter.Submission {

  @Override
  public int bytes() {
    return set.files().stream().mapToInt(file -> file.text().length()).sum();
  }

  @Override
  public Optional<Signal> signal() {
    selection.turn(catalogue);
    return Optional.of(set);
  }

  @Override
  public void committed(long seq) {
    durable.complete(seq);
  }

  @Override
  public void failed(Exception cause) {
    selection.back();
    durable.completeExceptionally(new UncheckedIOException(new IOException(cause)));
  }
}
