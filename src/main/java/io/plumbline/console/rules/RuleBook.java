package io.plumbline.console.rules;

import io.plumbline.catalogue.Exclusion;
import io.plumbline.fact.RuleInfo;
import java.util.List;
import java.util.Optional;

/** The rules in force, with what they are made of. */
public interface RuleBook {

  /** No rules. */
  RuleBook NONE = List::of;

  /** All of them, by pack, file and line. */
  List<Rule> rules();

  /** What is excluded for a service by the catalogue in force, the newest first. */
  default List<Exclusion> exclusions(String service) {
    return List.of();
  }

  /** A rule by its pack and name. */
  default Optional<Rule> find(String pack, String name) {
    return rules().stream()
        .filter(rule -> rule.info().pack().equals(pack) && rule.info().name().equals(name))
        .findFirst();
  }

  /**
   * A rule.
   *
   * @param info what is known of it beside its condition
   * @param looks the facts it looks at, the first one first
   * @param says the text it tells, with the names of fields in braces
   * @param text the rule as it is written; of a table its row under the names of the columns
   * @param template the template that the row fills; empty for a rule of no table
   * @param services names of the services that its pack judges; empty for all
   * @param cost what it has cost since its pack was compiled
   */
  record Rule(
      RuleInfo info,
      List<Look> looks,
      String says,
      String text,
      String template,
      Optional<List<String>> services,
      Cost cost) {

    /** Copies the list. */
    public Rule {
      looks = List.copyOf(looks);
    }
  }

  /**
   * How a rule looks at one kind of fact.
   *
   * @param fact name of the kind of fact
   * @param quantifier {@code not} or {@code exists}, else empty
   * @param comparisons what must hold of it
   */
  record Look(String fact, String quantifier, List<Comparison> comparisons) {

    /** Copies the list. */
    public Look {
      comparisons = List.copyOf(comparisons);
    }
  }

  /**
   * A field compared with something.
   *
   * @param field name of the field; empty where the comparison is no plain one
   * @param sign how they are compared
   * @param operand a constant without quotes, another field, or the whole comparison as it is
   *     written where it is no plain one
   * @param constant whether the operand is a constant
   */
  record Comparison(String field, String sign, String operand, boolean constant) {}

  /**
   * What a rule has cost since its pack was compiled. Rules of one name share it.
   *
   * @param firings how often its condition held
   * @param seconds time spent in its consequence
   * @param errors how often it failed
   */
  record Cost(long firings, double seconds, long errors) {

    /** Nothing yet. */
    public static final Cost NONE = new Cost(0, 0, 0);
  }
}
