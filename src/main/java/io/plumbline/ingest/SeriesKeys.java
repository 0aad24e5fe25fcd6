package io.plumbline.ingest;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The label bytes that were seen, what each stands for, and which comes after which: senders repeat
 * their order, so the key after the last one is guessed first, and hashed only when the guess was
 * wrong. Not safe for use by several threads.
 *
 * <p>What each stands for is a number: the id of a series in the upper bits, or {@link #NO_ID},
 * above three flags.
 */
final class SeriesKeys {

  /** Flag: these bytes are not those of the series in the journal. */
  static final int ALIAS = 1;

  /** Flag: nothing selects the series. */
  static final int DROPPED = 2;

  /** Flag: these bytes are labels in another order or form than the canonical one. */
  static final int UNSORTED = 4;

  /** Below the id. */
  static final int FLAGS = 3;

  /** The id of what is not a series of the journal. */
  static final int NO_ID = -1;

  /** After so many wrong guesses in a row the rest of a request is not guessed. */
  private static final int PATIENCE = 64;

  /** What was not seen for so long may be forgotten when room is needed. */
  private static final int IDLE_MINUTES = 10;

  /** A series that was not seen for so long has ceased to be, as far as anybody can tell. */
  private static final int QUIET_MINUTES = 60;

  private final LabelHash hash;
  private KeyTable keys;

  // Notes about a key lie side by side, so that one look at memory finds them all.

  /** The key that followed last time, plus 1. */
  private static final int NEXT = 0;

  /** The selection in whose time the value was found. */
  private static final int DECIDED = 1;

  /** The minute in which the key came last. */
  private static final int SEEN = 2;

  /** The replica that sends it. */
  private static final int SOURCE = 3;

  /** How many notes a key has: 2 to the power of this. */
  private static final int NOTES = 2;

  private int[] notes = new int[512 << NOTES];
  private int selection = 1;
  private int minute;
  private int firstMinute;
  private int previous = KeyTable.NONE;
  private int misses;
  private int passing;

  SeriesKeys(LabelHash hash) {
    this.hash = hash;
    this.keys = new KeyTable(hash);
  }

  /** A new request begins: its first key follows nothing. Whether it is a new minute, too. */
  boolean begin(long nowMillis) {
    int before = minute;
    minute = (int) (nowMillis / 60_000);
    firstMinute = firstMinute == 0 ? minute : firstMinute;
    unlink();
    return minute != before;
  }

  /** The next key follows nothing. */
  void unlink() {
    previous = KeyTable.NONE;
    misses = 0;
  }

  /** What every key stands for is to be found anew. */
  void reselect() {
    selection++;
  }

  /** The key of these bytes, or {@link KeyTable#NONE}. */
  int find(byte[] block, int from, int to) {
    if (previous != KeyTable.NONE && misses < PATIENCE) {
      int guess = notes[(previous << NOTES) + NEXT] - 1;
      if (guess >= 0 && keys.holds(guess, block, from, to)) {
        misses = 0;
        previous = guess;
        notes[(guess << NOTES) + SEEN] = minute;
        return guess;
      }
      misses++;
    }
    int key = keys.find(keys.tag(block, from, to), block, from, to);
    if (key != KeyTable.NONE) {
      follow(key);
    }
    return key;
  }

  /** Where these bytes cease to be the key that is expected next; {@code from} if they are not. */
  int foresee(byte[] bytes, int from, int end) {
    int guess =
        previous == KeyTable.NONE || misses >= PATIENCE
            ? KeyTable.NONE
            : notes[(previous << NOTES) + NEXT] - 1;
    return guess < 0 ? from : keys.endOf(guess, bytes, from, end);
  }

  /** Without a word about the order: the key of these bytes, or {@link KeyTable#NONE}. */
  int peek(byte[] block) {
    return keys.find(keys.tag(block, 0, block.length), block, 0, block.length);
  }

  /** This key came after the last one. */
  void follow(int key) {
    notes[(key << NOTES) + SEEN] = minute;
    if (previous != KeyTable.NONE) {
      notes[(previous << NOTES) + NEXT] = key + 1;
    }
    previous = key;
  }

  /** Adds bytes that are not there yet. */
  int add(byte[] block, int from, int to, int value, int source) {
    int key = keys.add(keys.tag(block, from, to), block, from, to, value);
    int at = key << NOTES;
    if (at == notes.length) {
      notes = Arrays.copyOf(notes, at * 2);
    }
    notes[at + NEXT] = 0;
    notes[at + DECIDED] = selection;
    notes[at + SEEN] = minute;
    notes[at + SOURCE] = source;
    passing += passes(value) ? 1 : 0;
    return key;
  }

  /** What a key stands for. */
  int value(int key) {
    return keys.value(key);
  }

  /** Which replica sends a key. */
  int source(int key) {
    return notes[(key << NOTES) + SOURCE];
  }

  /** Whether that was found under the present selection. */
  boolean isDecided(int key) {
    return notes[(key << NOTES) + DECIDED] == selection;
  }

  /** What a key stands for under the present selection. */
  void decide(int key, int value) {
    passing += (passes(value) ? 1 : 0) - (passes(keys.value(key)) ? 1 : 0);
    keys.set(key, value);
    notes[(key << NOTES) + DECIDED] = selection;
  }

  /** As {@link #decide}, to be found anew all the same. */
  void undo(int key, int value) {
    decide(key, value);
    notes[(key << NOTES) + DECIDED] = 0;
  }

  int size() {
    return keys.size();
  }

  /** How many keys are no series of the journal by themselves: they may be forgotten. */
  int passing() {
    return passing;
  }

  /** Bytes of all keys. */
  long bytes() {
    return keys.bytes();
  }

  /** Whether there is no room for so many bytes any more. */
  boolean isFullFor(int length) {
    return keys.isFullFor(length);
  }

  /** The bytes of a key. */
  byte[] block(int key) {
    return keys.key(key);
  }

  /** Removes every key from this one on. */
  void truncate(int key) {
    for (int i = key; i < keys.size(); i++) {
      passing -= passes(keys.value(i)) ? 1 : 0;
    }
    keys.truncate(key);
    unlink();
  }

  /**
   * Forgets the passing keys that did not come for a while, or all of them if more than {@code
   * most} did. Keys have other numbers afterwards.
   */
  void sweep(int most) {
    int busy = 0;
    for (int key = 0; key < keys.size(); key++) {
      busy += passes(keys.value(key)) && isBusy(key) ? 1 : 0;
    }
    KeyTable kept = new KeyTable(hash);
    int[] moved = new int[keys.size() + 1];
    for (int key = 0; key < keys.size(); key++) {
      if (!passes(keys.value(key)) || (busy <= most && isBusy(key))) {
        moved[key + 1] = 1 + keys.copy(key, kept);
      }
    }
    // A key never moves up, so what is read was not written yet.
    for (int key = 0; key < keys.size(); key++) {
      int to = moved[key + 1] - 1;
      if (to >= 0) {
        int next = notes[(key << NOTES) + NEXT];
        System.arraycopy(notes, key << NOTES, notes, to << NOTES, 1 << NOTES);
        notes[(to << NOTES) + NEXT] = next < moved.length ? moved[next] : 0;
      }
    }
    keys = kept;
    passing = busy <= most ? busy : 0;
    unlink();
  }

  /** Whether a key is the one under which the journal has a series. */
  boolean isSeries(int key) {
    return !passes(keys.value(key));
  }

  /** The keys of series that came within the last hour, under whichever of their keys. */
  IntStream alive() {
    BitSet ids = new BitSet();
    for (int key = 0; key < keys.size(); key++) {
      int id = keys.value(key) >> FLAGS;
      // What is of before the start could not come sooner.
      int seen = Math.max(notes[(key << NOTES) + SEEN], firstMinute);
      if (id != NO_ID && seen >= minute - QUIET_MINUTES) {
        ids.set(id);
      }
    }
    return IntStream.range(0, keys.size())
        .filter(key -> isSeries(key) && ids.get(keys.value(key) >> FLAGS));
  }

  private boolean isBusy(int key) {
    return notes[(key << NOTES) + SEEN] >= minute - IDLE_MINUTES;
  }

  private static boolean passes(int value) {
    return (value & ALIAS) != 0 || value >> FLAGS == NO_ID;
  }
}
