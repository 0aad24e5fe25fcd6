package io.plumbline.console;

import io.plumbline.report.Board;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps open pages up to date over server-sent events. What pages show is drawn at most once a
 * second, once for all that show the same; a page gets all of it when it connects and then what
 * changed.
 */
final class LiveStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
  private static final long PERIOD_MILLIS = 1_000;
  private static final int HEARTBEAT_PERIODS = 5;

  private final Vertx vertx;
  private final Board board;
  private final InstantSource clock;
  private final ConcurrentMap<String, Picture> pictures = new ConcurrentHashMap<>();
  private final AtomicBoolean changed = new AtomicBoolean();
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

  /** The HTML of each part of a page by the id of its element. */
  interface Drawing {
    /** The parts as of now. */
    Map<String, String> parts(Board.View view, Instant now);
  }

  /**
   * Keeps a page up to date until it leaves.
   *
   * @param name what it shows; pages of one name show the same
   */
  void open(RoutingContext context, String name, Drawing drawing) {
    HttpServerResponse response = context.response();
    if (closed) {
      response.setStatusCode(503).putHeader("retry-after", "2").end();
      return;
    }
    LivePage page = new LivePage(vertx.getOrCreateContext(), response);
    response.closeHandler(v -> leave(name, page));
    response.endHandler(v -> leave(name, page));
    response.exceptionHandler(e -> leave(name, page));
    page.begin();
    Picture picture =
        pictures.compute(
            name,
            (n, there) -> {
              Picture joined = there == null ? new Picture(drawing) : there;
              joined.pages.add(page);
              return joined;
            });
    picture.draw();
  }

  private void leave(String name, LivePage page) {
    pictures.computeIfPresent(
        name,
        (n, picture) -> {
          picture.pages.remove(page);
          return picture.pages.isEmpty() ? null : picture;
        });
  }

  /** How many pages are open. */
  int pages() {
    return pictures.values().stream().mapToInt(picture -> picture.pages.size()).sum();
  }

  private void onPeriod() {
    boolean heartbeat = idlePeriods.incrementAndGet() >= HEARTBEAT_PERIODS;
    if (!pictures.isEmpty() && (heartbeat || changed.getAndSet(false))) {
      idlePeriods.set(0);
      pictures.values().forEach(Picture::draw);
    }
  }

  @Override
  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
    pictures.values().forEach(picture -> picture.pages.forEach(LivePage::end));
  }

  /** What some pages show. */
  private final class Picture {

    private final Drawing drawing;
    private final Set<LivePage> pages = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean underWay = new AtomicBoolean();

    Picture(Drawing drawing) {
      this.drawing = drawing;
    }

    void draw() {
      if (!underWay.compareAndSet(false, true)) {
        // A page that came meanwhile is drawn for at the next period at the latest.
        changed.set(true);
        return;
      }
      vertx
          .executeBlocking(() -> drawing.parts(board.view(), clock.instant()), false)
          .onComplete(drawn -> underWay.set(false))
          .onSuccess(parts -> pages.forEach(page -> page.show(parts)))
          .onFailure(e -> LOG.error("cannot draw the live page", e));
    }
  }
}
