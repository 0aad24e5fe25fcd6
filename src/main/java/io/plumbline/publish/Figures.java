package io.plumbline.publish;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import java.util.List;
import java.util.Map;

/**
 * Figures for Prometheus that the board does not hold. All methods may be called from any thread,
 * while the engine works.
 */
public interface Figures {

  /**
   * Findings raised, ever. What may be raised is there from the start with 0, else Prometheus'
   * {@code increase} never sees the first.
   */
  Map<Raised, Long> raised();

  /**
   * Clocks that ended, ever, by verdict, the same of one clock once; 0 from the start for whatever
   * is promised. It never falls.
   */
  Map<Ended, Long> ended();

  /** Clocks that have ended and not begun again, by verdict; 0 for whatever is promised. */
  Map<Ended, Long> standing();

  /** What the rules cost, rules of one name in several packs together. */
  List<RuleCost> rules();

  /** The packs of rules in force. */
  List<Pack> packs();

  /**
   * What a count of findings is of.
   *
   * @param service name of the service
   * @param kind kind of conclusion
   * @param severity urgency
   * @param rule name of the rule
   */
  record Raised(String service, Kind kind, Severity severity, String rule) {}

  /**
   * What a count of ended clocks is of.
   *
   * @param service name of the service
   * @param agreementType {@code SLA}, {@code OLA} or {@code UC}; {@code unknown} once the agreement
   *     has left the catalogue
   * @param kind what the tickets are: {@code incident}, {@code request}, {@code problem} or {@code
   *     change}
   * @param priority priority of the ticket when its clock ended
   * @param target name of the target
   * @param verdict {@code met} or {@code missed}
   */
  record Ended(
      String service,
      String agreementType,
      String kind,
      String priority,
      String target,
      String verdict) {}

  /**
   * What one rule has cost since the daemon started.
   *
   * @param rule its name
   * @param firings how often it concluded something
   * @param seconds time spent in it
   * @param errors how often it threw
   */
  record RuleCost(String rule, long firings, double seconds, long errors) {}

  /**
   * A pack of rules.
   *
   * @param pack its name
   * @param hash hash of the version in force
   * @param reloadOk whether the newest edit is the version in force; false while it has problems
   */
  record Pack(String pack, String hash, boolean reloadOk) {}
}
