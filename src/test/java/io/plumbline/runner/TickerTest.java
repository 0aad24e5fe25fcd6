package io.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.journal.Entry;
import io.plumbline.journal.Journal;
import io.plumbline.journal.JournalWriter;
import io.plumbline.signal.Tick;
import io.plumbline.store.Store;
import io.plumbline.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TickerTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");

  @TempDir Path directory;

  private final MovableClock clock = new MovableClock(T0);
  private final List<Entry> ticks = new CopyOnWriteArrayList<>();
  private final AtomicLong judged = new AtomicLong(T0.toEpochMilli());
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void whileATickIsNotJudgedNoOtherIsSubmittedAndTimeNeverRunsBackwards() {
    try (Store store = Store.open(directory);
        JournalWriter writer = new JournalWriter(new Journal(store), ticks::addAll, 1_000);
        Ticker ticker = new Ticker(writer, clock, Duration.ofMillis(1), this::judged)) {
      writer.start();
      clock.advance(Duration.ofHours(1));
      ticker.start();
      await().until(() -> ticks.size() == 1);

      int before = looks.get();
      await().until(() -> looks.get() > before + 20);
      assertThat(ticks).hasSize(1);

      clock.advance(Duration.ofHours(-2));
      judged.set(T0.plus(Duration.ofHours(1)).toEpochMilli());
      await().until(() -> ticks.size() > 3);
      assertThat(ticks)
          .extracting(entry -> ((Tick) entry.signal()).atMillis())
          .containsOnly(T0.plus(Duration.ofHours(1)).toEpochMilli());
    }
  }

  private long judged() {
    looks.incrementAndGet();
    return judged.get();
  }
}
