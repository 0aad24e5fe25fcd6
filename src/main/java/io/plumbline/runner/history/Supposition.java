package io.plumbline.runner.history;

import io.plumbline.engine.Step;
import io.plumbline.signal.RuleSetActivated;
import java.time.Instant;
import java.util.List;

/** Rules that judge the past in the place of those that did. */
public interface Supposition {

  /** The rules. */
  RuleSetActivated set();

  /** Whether rules that were in force judge exactly as these do. */
  boolean judgesAs(RuleSetActivated set);

  /**
   * Learns what was in force at the time, before what was judged by it.
   *
   * @param since when it came into force, or the begin of what is judged again
   */
  void inForce(RuleSetActivated set, Instant since);

  /** What was taken at the time, as the objectives and resources of these rules take it. */
  List<Step> translate(List<Step> steps);
}
