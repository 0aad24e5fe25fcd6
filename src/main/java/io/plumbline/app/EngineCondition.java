package io.plumbline.app;

import io.plumbline.runner.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the health of the daemon say how its engine fares. */
final class EngineCondition implements Condition {

  private static final Logger LOG = LoggerFactory.getLogger(EngineCondition.class);
  private static final String PART = "engine";

  private final Health health;
  private String told = "";

  EngineCondition(Health health) {
    this.health = health;
  }

  @Override
  public void waits(String why) {
    health.failed(PART, "waits for the store: " + why);
    if (!why.equals(told)) {
      told = why;
      LOG.error("Nothing is judged or accepted until the store works again: {}", why);
    }
  }

  @Override
  public void goesOn() {
    told = "";
    health.mended(PART);
    LOG.info("The store works again; judging goes on where it stopped");
  }

  @Override
  public void stopped(Throwable cause) {
    health.say(
        PART,
        new Check.Verdict(
            Check.Status.DEAD,
            "it stopped; what was accepted is safe: " + cause,
            "read the log, then start the daemon anew"));
  }
}
