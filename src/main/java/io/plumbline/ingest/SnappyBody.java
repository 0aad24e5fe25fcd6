package io.plumbline.ingest;

import java.io.IOException;
import org.xerial.snappy.Snappy;

/**
 * Decompresses bodies in Snappy's block format into an array that is used again. The native call
 * does not look at the size of the array it writes to, so the claimed length is compared first.
 * Belongs to the journal's thread, except for {@link #claim}.
 */
final class SnappyBody {

  /** A copy of 64 bytes takes at least three, so no honest body grows more than this. */
  private static final int MOST_GROWTH = 22;

  private static final int KEPT_BYTES = 4 << 20;

  private byte[] reused = new byte[64 * 1024];

  /**
   * The decompressed length that a body claims in its first bytes, up to 4 GB.
   *
   * @throws MalformedBodyException when the claim cannot be read or cannot be true
   */
  static long claim(byte[] body) throws MalformedBodyException {
    Proto preamble = new Proto();
    preamble.reset(body, 0);
    long claimed = preamble.varint(Math.min(5, body.length));
    if (claimed > 0xffff_ffffL || claimed > (long) MOST_GROWTH * body.length) {
      throw new MalformedBodyException(
          body.length + " bytes cannot decompress to " + claimed + " as they claim");
    }
    return claimed;
  }

  /**
   * Decompresses a body.
   *
   * @param claimed its claimed length, within the limit
   * @return bytes valid up to that length, until the next call
   */
  byte[] decompress(byte[] body, int claimed) throws MalformedBodyException {
    byte[] out = reused.length >= claimed ? reused : new byte[claimed];
    if (claimed <= KEPT_BYTES) {
      reused = out;
    }
    try {
      if (claim(body) != claimed || Snappy.uncompress(body, 0, body.length, out, 0) != claimed) {
        throw new MalformedBodyException("the decompressed length is not the claimed one");
      }
    } catch (IOException e) {
      throw new MalformedBodyException("not in Snappy's block format: " + e.getMessage());
    }
    return out;
  }
}
