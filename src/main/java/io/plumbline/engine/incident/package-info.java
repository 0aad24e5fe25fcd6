/**
 * How much of the time allowed for each incident is used. {@code IncidentClock} reads one clock as
 * a pure function of events, target and instant, {@code IncidentDesk} keeps the tickets of one
 * service and says which clocks to judge and when to look again.
 */
package io.plumbline.engine.incident;
