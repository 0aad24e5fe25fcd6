package io.plumbline.catalogue;

import java.time.Duration;

/**
 * A threshold for the use of a resource, and how long before reaching it somebody must know.
 *
 * @param name unique name
 * @param service name of the service that uses the resource
 * @param resource name of the resource, the {@code resource} label of metrics
 * @param selector gauge of the resource's utilisation as a ratio
 * @param threshold utilisation that must not be exceeded, above 0
 * @param notice how long before the threshold is reached it counts as a risk
 */
public record CapacityTarget(
    String name,
    String service,
    String resource,
    Selector selector,
    double threshold,
    Duration notice) {}
