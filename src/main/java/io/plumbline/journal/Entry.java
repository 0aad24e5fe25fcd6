package io.plumbline.journal;

import io.plumbline.signal.Signal;

/**
 * A signal and its place in the one order of everything accepted.
 *
 * @param seq sequence number, from 1, without gaps
 * @param signal what was accepted
 */
public record Entry(long seq, Signal signal) {}
