package io.plumbline.engine.incident;

/**
 * What one event changed in a ticket.
 *
 * @param at when, epoch milliseconds
 * @param state the state entered, empty when it stayed
 * @param priority the priority given, empty when it stayed
 */
record Step(long at, String state, String priority) {}
