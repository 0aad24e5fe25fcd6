package io.plumbline.http;

/** Where calls are served. */
public enum Listener {
  /** What comes in, the read API and the console. */
  TRAFFIC,
  /** Metrics and health. */
  MANAGEMENT
}
