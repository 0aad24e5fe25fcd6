package io.plumbline.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plumbline.app.backtest.BacktestRoutes;
import io.plumbline.app.publishing.ActLog;
import io.plumbline.app.publishing.Desk;
import io.plumbline.app.publishing.KeptTexts;
import io.plumbline.app.publishing.PackRecords;
import io.plumbline.app.publishing.Publishing;
import io.plumbline.app.publishing.PublishingMetrics;
import io.plumbline.app.publishing.PublishingRoutes;
import io.plumbline.app.upkeep.BackupRoute;
import io.plumbline.app.upkeep.DaemonFile;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.console.ConsoleRoutes;
import io.plumbline.console.ConsoleSources;
import io.plumbline.console.api.ApiRoutes;
import io.plumbline.console.api.ChannelRoutes;
import io.plumbline.console.api.ExplanationRoutes;
import io.plumbline.console.api.IncidentRoutes;
import io.plumbline.console.api.RuleRoutes;
import io.plumbline.http.Calls;
import io.plumbline.http.Contract;
import io.plumbline.http.Listener;
import io.plumbline.http.TokenCheck;
import io.plumbline.ingest.IngestLimits;
import io.plumbline.ingest.IngestMetrics;
import io.plumbline.ingest.IngestRoutes;
import io.plumbline.ingest.SeriesIndex;
import io.plumbline.ingest.SeriesLimits;
import io.plumbline.journal.Journal;
import io.plumbline.journal.JournalWriter;
import io.plumbline.publish.BoardMetrics;
import io.plumbline.publish.InfluxWriter;
import io.plumbline.publish.Outbox;
import io.plumbline.report.Board;
import io.plumbline.report.FindingFeed;
import io.plumbline.report.FindingStore;
import io.plumbline.rules.RuleSet;
import io.plumbline.runner.LiveRunner;
import io.plumbline.runner.Ticker;
import io.plumbline.runner.explain.Explainer;
import io.plumbline.store.NativeFolder;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running daemon: every part made, joined and started in one straight function. */
public final class Daemon implements AutoCloseable {

  private static final long QUEUE_BYTES = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Lifecycle lifecycle = new Lifecycle();
  private final Gate gate = new Gate();
  private final Configuration configuration;
  private Health health;
  private HttpServer traffic;
  private HttpServer management;
  private RulesInForce rules;
  private Publishing publishing;

  private Daemon(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Starts a daemon and returns once it is ready.
   *
   * @param configuration how it is to run
   * @param clock what time it is
   * @throws ConfigurationException if a port, the rules or the store cannot be used
   */
  public static Daemon start(Configuration configuration, InstantSource clock)
      throws ConfigurationException, InterruptedException {
    configuration.log().use();
    Daemon daemon = new Daemon(configuration);
    try {
      daemon.assemble(clock);
      return daemon;
    } catch (StoreException e) {
      daemon.close();
      throw new ConfigurationException(List.of(e.getMessage()));
    } catch (KeptRules.NotUnderstoodException e) {
      daemon.close();
      throw new ConfigurationException(e.problems());
    } catch (ConfigurationException | InterruptedException | RuntimeException e) {
      daemon.close();
      throw e;
    }
  }

  private void assemble(InstantSource clock) throws ConfigurationException, InterruptedException {
    Access access = Access.of(configuration);
    System.setProperty(
        "org.xerial.snappy.tempdir",
        System.getProperty(
            "org.xerial.snappy.tempdir", NativeFolder.of(configuration.data()).toString()));
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setFileSystemOptions(
                    // Else it needs a temporary folder, for files that nothing here serves.
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    lifecycle.started(
        "event loops",
        vertx,
        () -> vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    lifecycle.started("meters", registry, registry::close);
    lifecycle.started("collections", Meters.collections(registry));
    health = lifecycle.started("health", new Health(clock));
    health.failed("start", "the store is being opened and the journal read");
    health.start();
    Contract contract = Contract.read();
    TokenCheck tokens = new TokenCheck(access::hashes, contract);
    Calls operate = new Calls(contract, Listener.MANAGEMENT, Router.router(vertx));
    if (access.isAsked(configuration.management())) {
      operate.router().route().handler(tokens::pass);
    }
    health.watch("tokens", access::look);
    health.mount(operate);
    BackupRoute backups = new BackupRoute();
    backups.mount(operate);
    BacktestRoutes backtests = new BacktestRoutes(configuration.rules());
    backtests.mount(operate);
    PublishingRoutes publishingRoutes = new PublishingRoutes(access::caller, backtests);
    publishingRoutes.mount(operate);
    operate.on("scrape").handler(request -> scrape(request, registry));
    management = Listeners.open(vertx, configuration.management(), "management", operate);
    lifecycle.started("management listener", management, () -> Listeners.close(management));

    Store store = lifecycle.ground("store", Store.open(configuration.data()));
    StoreProbes storeProbes = new StoreProbes(store, configuration.reserveBytes(), gate);
    health.watch("store", storeProbes::store);
    health.watch("disk", storeProbes::disk);
    backups.of(store);
    backtests.of(store);
    lifecycle.started("backtests", backtests, backtests::stop);
    Journal journal = new Journal(store);
    Board board = new Board();
    FindingStore findings = new FindingStore(store);
    FindingFeed feed = new FindingFeed();
    PackRecords records = new PackRecords();
    journal.readRules(records::add);
    rules = new RulesInForce(configuration.rules(), () -> board.view().standings(), records);
    lifecycle.started("rules", rules, rules::close);
    RulesWatch watch =
        lifecycle.started("rules watch", new RulesWatch(configuration.rules(), rules, clock));
    LiveFigures figures = new LiveFigures(rules);
    TicketShelf tickets = new TicketShelf();
    Outbox outbox =
        lifecycle.started(
            "outbox",
            new Outbox(
                store,
                configuration.webhooks(),
                configuration.site(),
                vertx,
                registry,
                clock,
                new SecureRandom()));
    registry.getPrometheusRegistry().register(new BoardMetrics(board, figures));
    if (configuration.influx().isPresent()) {
      InfluxWriter influx = new InfluxWriter(configuration.influx().get(), board, registry, clock);
      lifecycle.started("InfluxDB", influx);
      var unused = feed.subscribe(influx::tell);
      influx.start();
    }

    Acceptance acceptance = new Acceptance(clock);
    LiveRunner runner =
        new LiveRunner(
            store,
            journal,
            configuration.shards(),
            configuration.keep(),
            rules::ruleSet,
            new Announcer(
                findings, outbox, feed, board, figures, tickets, acceptance, clock, registry),
            new EngineCondition(health, clock));
    runner.start();
    lifecycle.started("engine", runner);
    Catalogue inForce = rules.inForce().map(RuleSet::catalogue).orElse(Catalogue.EMPTY);
    SeriesIndex index =
        new SeriesIndex(
            SeriesLimits.DEFAULT, configuration.replicas(), new CatalogueSelection(inForce));
    index.restore(journal.series());
    JournalWriter writer = new JournalWriter(journal, acceptance.before(runner), QUEUE_BYTES);
    writer.start();
    lifecycle.started("journal", writer);
    lifecycle.started("patience of the engine", runner, runner::hurry);
    Ticker ticker = new Ticker(writer, clock, configuration.tick(), runner::judgedMillis);
    ticker.start();
    lifecycle.started("ticks", ticker);
    rules.attach(writer, new SelectionSwitch(index, inForce));
    if (configuration.publishing().approved()) {
      watch.readWhatIsMissing();
    } else {
      if (!configuration.publishing().drafts().equals(configuration.rules())) {
        LOG.warn("Nobody looks at rules.drafts while rules.publish is on-save; set it to approved");
      }
      watch.read();
      watch.start();
    }
    KeptTexts texts = new KeptTexts(records, journal);
    Desk desk =
        new Desk(configuration.publishing(), records, rules, new ActLog(writer, records), clock);
    publishing = lifecycle.started("publishing", new Publishing(desk, texts));
    registry.getPrometheusRegistry().register(new PublishingMetrics(desk));
    publishingRoutes.of(publishing);
    publishing.start();
    Instant ticking = clock.instant();
    health.watch("journal", () -> EngineProbes.journal(writer, QUEUE_BYTES));
    health.watch("ticks", () -> EngineProbes.ticks(board, clock, ticking));
    health.watch("rules", () -> EngineProbes.rules(rules::live));
    health.watch("publishing", () -> EngineProbes.publishing(publishing));
    health.watch("series", () -> EngineProbes.series(index));
    health.watch("deliveries", () -> EngineProbes.deliveries(outbox.standings()));

    IngestMetrics ingest = new IngestMetrics();
    Meters.bind(registry, ingest, figures, writer, gate);
    Calls calls = new Calls(contract, Listener.TRAFFIC, Router.router(vertx));
    gate.mount(calls.router());
    if (access.isAsked(configuration.http())) {
      calls.router().route().handler(tokens::pass);
    }
    calls.on("contract").handler(contract::serve);
    new IngestRoutes(writer, index, clock, IngestLimits.DEFAULT, ingest).mount(calls);
    ApiRoutes api =
        lifecycle.started(
            "read API", new ApiRoutes(board, findings, feed, rules::live, new OutboxLog(outbox)));
    api.mount(calls);
    new IncidentRoutes(board, tickets).mount(calls);
    Explainer explainer = new Explainer(store, journal);
    RuleShelf shelf = new RuleShelf(rules);
    new RuleRoutes(board, findings, rules::live, shelf).mount(calls);
    new ExplanationRoutes(findings, explainer::explain).mount(calls);
    new ChannelRoutes(new OutboxDesk(outbox)).mount(calls);
    ConsoleRoutes console =
        lifecycle.started(
            "console",
            new ConsoleRoutes(
                vertx,
                new ConsoleSources(board, findings, tickets, explainer::explain, shelf, texts),
                clock));
    console.mount(calls);
    traffic = Listeners.open(vertx, configuration.http(), "http", calls);
    lifecycle.started("traffic listener", traffic, () -> Listeners.close(traffic));
    ListenerProbe listener =
        new ListenerProbe(configuration.http().host(), httpPort(), ListenerProbe.PATIENCE);
    health.watch("listener", listener::look);

    outbox.start();
    announce(access);
    health.look();
    health.mended("start");
  }

  private void announce(Access access) throws ConfigurationException {
    Path data = configuration.data();
    try {
      new DaemonFile(
              ProcessHandle.current().pid(),
              URI.create(address(configuration.http(), httpPort())),
              URI.create(address(configuration.management(), managementPort())),
              access.ownToken())
          .write(data);
      lifecycle.aside("mark in the data folder", () -> DaemonFile.remove(data));
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of("the data folder %s cannot be written: %s".formatted(data, e.getMessage())));
    }
  }

  private static String address(Configuration.Listener listener, int port) {
    return "http://" + listener.host() + ":" + port;
  }

  // A large board takes its time; the event loop must not.
  private static void scrape(RoutingContext request, PrometheusMeterRegistry registry) {
    request
        .vertx()
        .executeBlocking(registry::scrape, false)
        .onFailure(e -> Calls.failed(request, e))
        .onSuccess(
            text ->
                request
                    .response()
                    .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(text));
  }

  /** The port of metrics, incidents, console and read API. */
  public int httpPort() {
    return traffic.actualPort();
  }

  /** The port of /metrics and /health. */
  public int managementPort() {
    return management.actualPort();
  }

  /** What runs where, in five lines for people. */
  public List<String> summary() {
    String http = address(configuration.http(), httpPort());
    String managed = address(configuration.management(), managementPort());
    return List.of(
        "console      " + http + "/",
        "remote write " + http + "/api/v1/write   incidents " + http + "/api/v1/incidents",
        "metrics      " + managed + "/metrics   health " + managed + "/health/ready",
        "rules        %s: %d rules, version %d (%.8s)"
            .formatted(
                configuration.rules(),
                rules.live().rules().size(),
                rules.live().version(),
                rules.live().hash()),
        "data         %s   webhooks %s"
            .formatted(
                configuration.data(),
                configuration.webhooks().isEmpty() ? "none" : configuration.webhooks()));
  }

  /**
   * Lets nothing more in, answers what is inside, and stops every part, last started first; what
   * was accepted is kept. Closing twice does nothing.
   */
  @Override
  public void close() {
    gate.stop();
    if (health != null) {
      health.close();
      health.failed("stop", "the daemon is stopping");
    }
    try {
      int inside = gate.drain(DRAIN);
      if (inside > 0) {
        LOG.warn("{} requests are not answered within {} s; stopping", inside, DRAIN.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lifecycle.close();
  }
}
