package io.plumbline.engine;

import io.plumbline.rules.RuleSet;
import io.plumbline.rules.Verdicts;
import io.plumbline.signal.RuleSetActivated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules that judge, and how they are told from others.
 *
 * @param judging the rules
 * @param hash hash of all packs
 * @param packs hash of each pack, by name
 * @param packOf the pack whose catalogue has a service, if any
 */
record InForce(
    Judging judging,
    String hash,
    Map<String, String> packs,
    Function<String, Optional<String>> packOf) {

  /** Nothing judges. */
  private static final InForce NONE =
      new InForce(
          (facts, leftOut) -> new Verdicts(List.of(), List.of()),
          "",
          Map.of(),
          service -> Optional.empty());

  /** The rules of an activation; none before the first. */
  static InForce of(Optional<RuleSet> rules, Optional<RuleSetActivated> activated) {
    return rules
        .flatMap(
            r -> activated.map(set -> new InForce(r::judge, set.hash(), hashes(set), r::packOf)))
        .orElse(NONE);
  }

  /** Hash of the pack whose catalogue has a service; empty where none has. */
  String promisedBy(String service) {
    return packOf.apply(service).map(pack -> packs.getOrDefault(pack, hash)).orElse("");
  }

  private static Map<String, String> hashes(RuleSetActivated set) {
    return set.packs().entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, pack -> pack.getValue().hash()));
  }
}
