package io.plumbline.app;

import io.plumbline.app.Check.Probe;
import io.plumbline.app.Check.Status;
import io.plumbline.app.Check.Verdict;
import io.plumbline.http.Calls;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the daemon lives and is ready, and if not, what is wrong since when and what to do. Every
 * second it looks at all that it was given; a request only reads what was seen last, so that a disk
 * that hangs holds up nobody.
 */
final class Health implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration OLD = Duration.ofSeconds(15);
  private static final String ITSELF = "health";

  private final InstantSource clock;
  private final Map<String, Probe> probes = new LinkedHashMap<>();
  private final Map<String, Check> seen = new LinkedHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "health");
            made.setDaemon(true);
            return made;
          });
  private volatile List<Check> checks = List.of();
  private volatile Instant looked;

  Health(InstantSource clock) {
    this.clock = clock;
    this.looked = clock.instant();
  }

  /** Looks at something from now on, on its own thread. */
  synchronized void watch(String name, Probe probe) {
    probes.put(name, probe);
  }

  /** Something is so until it is said to be otherwise; from any thread. */
  void say(String name, Verdict verdict) {
    see(name, verdict);
  }

  /** A part does not work until it is {@link #mended}. */
  void failed(String part, String what) {
    say(part, new Verdict(Status.DOWN, what, ""));
  }

  /** A part works again. */
  void mended(String part) {
    say(part, Verdict.up("works"));
  }

  /** Begins to look every second. */
  void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks at everything now. */
  void look() {
    List<Map.Entry<String, Probe>> all;
    synchronized (this) {
      all = List.copyOf(probes.entrySet());
    }
    // Not under the lock: a look may take long, and others have something to say meanwhile.
    all.forEach(probe -> look(probe.getKey(), probe.getValue()));
    looked = clock.instant();
  }

  private synchronized void see(String name, Verdict verdict) {
    Check before = seen.get(name);
    boolean same = before != null && before.verdict().status() == verdict.status();
    seen.put(name, new Check(name, verdict, same ? before.since() : clock.instant()));
    checks = List.copyOf(seen.values());
  }

  private void look(String name, Probe probe) {
    Verdict verdict = verdict(probe);
    boolean wasDown;
    synchronized (this) {
      wasDown = seen.containsKey(name) && down(seen.get(name).verdict());
      see(name, verdict);
    }
    if (down(verdict) && !wasDown) {
      LOG.error("{}: {}; {}", name, verdict.what(), verdict.instead());
    } else if (wasDown && !down(verdict)) {
      LOG.info("{} is well again: {}", name, verdict.what());
    }
  }

  private static boolean down(Verdict verdict) {
    return verdict.status().compareTo(Status.DOWN) >= 0;
  }

  private static Verdict verdict(Probe probe) {
    try {
      return probe.look();
    } catch (RuntimeException e) {
      return new Verdict(Status.DOWN, e.toString(), "see the log");
    }
  }

  /** What was seen last, the worst first. */
  List<Check> checks() {
    List<Check> all = new ArrayList<>(checks);
    Duration age = Duration.between(looked, clock.instant());
    if (age.compareTo(OLD) > 0 && !thread.isShutdown()) {
      all.add(
          new Check(
              ITSELF,
              new Verdict(
                  Status.DOWN,
                  "nothing could be looked at for " + age.toSeconds() + " s",
                  "look whether the disk answers"),
              looked));
    }
    all.sort(Comparator.comparing((Check c) -> c.verdict().status()).reversed());
    return all;
  }

  /** How bad it is. */
  Status status() {
    return checks().stream()
        .map(check -> check.verdict().status())
        .max(Comparator.naturalOrder())
        .orElse(Status.UP);
  }

  /** Serves {@code /health}, {@code /health/live} and {@code /health/ready}. */
  void mount(Calls calls) {
    Predicate<Status> ready = status -> status.compareTo(Status.DOWN) < 0;
    calls.on("health").handler(c -> answer(c, ready));
    calls.on("ready").handler(c -> answer(c, ready));
    calls.on("live").handler(c -> answer(c, status -> status != Status.DEAD));
  }

  private void answer(RoutingContext request, Predicate<Status> fine) {
    Status status = status();
    JsonArray list = new JsonArray();
    for (Check check : checks()) {
      JsonObject one =
          new JsonObject()
              .put("name", check.name())
              .put("status", check.verdict().status().wireName())
              .put("since", check.since().toString())
              .put("what", check.verdict().what());
      list.add(
          check.verdict().instead().isEmpty() ? one : one.put("do", check.verdict().instead()));
    }
    request
        .response()
        .setStatusCode(fine.test(status) ? 200 : 503)
        .putHeader("cache-control", "no-store");
    request.json(new JsonObject().put("status", status.wireName()).put("checks", list));
  }

  /** Looks no more; what was seen last, and what is said, stays. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
