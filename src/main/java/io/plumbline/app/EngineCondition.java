package io.plumbline.app;

import io.plumbline.runner.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the health of the daemon say how its engine fares. */
final class EngineCondition implements Condition {

  private static final Logger LOG = LoggerFactory.getLogger(EngineCondition.class);
  private static final String PART = "engine";

  private static final Duration SAY_EVERY = Duration.ofSeconds(5);

  private final Health health;
  private final InstantSource clock;
  private Instant said;
  private String told = "";

  EngineCondition(Health health, InstantSource clock) {
    this.health = health;
    this.clock = clock;
    this.said = clock.instant();
  }

  @Override
  public void catchesUp(long entry, long last) {
    Instant now = clock.instant();
    if (now.isAfter(said.plus(SAY_EVERY))) {
      said = now;
      String how = "the journal is read again: entry %,d of %,d".formatted(entry, last);
      LOG.info("Starting: {}", how);
      health.failed("start", how);
    }
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
