package io.plumbline.app;

import io.plumbline.http.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands before the traffic: lets nothing in while the daemon stops, and nothing to be kept while
 * there is no room for it. It knows how many submissions are not answered yet.
 */
final class Gate {

  private static final int STOPPING_RETRY_SECONDS = 1;
  private static final int FULL_RETRY_SECONDS = 10;

  private final LongAdder refused = new LongAdder();
  private volatile Optional<String> full = Optional.empty();
  private volatile boolean stopping;
  private int inside;

  /** Adds itself to a router, before anything else is. */
  void mount(Router router) {
    router.route().handler(this::pass);
  }

  private void pass(RoutingContext request) {
    boolean submission = request.request().method().equals(HttpMethod.POST);
    Optional<String> reason = full;
    if (stopping) {
      refuse(
          request, STOPPING_RETRY_SECONDS, "the daemon is stopping; send this again to the next");
    } else if (submission && reason.isPresent()) {
      refuse(request, FULL_RETRY_SECONDS, reason.get());
    } else {
      if (submission) {
        entered(1);
        request.addEndHandler(end -> entered(-1));
      }
      request.next();
    }
  }

  private void refuse(RoutingContext request, int retrySeconds, String detail) {
    refused.increment();
    request.response().putHeader("retry-after", "" + retrySeconds).putHeader("connection", "close");
    Problem.send(request.response(), 503, detail);
  }

  private synchronized void entered(int more) {
    inside += more;
    notifyAll();
  }

  /** What was refused here. */
  LongAdder refused() {
    return refused;
  }

  /** Lets no submission in for a reason, or all again. */
  void full(Optional<String> reason) {
    full = reason;
  }

  /** From now on nothing is let in. */
  void stop() {
    stopping = true;
  }

  /**
   * Waits until everything that was let in has been answered.
   *
   * @return how many have not been within the time
   */
  synchronized int drain(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (long left = longest.toMillis(); inside > 0 && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return inside;
  }
}
