package io.plumbline.ingest;

import java.util.List;

/**
 * How senders that send the same are told apart.
 *
 * @param replica labels that tell one replica from another, such as {@code __replica__}; they are
 *     no part of a series
 * @param cluster labels whose values say which replicas belong together
 */
public record ReplicaLabels(List<String> replica, List<String> cluster) {

  /** No sender has a twin. */
  public static final ReplicaLabels NONE = new ReplicaLabels(List.of(), List.of());

  /** Copies the lists. */
  public ReplicaLabels {
    replica = List.copyOf(replica);
    cluster = List.copyOf(cluster);
  }
}
