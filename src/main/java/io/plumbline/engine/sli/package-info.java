/** Counts of events in time buckets, and what they say of objectives. */
package io.plumbline.engine.sli;
