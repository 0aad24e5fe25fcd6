package io.plumbline.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * A JSON body as it was sent, as it is or compressed by gzip. Like a body of remote write it is
 * never inflated beyond the length that it claims, which is known before.
 */
final class JsonBody {

  /** The header and the trailer of gzip; the trailer's last four bytes are the length. */
  private static final int FRAME = 18;

  /** Deflate makes at most this of a byte. */
  private static final long MOST_GROWTH = 1032;

  private final byte[] sent;
  private final boolean compressed;
  private final boolean lines;
  private final long claimed;

  /**
   * Looks at a body without inflating it.
   *
   * @param compressed whether it is compressed by gzip
   * @param lines whether there is one item a line
   * @throws MalformedBodyException when the length that it claims cannot be read or be true
   */
  JsonBody(byte[] sent, boolean compressed, boolean lines) throws MalformedBodyException {
    this.sent = sent;
    this.compressed = compressed;
    this.lines = lines;
    this.claimed = compressed ? claim(sent) : sent.length;
  }

  private static long claim(byte[] body) throws MalformedBodyException {
    if (body.length < FRAME) {
      throw new MalformedBodyException("not in the format of gzip");
    }
    long claim = 0;
    for (int i = 1; i <= 4; i++) {
      claim = (claim << 8) | (body[body.length - i] & 0xff);
    }
    if (claim > MOST_GROWTH * body.length) {
      throw new MalformedBodyException(
          body.length + " bytes cannot inflate to " + claim + " as they claim");
    }
    return claim;
  }

  /** The length that it claims to have as plain text, in bytes, up to 4 GB. */
  long claimed() {
    return claimed;
  }

  /** What it takes of the queue: a little that claims to be nothing still has its length. */
  int bytes() {
    return (int) Math.max(sent.length, claimed);
  }

  /** Whether there is one item a line. */
  boolean lines() {
    return lines;
  }

  /**
   * The plain text, inflated now.
   *
   * @throws MalformedBodyException when it is not what it claims to be
   */
  byte[] plain() throws MalformedBodyException {
    if (!compressed) {
      return sent;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      // One more, so that the end and with it the checksum is seen.
      byte[] plain = in.readNBytes((int) claimed + 1);
      if (plain.length != claimed) {
        throw new MalformedBodyException(
            "the inflated length is not the claimed one; send a single member of gzip");
      }
      return plain;
    } catch (IOException e) {
      throw new MalformedBodyException("not in the format of gzip: " + e.getMessage());
    }
  }
}
