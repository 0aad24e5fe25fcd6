package io.plumbline.app;

import io.plumbline.app.publishing.PublishingRules;
import io.plumbline.ingest.ReplicaLabels;
import io.plumbline.publish.Channel;
import io.plumbline.publish.InfluxTarget;
import io.plumbline.runner.history.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the daemon is to run.
 *
 * @param rules folder of agreements and rules
 * @param publishing how an edit of the rules goes live
 * @param data folder of the store
 * @param reserveBytes room left on the disk of the store, below which nothing is accepted
 * @param log form of the log
 * @param http listener for metrics, incidents, console and read API
 * @param management listener for /metrics and /health
 * @param tokens who must show a token
 * @param site address of the console as others reach it, empty when they cannot
 * @param tick how often what changed is judged
 * @param shards how many shards judge side by side, at least 1
 * @param replicas how senders that send the same are told apart
 * @param keep how long samples and history are kept
 * @param webhooks who is told of findings
 * @param influx where points are written, empty when nowhere
 */
public record Configuration(
    Path rules,
    PublishingRules publishing,
    Path data,
    long reserveBytes,
    LogFormat log,
    Listener http,
    Listener management,
    Tokens tokens,
    String site,
    Duration tick,
    int shards,
    ReplicaLabels replicas,
    Retention.Keep keep,
    List<Channel> webhooks,
    Optional<InfluxTarget> influx) {

  /** Copies the list. */
  public Configuration {
    webhooks = List.copyOf(webhooks);
  }

  /**
   * Where to listen.
   *
   * @param host name or address
   * @param port port; 0 picks a free one
   */
  public record Listener(String host, int port) {}

  /**
   * Who must show a token.
   *
   * @param always whether callers on loopback must, too
   * @param file a file that holds one token, accepted beside those made by {@code plumbline token}
   */
  public record Tokens(boolean always, Optional<Path> file) {

    /** Only callers beyond loopback. */
    public static final Tokens BEYOND_LOOPBACK = new Tokens(false, Optional.empty());
  }
}
