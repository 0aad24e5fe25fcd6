package io.plumbline.ingest;

import io.plumbline.signal.Labels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lets one replica of each cluster in: the one that came first, until another has samples that are
 * more than 30 seconds newer than its newest. Both count the same events, so the other's first
 * sample holds what the first one's silence hid. Time is that of the samples. Nothing is kept over
 * a restart: whoever comes first then is let in, and what was counted already is covered. Belongs
 * to the journal's thread.
 */
final class Replicas {

  /** The source of a series without a replica label: always let in. */
  static final int NONE = 0;

  /** After how much silence of the elected replica another takes over, milliseconds. */
  static final long SILENCE = 30_000;

  /** More replicas than that are a mistake, or somebody fills memory. */
  private static final int MOST = 1000;

  private final ReplicaLabels labels;
  private final Map<String, Integer> sources = new HashMap<>();
  private final Map<String, Integer> clusters = new HashMap<>();
  private int[] clusterOf = new int[8];
  private int[] elected = new int[8];
  private long[] newest = new long[8];

  Replicas(ReplicaLabels labels) {
    this.labels = labels;
  }

  /** Labels without those that tell replicas apart. */
  Labels strip(Labels sent) {
    return labels.replica().stream().allMatch(name -> sent.get(name).isEmpty())
        ? sent
        : new Labels(
            sent.pairs().stream().filter(pair -> !labels.replica().contains(pair.name())).toList());
  }

  /**
   * Which replica sends a series with these labels, {@link #NONE} if they name none.
   *
   * @throws RefusedItemException when there are too many
   */
  int source(Labels sent) throws RefusedItemException {
    String replica = values(labels.replica(), sent);
    if (replica.length() == labels.replica().size()) {
      return NONE;
    }
    String cluster = values(labels.cluster(), sent);
    String key = cluster + '\n' + replica;
    Integer known = sources.get(key);
    if (known != null) {
      return known;
    }
    if (sources.size() >= MOST) {
      throw new RefusedItemException(
          Refusal.LABELS,
          LabelDecoder.show(sent.pairs())
              + ": more than "
              + MOST
              + " replicas; a replica label names one of a few senders of the same series");
    }
    int source = sources.size() + 1;
    sources.put(key, source);
    int place = clusters.computeIfAbsent(cluster, k -> clusters.size());
    if (source >= clusterOf.length) {
      clusterOf = Arrays.copyOf(clusterOf, source * 2);
      elected = Arrays.copyOf(elected, source * 2);
      newest = Arrays.copyOf(newest, source * 2);
    }
    clusterOf[source] = place;
    return source;
  }

  private static String values(List<String> names, Labels sent) {
    return names.stream().map(name -> sent.get(name) + '\t').collect(Collectors.joining());
  }

  /** Whether a sample of this replica and time is let in. */
  boolean admits(int source, long time) {
    int cluster = clusterOf[source];
    if (elected[cluster] == source) {
      newest[cluster] = Math.max(newest[cluster], time);
      return true;
    }
    if (elected[cluster] == NONE || time - newest[cluster] > SILENCE) {
      elected[cluster] = source;
      newest[cluster] = time;
      return true;
    }
    return false;
  }
}
