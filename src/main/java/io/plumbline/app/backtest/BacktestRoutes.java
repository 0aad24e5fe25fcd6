package io.plumbline.app.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.console.backtest.BacktestPage;
import io.plumbline.console.backtest.BacktestReport;
import io.plumbline.http.Calls;
import io.plumbline.http.Problem;
import io.plumbline.runner.backtest.Past;
import io.plumbline.runner.backtest.Side;
import io.plumbline.runner.backtest.StoredPast;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backtests while the daemon judges: one at a time, on a thread of its own with little priority,
 * which reads the store in pages. The newest few stay to be asked for; none survives a restart.
 */
public final class BacktestRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(BacktestRoutes.class);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final int LONGEST_BODY = 8 << 20;
  private static final int REMEMBERED = 8;
  private static final int RETRY_SECONDS = 10;

  private final Path rules;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private volatile Optional<Store> store = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private int asked;
  private boolean stopped;

  /**
   * Prepares.
   *
   * @param rules the rules folder that takes the place of kept rules which are no longer understood
   */
  public BacktestRoutes(Path rules) {
    this.rules = rules;
  }

  /** The body of a call. */
  record Wanted(List<File> files, List<File> against, String from, String to) {

    /** A file of a rules folder. */
    record File(String path, String text) {}

    /** Copies the lists. */
    Wanted {
      files = files == null ? List.of() : List.copyOf(files);
      against = against == null ? List.of() : List.copyOf(against);
    }
  }

  /** From now on this store is judged again. */
  public void of(Store opened) {
    store = Optional.of(opened);
  }

  /** Serves the calls of the contract. */
  public void mount(Calls calls) {
    calls
        .on("backtest")
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(this::take);
    calls.on("backtestState").handler(this::state);
    calls.on("backtestPage").handler(this::page);
  }

  private void take(RoutingContext request) {
    try {
      Wanted wanted = wanted(request.body().buffer());
      Optional<List<SourceFile>> against =
          Optional.of(files(wanted.against())).filter(files -> !files.isEmpty());
      Stretch stretch =
          new Stretch(Optional.ofNullable(wanted.from()), Optional.ofNullable(wanted.to()));
      begin(request, files(wanted.files()), against, stretch, id -> {});
    } catch (IllegalArgumentException e) {
      Problem.send(request.response(), 400, e.getMessage());
    }
  }

  /**
   * The past that is judged again.
   *
   * @param from a day or an instant; empty for the begin of what is known
   * @param to likewise, for its end
   */
  public record Stretch(Optional<String> from, Optional<String> to) {}

  /**
   * Begins a backtest and answers the request with it, or with why there is none.
   *
   * @param files the new rules, all packs
   * @param against what they are compared with; empty for what was in force at each time
   * @param begun learns its name
   */
  public void begin(
      RoutingContext request,
      List<SourceFile> files,
      Optional<List<SourceFile>> against,
      Stretch stretch,
      Consumer<String> begun) {
    if (store.isEmpty()) {
      later(request, "the store is still being opened; try again in a moment");
      return;
    }
    Store past = store.get();
    request
        .vertx()
        .executeBlocking(() -> begin(past, files, against, stretch), false)
        .onSuccess(
            id -> {
              begun.accept(id);
              request
                  .response()
                  .setStatusCode(202)
                  .putHeader("location", "/api/v1/backtests/" + id);
              request.json(Map.of("id", id));
            })
        .onFailure(e -> refuse(request, e));
  }

  /**
   * How a backtest stands.
   *
   * @param id its name
   * @param state {@code running}, {@code done}, {@code failed} or {@code cancelled}
   * @param headline what it came to, once it is done
   */
  public record Standing(String id, String state, Optional<String> headline) {}

  /** How a backtest stands; empty once it is forgotten. */
  public synchronized Optional<Standing> standing(String id) {
    return Optional.ofNullable(jobs.get(id))
        .map(
            job ->
                new Standing(id, job.view().state(), job.report().map(BacktestReport::headline)));
  }

  private static Wanted wanted(Buffer body) {
    try {
      Wanted wanted = JSON.readValue(body == null ? new byte[0] : body.getBytes(), Wanted.class);
      List<Wanted.File> all = new ArrayList<>(wanted.files());
      all.addAll(wanted.against());
      if (wanted.files().isEmpty()
          || all.stream().anyMatch(f -> f.path() == null || f.text() == null)) {
        throw new IllegalArgumentException(
            "send {\"files\": [{\"path\": \"standard/my.drl\", \"text\": \"…\"}]}, all files of a rules folder");
      }
      return wanted;
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException(
          "the body is not read: %s; send {\"files\": [{\"path\", \"text\"}], \"from\", \"to\"}"
              .formatted(
                  e instanceof JsonProcessingException json
                      ? json.getOriginalMessage()
                      : "it is empty"),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is not read; send it again", e);
    }
  }

  private static void refuse(RoutingContext request, Throwable e) {
    if (e instanceof RulesProblemsException wrong) {
      Problem.send(request.response(), 400, String.join("\n", wrong.problems()));
    } else if (e instanceof BusyException) {
      Problem.send(request.response(), 409, e.getMessage());
    } else if (e instanceof StoreException) {
      later(request, e.getMessage());
    } else {
      Calls.failed(request, e);
    }
  }

  /** Another one runs. */
  private static final class BusyException extends Exception {
    private static final long serialVersionUID = 1L;

    BusyException(String message) {
      super(message);
    }
  }

  private String begin(
      Store kept, List<SourceFile> files, Optional<List<SourceFile>> against, Stretch stretch)
      throws RulesProblemsException, BusyException {
    vacant();
    Past past = new StoredPast(kept, 1);
    Span span = Backtesting.span(past, stretch.from(), stretch.to());
    Side candidate = Backtesting.side("the new rules", files);
    Optional<Side> current = Optional.empty();
    if (against.isPresent()) {
      current = Optional.of(Backtesting.side("the present rules", against.get()));
    }
    return start(past, span, candidate, current);
  }

  private static List<SourceFile> files(List<Wanted.File> files) {
    return files.stream().map(file -> new SourceFile(file.path(), file.text())).toList();
  }

  private synchronized void vacant() throws BusyException {
    Optional<Job> running = jobs.values().stream().filter(Job::running).findFirst();
    if (running.isPresent()) {
      throw new BusyException("backtest %s runs; wait for it".formatted(running.get().id()));
    }
    if (stopped) {
      throw new BusyException("the daemon is stopping; ask its successor");
    }
  }

  // A hint and no more: live judging has its own thread and does not wait for this one.
  @SuppressWarnings("ThreadPriorityCheck")
  private synchronized String start(Past past, Span span, Side candidate, Optional<Side> current)
      throws BusyException {
    vacant();
    Job job = new Job("" + ++asked, 2);
    job.over(span);
    jobs.put(job.id(), job);
    while (jobs.size() > REMEMBERED) {
      jobs.remove(jobs.keySet().iterator().next());
    }
    Thread judging = new Thread(() -> judge(job, past, span, candidate, current), "backtest");
    judging.setPriority(Thread.MIN_PRIORITY);
    judging.start();
    thread = Optional.of(judging);
    return job.id();
  }

  private void judge(Job job, Past past, Span span, Side candidate, Optional<Side> current) {
    try {
      job.done(Backtesting.run(past, span, candidate, current, rules, false, job));
    } catch (CancellationException e) {
      job.gaveUp();
    } catch (RulesProblemsException e) {
      job.failed(e.problems());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      LOG.error("Backtest {} failed", job.id(), e);
      job.failed(List.of("it failed here and the log says why: " + e));
    }
  }

  private synchronized Optional<Job> job(RoutingContext request) {
    return Optional.ofNullable(jobs.get(request.pathParam("id")));
  }

  private void state(RoutingContext request) {
    Optional<Job> job = job(request);
    if (job.isEmpty()) {
      unknown(request);
      return;
    }
    request
        .vertx()
        .executeBlocking(() -> Reporting.json(job.get().view()), false)
        .onSuccess(
            json ->
                request
                    .response()
                    .putHeader("content-type", "application/json")
                    .putHeader("cache-control", "no-store")
                    .end(json))
        .onFailure(e -> Calls.failed(request, e));
  }

  private void page(RoutingContext request) {
    Optional<Job> job = job(request).filter(j -> j.report().isPresent());
    if (job.isEmpty()) {
      unknown(request);
      return;
    }
    request
        .vertx()
        .executeBlocking(() -> BacktestPage.of(job.get().report().orElseThrow()), false)
        .onSuccess(
            html ->
                request
                    .response()
                    .putHeader("content-type", "text/html; charset=utf-8")
                    .putHeader("cache-control", "no-store")
                    .putHeader("x-content-type-options", "nosniff")
                    .putHeader(
                        "content-security-policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
                            + " form-action 'none'; frame-ancestors 'none'")
                    .end(html))
        .onFailure(e -> Calls.failed(request, e));
  }

  private static void unknown(RoutingContext request) {
    Problem.send(
        request.response(),
        404,
        "there is no such backtest, or it is not done; the newest %d are kept until a restart"
            .formatted(REMEMBERED));
  }

  private static void later(RoutingContext request, String detail) {
    request.response().putHeader("retry-after", "" + RETRY_SECONDS);
    Problem.send(request.response(), 503, detail);
  }

  /** Ends a backtest that runs; returns when nothing reads the store any more. */
  public void stop() throws InterruptedException {
    Optional<Thread> judging;
    synchronized (this) {
      stopped = true;
      jobs.values().forEach(Job::cancel);
      judging = thread;
    }
    if (judging.isPresent()) {
      judging.get().join();
    }
  }
}
