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
 * @param lookouts what the rules look for; empty when every fact is to be judged whatever it is
 * @param onlyFindings whether nobody asks how services stand
 */
record InForce(
    Judging judging,
    String hash,
    Map<String, String> packs,
    Function<String, Optional<String>> packOf,
    Optional<Lookouts> lookouts,
    boolean onlyFindings) {

  private static final InForce NONE =
      new InForce(
          (facts, leftOut) -> new Verdicts(List.of(), List.of()),
          "",
          Map.of(),
          service -> Optional.empty(),
          Optional.empty(),
          false);

  /** Nothing judges. */
  static InForce none() {
    return NONE;
  }

  /** The rules of an activation. */
  static InForce of(
      RuleSet rules, RuleSetActivated set, Optional<Lookouts> lookouts, boolean onlyFindings) {
    return new InForce(
        rules::judge, set.hash(), hashes(set), rules::packOf, lookouts, onlyFindings);
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
