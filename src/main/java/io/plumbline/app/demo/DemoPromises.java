package io.plumbline.app.demo;

import java.time.Duration;

/**
 * What the example pack {@code rules/shop} promises and the demo's story is built around. Where the
 * pack says otherwise, the story no longer happens: change both.
 */
public final class DemoPromises {

  /** Share of checkout's requests that must succeed over {@link #PERIOD}. */
  public static final double CHECKOUT_AVAILABILITY = 0.999;

  /** Share of checkout's requests that must be answered within 0.3 s over {@link #PERIOD}. */
  public static final double CHECKOUT_LATENCY = 0.99;

  /** Share of requests to payments that must succeed over {@link #PERIOD}. */
  public static final double PAYMENTS_AVAILABILITY = 0.9995;

  /** The rolling period of the objectives. */
  public static final Duration PERIOD = Duration.ofDays(30);

  /** Use of search's disk that must not be exceeded. */
  public static final double SEARCH_DISK = 0.85;

  /** Use of checkout's processors that must not be exceeded; accounts' connections have more. */
  public static final double CHECKOUT_CPU = 0.8;

  /** Time in which somebody must take on payments' incidents of priority 1, around the clock. */
  public static final Duration PRIORITY_1_RESPONSE = Duration.ofMinutes(15);

  /** Time in which an incident of checkout of priority 2 must be resolved, around the clock. */
  public static final Duration PRIORITY_2_RESOLUTION = Duration.ofHours(8);

  private DemoPromises() {}
}
