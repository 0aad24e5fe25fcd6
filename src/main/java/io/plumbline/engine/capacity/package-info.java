/**
 * What is used of a resource, and when will it run out? Samples become daily 95th percentiles,
 * those a robust trend, and the trend a day on which the threshold is reached.
 */
package io.plumbline.engine.capacity;
