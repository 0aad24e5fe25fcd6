package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.Replay.Then;
import io.plumbline.signal.Signal;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is spared would have come to nothing: findings and state are byte for byte what they are
 * when every fact is judged. {@code -Dseeds=50} tries more courses, each with rules of its own.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ShortcutTest {

  private final Compiled compiled = new Compiled();

  @AfterAll
  void close() {
    compiled.close();
  }

  private static LongStream seeds() {
    return Long.getLong("seeds") == null
        ? LongStream.of(2, 5)
        : LongStream.rangeClosed(1, Long.getLong("seeds"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsSparedWouldHaveComeToNothing(long seed) throws IOException {
    List<Signal> signals = RandomRules.among(Course.of(seed), seed);
    Replay everything =
        Replay.of(compiled, signals, i -> Then.GO_ON, s -> 1, Engine::judgeEverything);
    assertThat(everything.events()).hasSizeGreaterThan(50);

    Random stops = new Random(seed);
    Replay live =
        Replay.of(
            compiled,
            signals,
            i -> stops.nextInt(100) == 0 ? Then.RESTART : Then.GO_ON,
            start -> 1 + start % 2);
    assertThat(live.firstDifference(everything.events())).isEmpty();
    assertThat(live.differingRows(everything)).isEmpty();

    Replay findings = Replay.of(compiled, signals, i -> Then.GO_ON, s -> 1, Engine::onlyFindings);
    assertThat(findings.firstDifference(everything.events())).isEmpty();
  }
}
