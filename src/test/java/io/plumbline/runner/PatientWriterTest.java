package io.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.store.Batch;
import io.plumbline.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatientWriterTest {

  /** Notes what it is told, and whether the engine waited then. */
  private static final class Notes implements Condition {
    private final List<String> told = new ArrayList<>();

    @Override
    public void waits(String why) {
      told.add("waits: " + why);
    }

    @Override
    public void goesOn() {
      told.add("goes on");
    }

    @Override
    public void stopped(Throwable cause) {
      told.add("stopped");
    }
  }

  private final Notes notes = new Notes();
  private final List<Batch> tried = new ArrayList<>();
  private PatientWriter writer;

  @Test
  void triesAgainUntilTheDiskHasRoomAndSaysSo() {
    writer =
        new PatientWriter(
            (batch, sync) -> {
              tried.add(batch);
              assertThat(writer.isWaiting()).isEqualTo(tried.size() > 1);
              if (tried.size() < 3) {
                throw new StoreException(StoreException.Kind.FULL, "the disk is full", null);
              }
            },
            notes);
    Batch batch = new Batch();

    writer.write(batch, true);

    assertThat(tried).containsExactly(batch, batch, batch);
    assertThat(notes.told)
        .containsExactly("waits: the disk is full", "waits: the disk is full", "goes on");
    assertThat(writer.isWaiting()).isFalse();
  }

  @Test
  void givesUpWhenTheDaemonStops() {
    writer =
        new PatientWriter(
            (batch, sync) -> {
              writer.close();
              throw new StoreException(StoreException.Kind.FULL, "the disk is full", null);
            },
            notes);
    assertThatThrownBy(() -> writer.write(new Batch(), true)).hasMessage("the disk is full");
    assertThat(notes.told).doesNotContain("goes on");
  }

  @Test
  void hasNoPatienceWithDamage() {
    writer =
        new PatientWriter(
            (batch, sync) -> {
              throw new StoreException("a block is damaged");
            },
            notes);
    assertThatThrownBy(() -> writer.write(new Batch(), true)).hasMessage("a block is damaged");
    assertThat(notes.told).isEmpty();
  }

  private static StoreException full() {
    return new StoreException(StoreException.Kind.FULL, "the disk is full", null);
  }

  @Test
  void saysNothingWhenAllIsWell() {
    new PatientWriter((batch, sync) -> tried.add(batch), notes).write(new Batch(), true);
    assertThat(notes.told).isEmpty();
  }
}
