package io.plumbline.engine;

import io.plumbline.fact.Judgement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is seen of one service at an instant.
 *
 * @param judgements what the rules conclude
 * @param evidence every fact they saw, with its data time
 * @param unknown subjects whose facts are missing because nothing is known of them; what stood
 *     about them goes on standing
 * @param mute names of rules that do not judge; what they concluded goes on standing
 * @param hindsight what is known now of earlier ticks
 * @param rulesHash hash of the rule set that judged
 * @param packs hash of each of its packs, by name
 * @param promisedBy hash of the pack whose catalogue has the service; empty where none has
 * @param tick the instant of which it is judged
 * @param detected the tick at which that happens
 */
record Sight(
    List<Judgement> judgements,
    Collection<Evidence> evidence,
    Set<String> unknown,
    Set<String> mute,
    Hindsight hindsight,
    String rulesHash,
    Map<String, String> packs,
    String promisedBy,
    Instant tick,
    Instant detected) {

  /** What is seen as of a tick when every rule judges. */
  Sight(
      List<Judgement> judgements,
      Collection<Evidence> evidence,
      Set<String> unknown,
      Hindsight hindsight,
      String rulesHash,
      Instant tick) {
    this(judgements, evidence, unknown, Set.of(), hindsight, rulesHash, Map.of(), "", tick, tick);
  }

  /** Hash of a pack of rules. */
  String hash(String pack) {
    return packs.getOrDefault(pack, rulesHash);
  }

  /**
   * What a judgement by a rule rests on beside the facts: the rule's pack, and the one that
   * promises what is judged. Edits of others change nothing of it.
   */
  String judgedBy(String pack) {
    return promisedBy.isEmpty() ? hash(pack) : hash(pack) + " " + promisedBy;
  }
}
