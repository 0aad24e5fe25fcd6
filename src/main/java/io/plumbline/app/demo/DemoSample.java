package io.plumbline.app.demo;

import io.plumbline.signal.Labels;

/**
 * One sample of the demo's world.
 *
 * @param labels its series; the same object for every sample of a series of one feed
 * @param timeMillis its time, milliseconds since the epoch
 * @param value its value
 */
public record DemoSample(Labels labels, long timeMillis, double value) {}
