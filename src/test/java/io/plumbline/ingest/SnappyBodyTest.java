package io.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class SnappyBodyTest {

  private final SnappyBody snappy = new SnappyBody();
  private final Random random = new Random(692);

  @Test
  void readsWhatWasCompressed() throws Exception {
    for (int size : new int[] {0, 1, 60, 5_000, 300_000, 5 << 20}) {
      byte[] text = new byte[size];
      for (int i = 0; i < size; i++) {
        text[i] = (byte) random.nextInt(8);
      }
      byte[] body = Snappy.compress(text);
      assertThat(SnappyBody.claim(body)).isEqualTo(size);
      assertThat(Arrays.copyOf(snappy.decompress(body, size), size)).isEqualTo(text);
    }
  }

  @Test
  void theHighestCompressionThereIsIsBelieved() throws Exception {
    byte[] body = Snappy.compress(new byte[1 << 20]);
    assertThat((1 << 20) / body.length).isEqualTo(21);
    assertThat(SnappyBody.claim(body)).isEqualTo(1 << 20);
  }

  @Test
  void aClaimNoBodyCouldKeepIsRefused() {
    for (byte[] body :
        new byte[][] {
          {},
          {(byte) 0x80},
          {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1},
          {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x1f, 1, 1, 1},
          {127, 0, 'x'}
        }) {
      assertThatThrownBy(() -> SnappyBody.claim(body)).isInstanceOf(MalformedBodyException.class);
    }
  }

  @Test
  void damageNeverWritesBeyondTheClaim() throws Exception {
    byte[] text = new byte[4_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (i % 37 == 0 ? random.nextInt() : i % 19);
    }
    byte[] good = Snappy.compress(text);
    byte[] shared = snappy.decompress(good, text.length);
    assertThat(shared.length).isGreaterThan(text.length);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] body = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      Arrays.fill(shared, (byte) 0x55);
      int claimed = 0;
      try {
        claimed = (int) Math.min(SnappyBody.claim(body), shared.length);
        snappy.decompress(body, claimed);
      } catch (MalformedBodyException e) {
        refused++;
      }
      for (int beyond = claimed; beyond < shared.length; beyond++) {
        if (shared[beyond] != 0x55) {
          throw new AssertionError("byte " + beyond + " of " + claimed + " was written");
        }
      }
    }
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void theFramedFormatIsNotTheBlockFormat() throws IOException {
    byte[] framed = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    assertThatThrownBy(() -> snappy.decompress(framed, (int) SnappyBody.claim(framed)))
        .isInstanceOf(MalformedBodyException.class);
  }
}
