package io.plumbline.console;

import io.plumbline.report.Board;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps open pages up to date over server-sent events. The parts are drawn at most once a second,
 * once for all pages; a page gets all of them when it connects and then those that changed.
 */
final class LiveStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
  private static final long PERIOD_MILLIS = 1_000;
  private static final int HEARTBEAT_PERIODS = 5;

  private final Vertx vertx;
  private final Board board;
  private final InstantSource clock;
  private final Fragments fragments = new Fragments();
  private final Set<LivePage> pages = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean changed = new AtomicBoolean();
  private final AtomicBoolean drawing = new AtomicBoolean();
  private final AtomicInteger idlePeriods = new AtomicInteger();
  private final long timer;
  private volatile boolean closed;

  LiveStream(Vertx vertx, Board board, InstantSource clock) {
    this.vertx = vertx;
    this.board = board;
    this.clock = clock;
    this.timer = vertx.setPeriodic(PERIOD_MILLIS, t -> onPeriod());
    board.subscribe(() -> changed.set(true));
  }

  void open(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (closed) {
      response.setStatusCode(503).putHeader("retry-after", "2").end();
      return;
    }
    LivePage page = new LivePage(vertx.getOrCreateContext(), response);
    response.closeHandler(v -> pages.remove(page));
    response.endHandler(v -> pages.remove(page));
    response.exceptionHandler(e -> pages.remove(page));
    page.begin();
    pages.add(page);
    draw();
  }

  /** How many pages are open. */
  int pages() {
    return pages.size();
  }

  private void onPeriod() {
    boolean heartbeat = idlePeriods.incrementAndGet() >= HEARTBEAT_PERIODS;
    if (!pages.isEmpty() && (heartbeat || changed.get())) {
      draw();
    }
  }

  private void draw() {
    if (!drawing.compareAndSet(false, true)) {
      // A page that came meanwhile is drawn for at the next period at the latest.
      changed.set(true);
      return;
    }
    changed.set(false);
    idlePeriods.set(0);
    vertx
        .executeBlocking(() -> fragments.render(board.view(), clock.instant()), false)
        .onComplete(drawn -> drawing.set(false))
        .onSuccess(this::show)
        .onFailure(e -> LOG.error("cannot draw the live page", e));
  }

  private void show(Map<String, String> parts) {
    pages.forEach(page -> page.show(parts));
  }

  @Override
  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
    pages.forEach(LivePage::end);
  }
}
