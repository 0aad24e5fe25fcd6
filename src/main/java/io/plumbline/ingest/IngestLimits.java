package io.plumbline.ingest;

/**
 * Bounds on the size of a request.
 *
 * @param bodyBytes length of a body as sent
 * @param decompressedBytes length a compressed body may claim to have
 */
public record IngestLimits(int bodyBytes, int decompressedBytes) {

  /** Bodies of 10 MiB that decompress to at most 64 MiB. */
  public static final IngestLimits DEFAULT = new IngestLimits(10 << 20, 64 << 20);

  /** Checks the ranges. */
  public IngestLimits {
    if (bodyBytes < 1 || decompressedBytes < 1) {
      throw new IllegalArgumentException("a limit on bodies must be at least one byte");
    }
  }
}
