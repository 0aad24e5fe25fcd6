package io.plumbline.runner.backtest;

import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * The two judgements of the past that are compared.
 *
 * @param present judges under the present rules
 * @param candidate judges under the new ones
 */
record Sides(
    Function<Backtest.Progress, Course> present, Function<Backtest.Progress, Course> candidate) {

  /** What both came to. */
  record Courses(Course before, Course after) {}

  /** One after the other, on the calling thread. */
  Courses inTurn(Backtest.Progress progress) {
    Course before = present.apply(progress);
    return new Courses(before, candidate.apply(progress));
  }

  /** Both at once, each on a thread of its own. If one fails, so does the other. */
  Courses atOnce(Backtest.Progress progress) {
    Pace pace = new Pace(progress);
    FutureTask<Course> before =
        new FutureTask<>(
            () -> {
              try {
                return present.apply((rules, at) -> pace.come(0, at));
              } catch (RuntimeException e) {
                pace.end();
                throw e;
              }
            });
    Thread thread = new Thread(before, "backtest-present");
    thread.setDaemon(true);
    thread.start();
    try {
      Course after = candidate.apply((rules, at) -> pace.come(1, at));
      return new Courses(before.get(), after);
    } catch (CancellationException e) {
      throw failure(before, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the past was judged", e);
    } catch (ExecutionException e) {
      throw cause(e);
    } finally {
      pace.end();
    }
  }

  /** Why the present failed, because of which the candidate was given up. */
  private static RuntimeException failure(FutureTask<Course> before, CancellationException given) {
    try {
      before.get();
      return given;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return given;
    } catch (ExecutionException e) {
      return cause(e);
    }
  }

  private static RuntimeException cause(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException("the past could not be judged: " + e.getCause(), e);
  }

  /** How far the slower of both is. */
  private static final class Pace {

    private final Backtest.Progress progress;
    private final Instant[] come = {Instant.MIN, Instant.MIN};
    private boolean over;

    Pace(Backtest.Progress progress) {
      this.progress = progress;
    }

    synchronized void come(int side, Instant at) {
      if (over) {
        throw new CancellationException("the other side failed");
      }
      come[side] = at;
      Instant slower = come[0].isBefore(come[1]) ? come[0] : come[1];
      if (slower.isAfter(Instant.MIN)) {
        progress.at("both", slower);
      }
    }

    synchronized void end() {
      over = true;
    }
  }
}
