package io.plumbline.ingest;

import java.util.Arrays;

/**
 * Byte keys and the number each stands for: open addressing with linear probing, every hit verified
 * by comparing bytes. Entries are numbered in the order of their arrival and leave only from the
 * end. Not safe for use by several threads.
 *
 * <p>Keys lie in pages, so that growth copies small arrays only.
 */
final class KeyTable {

  /** What {@link #find} answers when there is no such key. */
  static final int NONE = -1;

  /** Size of a page; a key is shorter than that. */
  static final int PAGE_BYTES = 1 << 20;

  private static final int PAGE_BITS = 20;
  private static final int MAX_PAGES = 2047;

  private final LabelHash hash;

  /** Tag in the upper half, entry + 1 in the lower; 0 is free. The length is a power of two. */
  private long[] slots = new long[1024];

  private int[] tags = new int[512];
  private int[] starts = new int[512];
  private int[] lengths = new int[512];
  private int[] values = new int[512];
  private int size;
  private byte[][] pages = {new byte[PAGE_BYTES]};
  private int end;

  KeyTable(LabelHash hash) {
    this.hash = hash;
  }

  /** How many entries there are. */
  int size() {
    return size;
  }

  /** The hash of a key, to be handed to {@link #find} and {@link #add}. */
  int tag(byte[] key, int from, int to) {
    return hash.of(key, from, to);
  }

  /** The entry of a key, or {@link #NONE}. */
  int find(int tag, byte[] key, int from, int to) {
    int mask = slots.length - 1;
    for (int slot = tag & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      if ((int) (slots[slot] >>> 32) == tag) {
        int entry = (int) slots[slot] - 1;
        if (holds(entry, key, from, to)) {
          return entry;
        }
      }
    }
    return NONE;
  }

  /** Whether this entry exists and is that key. */
  boolean holds(int entry, byte[] key, int from, int to) {
    if (entry >= size || lengths[entry] != to - from) {
      return false;
    }
    int start = starts[entry] & (PAGE_BYTES - 1);
    return Arrays.equals(
        pages[starts[entry] >>> PAGE_BITS], start, start + lengths[entry], key, from, to);
  }

  /** Where that key ends if these bytes begin with it; {@code from} if they do not. */
  int endOf(int entry, byte[] bytes, int from, int end) {
    int to = entry < size ? from + lengths[entry] : from;
    return to <= end && holds(entry, bytes, from, to) ? to : from;
  }

  /** The number an entry stands for. */
  int value(int entry) {
    return values[entry];
  }

  /** Changes the number an entry stands for. */
  void set(int entry, int value) {
    values[entry] = value;
  }

  /** The bytes of an entry. */
  byte[] key(int entry) {
    int start = starts[entry] & (PAGE_BYTES - 1);
    return Arrays.copyOfRange(pages[starts[entry] >>> PAGE_BITS], start, start + lengths[entry]);
  }

  /** Adds an entry to another table with the same hash, and returns its number there. */
  int copy(int entry, KeyTable to) {
    int start = starts[entry] & (PAGE_BYTES - 1);
    return to.add(
        tags[entry],
        pages[starts[entry] >>> PAGE_BITS],
        start,
        start + lengths[entry],
        values[entry]);
  }

  /** Bytes of the pages in use. */
  long bytes() {
    return end;
  }

  /** Whether there is no room for a key of this length any more: the pages hold 2 GB. */
  boolean isFullFor(int length) {
    boolean lastPage = (end >>> PAGE_BITS) + 1 >= MAX_PAGES;
    int left = PAGE_BYTES - (end & (PAGE_BYTES - 1));
    return length >= PAGE_BYTES || (lastPage && left <= length);
  }

  /** Adds a key that is not there yet and returns its entry. */
  int add(int tag, byte[] key, int from, int to, int value) {
    int length = to - from;
    if (isFullFor(length)) {
      throw new IllegalStateException("the table of label bytes is full");
    }
    if (size == tags.length) {
      grow();
    }
    int start = room(length);
    System.arraycopy(key, from, pages[start >>> PAGE_BITS], start & (PAGE_BYTES - 1), length);
    end = start + length;
    tags[size] = tag;
    starts[size] = start;
    lengths[size] = length;
    values[size] = value;
    place(size);
    return size++;
  }

  /** Removes every entry from this one on. */
  void truncate(int entries) {
    int mask = slots.length - 1;
    while (size > entries) {
      size--;
      // The last to come is the last of its run, so a free slot in its place parts nothing.
      int slot = tags[size] & mask;
      while ((int) slots[slot] != size + 1) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = 0;
      end = starts[size];
    }
  }

  private int room(int length) {
    int used = end & (PAGE_BYTES - 1);
    if (used + length < PAGE_BYTES) {
      return end;
    }
    int page = (end >>> PAGE_BITS) + 1;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, page * 2);
    }
    if (pages[page] == null) {
      pages[page] = new byte[PAGE_BYTES];
    }
    return page << PAGE_BITS;
  }

  private void grow() {
    int capacity = tags.length * 2;
    tags = Arrays.copyOf(tags, capacity);
    starts = Arrays.copyOf(starts, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    values = Arrays.copyOf(values, capacity);
    slots = new long[capacity * 2];
    for (int entry = 0; entry < size; entry++) {
      place(entry);
    }
  }

  private void place(int entry) {
    int mask = slots.length - 1;
    int slot = tags[entry] & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = ((long) tags[entry] << 32) | (entry + 1);
  }
}
