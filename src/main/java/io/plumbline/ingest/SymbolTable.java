package io.plumbline.ingest;

import java.util.Arrays;

/**
 * The texts of a remote write 2.0 request, and the label block of 1.0 that references to them stand
 * for. So a series has one key whatever protocol brings it. Each label is written out once a
 * request and copied from then on. Belongs to the journal's thread.
 */
final class SymbolTable {

  /** A request with more texts than that must come in parts, or the table fills the memory. */
  static final int MOST = 1 << 20;

  private static final int KEPT_BYTES = 4 << 20;

  private final int limit;
  private final Proto proto = new Proto();
  private byte[] data = new byte[0];
  private int[] starts = new int[1024];
  private int[] ends = new int[1024];
  private int size;

  /** For each text that was the value of a label: that label's name, and where it is written. */
  private int[] names = new int[1024];

  private int[] labelStarts = new int[1024];
  private int[] labelEnds = new int[1024];
  private byte[] labels = new byte[64 * 1024];
  private int labelsEnd;
  private byte[] block = new byte[4096];
  private long written;

  /**
   * A table for one request after the other.
   *
   * @param limit how many bytes the labels of a request may take in all, written out as 1.0 would
   */
  SymbolTable(int limit) {
    this.limit = limit;
  }

  /** Forgets the last request. */
  void begin(byte[] bytes) {
    data = bytes;
    size = 0;
    labelsEnd = 0;
    written = 0;
    if (labels.length > KEPT_BYTES) {
      labels = new byte[64 * 1024];
    }
  }

  /** Adds the next text. */
  void add(int from, int to) throws MalformedBodyException {
    if (size == MOST) {
      throw new MalformedBodyException(
          "more than " + MOST + " symbols in one request; send it in parts");
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      names = Arrays.copyOf(names, size * 2);
      labelStarts = Arrays.copyOf(labelStarts, size * 2);
      labelEnds = Arrays.copyOf(labelEnds, size * 2);
    }
    starts[size] = from;
    ends[size] = to;
    names[size] = -1;
    size++;
  }

  /** Whether the first text is the empty one, as references to nothing need. */
  boolean beginsEmpty() {
    return size > 0 && starts[0] == ends[0];
  }

  /** The bytes of the block written last, valid until the next. */
  byte[] block() {
    return block;
  }

  /**
   * Writes the labels that references stand for, in their order.
   *
   * @param refs bytes that hold varints: name, value, name, value …
   * @return length of the block
   * @throws MalformedBodyException when a varint is cut off, or the request writes out too large
   * @throws RefusedItemException when a reference leads nowhere or the last name has no value
   */
  int write(byte[] refs, int from, int to) throws MalformedBodyException, RefusedItemException {
    proto.reset(refs, from);
    int end = 0;
    while (proto.at() < to) {
      int name = reference(proto.varint(to));
      if (proto.at() >= to) {
        throw refused("an odd number of label references; each name needs a value");
      }
      int value = reference(proto.varint(to));
      if (names[value] != name) {
        render(name, value);
      }
      int length = labelEnds[value] - labelStarts[value];
      if (length > block.length - end) {
        block = Arrays.copyOf(block, room(end + length));
      }
      System.arraycopy(labels, labelStarts[value], block, end, length);
      end += length;
    }
    written += end;
    if (written > limit) {
      throw tooLong();
    }
    return end;
  }

  private int reference(long symbol) throws RefusedItemException {
    if (symbol < 0 || symbol >= size) {
      throw refused(
          "the label reference %s leads nowhere; there are %d symbols"
              .formatted(Long.toUnsignedString(symbol), size));
    }
    return (int) symbol;
  }

  private void render(int name, int value) throws MalformedBodyException {
    int nameLength = ends[name] - starts[name];
    int valueLength = ends[value] - starts[value];
    long content =
        2L + LabelBlock.size(nameLength) + nameLength + LabelBlock.size(valueLength) + valueLength;
    long length = 1 + LabelBlock.size(content) + content;
    if (labelsEnd + length > limit) {
      throw tooLong();
    }
    if (labelsEnd + length > labels.length) {
      labels = Arrays.copyOf(labels, (int) Math.max(labelsEnd + length, 2L * labels.length));
    }
    names[value] = name;
    labelStarts[value] = labelsEnd;
    put(LabelBlock.LABEL, content);
    put(LabelBlock.NAME, nameLength);
    copy(starts[name], nameLength);
    put(LabelBlock.VALUE, valueLength);
    copy(starts[value], valueLength);
    labelEnds[value] = labelsEnd;
  }

  private void put(int tag, long length) {
    labels[labelsEnd++] = (byte) tag;
    long rest = length;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      labels[labelsEnd++] = (byte) ((rest & 0x7f) | 0x80);
    }
    labels[labelsEnd++] = (byte) rest;
  }

  private void copy(int from, int length) {
    System.arraycopy(data, from, labels, labelsEnd, length);
    labelsEnd += length;
  }

  private static int room(int needed) throws RefusedItemException {
    if (needed >= KeyTable.PAGE_BYTES) {
      throw refused("labels of more than " + KeyTable.PAGE_BYTES + " bytes; send fewer or shorter");
    }
    return Math.min(KeyTable.PAGE_BYTES, Math.max(needed, 4096) * 2);
  }

  private static RefusedItemException refused(String why) {
    return new RefusedItemException(Refusal.LABELS, why);
  }

  private MalformedBodyException tooLong() {
    return new MalformedBodyException(
        "its labels take more than "
            + limit
            + " bytes when they are written out; send fewer series in one request");
  }
}
