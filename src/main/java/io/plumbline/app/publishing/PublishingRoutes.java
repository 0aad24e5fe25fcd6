package io.plumbline.app.publishing;

import io.plumbline.app.backtest.BacktestRoutes;
import io.plumbline.app.publishing.Answering.Answer;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.http.Calls;
import io.plumbline.http.TokenCheck;
import io.plumbline.signal.RuleSetActivated;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The calls about drafts and versions of packs. Reading is as open as the listener; each act needs
 * a person's token, whose roles say what is allowed, also on loopback.
 */
public final class PublishingRoutes {

  private static final int LONGEST_BODY = 8 << 20;
  private static final long MOST_VERSIONS = 10;
  private static final long MOST_ACTS = 50;

  private final Function<String, Optional<Caller>> callers;
  private final BacktestRoutes backtests;
  private final Map<String, Backtested> backtested = new HashMap<>();
  private volatile Optional<Publishing> publishing = Optional.empty();

  /**
   * Prepares.
   *
   * @param callers who shows a token
   * @param backtests judges the past by drafts
   */
  public PublishingRoutes(Function<String, Optional<Caller>> callers, BacktestRoutes backtests) {
    this.callers = callers;
    this.backtests = backtests;
  }

  private record Backtested(String hash, String id) {}

  /** A call that only looks. */
  @FunctionalInterface
  private interface Question {
    Object of(Publishing publishing, RoutingContext request)
        throws RefusedActException, BusyException, InterruptedException;
  }

  /** A call that does something about a pack. */
  @FunctionalInterface
  private interface Act {
    Answer of(Publishing publishing, Caller caller, String pack, RoutingContext request)
        throws RefusedActException, BusyException, InterruptedException;
  }

  /** From now on this is asked. */
  public void of(Publishing assembled) {
    publishing = Optional.of(assembled);
  }

  /** Serves the calls of the contract. */
  public void mount(Calls calls) {
    read(calls, "drafts", this::drafts);
    read(calls, "draft", (p, request) -> draft(p, pack(request)));
    read(calls, "versions", this::versions);
    read(calls, "acts", this::acts);
    act(calls, "putDraft", true, this::put);
    act(calls, "discardDraft", false, alone(this::discard));
    act(calls, "approveDraft", true, alone(this::approve));
    act(calls, "publishDraft", true, alone(this::publishAlone));
    act(calls, "revertPack", true, alone(this::revert));
    act(calls, "reviewVersion", true, alone(this::review));
    calls
        .on("backtestDraft")
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(opened(this::backtest));
  }

  private void read(Calls calls, String operation, Question question) {
    calls
        .on(operation)
        .handler(
            opened(
                (p, request) ->
                    Answering.answer(request, () -> Answer.of(question.of(p, request)))));
  }

  private void act(Calls calls, String operation, boolean body, Act act) {
    Route route = calls.on(operation);
    if (body) {
      // A browser cannot send this media type to another site unasked.
      route
          .consumes("application/json")
          .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
    }
    route.handler(
        opened(
            (p, request) -> {
              Optional<Caller> caller = callers.apply(TokenCheck.token(request.request()));
              if (caller.isEmpty()) {
                Answering.nobody(request);
              } else {
                Answering.answer(request, () -> act.of(p, caller.get(), pack(request), request));
              }
            }));
  }

  /** An act that finds things as it saw them. */
  private static Act alone(Act act) {
    return (p, caller, pack, request) -> {
      synchronized (p.desk()) {
        return act.of(p, caller, pack, request);
      }
    };
  }

  /** Handles a request once there is something to ask. */
  private Handler<RoutingContext> opened(BiConsumer<Publishing, RoutingContext> handler) {
    return request ->
        publishing.ifPresentOrElse(
            p -> handler.accept(p, request),
            () ->
                Answering.later(request, "the store is still being opened; try again in a moment"));
  }

  private static String pack(RoutingContext request) throws RefusedActException {
    String pack = request.pathParam("pack");
    if (!pack.matches("[^\\s/\\\\,:*.][^\\s/\\\\,:*]{0,62}")) {
      throw RefusedActException.wrong(
          "\"%s\" cannot name a pack; a pack is a folder of the rules folder".formatted(pack));
    }
    return pack;
  }

  private Object drafts(Publishing p, RoutingContext request) {
    PackRecords records = p.desk().records();
    return Map.of(
        "publish",
        p.approved() ? "approved" : "on-save",
        "items",
        records.drafts().stream().map(d -> DraftAnswer.of(d, records)).toList(),
        "reviews",
        records.due().stream().map(v -> version(p, v)).toList());
  }

  private DraftAnswer draft(Publishing p, String pack)
      throws RefusedActException, InterruptedException {
    Draft draft = p.desk().draft(pack);
    Optional<Backtested> last;
    synchronized (backtested) {
      last = Optional.ofNullable(backtested.get(pack));
    }
    return DraftAnswer.of(draft, p.desk().records())
        .with(
            draft,
            p.examinations().of(draft),
            last.filter(b -> b.hash().equals(draft.hash()))
                .flatMap(b -> backtests.standing(b.id())));
  }

  private Answer put(Publishing p, Caller caller, String pack, RoutingContext request)
      throws RefusedActException, BusyException, InterruptedException {
    Bodies.Put put = Bodies.read(request.body().buffer(), Bodies.Put.class, Bodies.Put.EXAMPLE);
    List<SourceFile> files = Bodies.files(pack, put);
    Optional<String> base = Optional.ofNullable(put.base());
    synchronized (p.desk()) {
      p.drafting().draft(caller, pack, files, Bodies.text(put.reason()), base);
    }
    return Answer.of(draft(p, pack));
  }

  private Answer discard(Publishing p, Caller caller, String pack, RoutingContext request)
      throws RefusedActException, BusyException {
    Draft draft = p.desk().draft(pack);
    p.drafting().discard(caller, pack);
    return Answer.of(DraftAnswer.of(draft, p.desk().records()));
  }

  private Answer approve(Publishing p, Caller caller, String pack, RoutingContext request)
      throws RefusedActException, BusyException, InterruptedException {
    Bodies.Approve body =
        Bodies.read(request.body().buffer(), Bodies.Approve.class, Bodies.Approve.EXAMPLE);
    Optional<Long> live =
        p.approving()
            .approve(
                caller,
                pack,
                Bodies.text(body.hash()),
                Bodies.version(body.replaces()),
                body.from());
    return live.isPresent()
        ? version(p, pack, live.get())
        : new Answer(202, DraftAnswer.of(p.desk().draft(pack), p.desk().records()));
  }

  private Answer publishAlone(Publishing p, Caller caller, String pack, RoutingContext request)
      throws RefusedActException, BusyException, InterruptedException {
    Bodies.Emergency body =
        Bodies.read(request.body().buffer(), Bodies.Emergency.class, Bodies.Emergency.EXAMPLE);
    return version(
        p,
        pack,
        p.approving()
            .publishAlone(
                caller,
                pack,
                Bodies.text(body.hash()),
                Bodies.version(body.replaces()),
                Bodies.text(body.reason())));
  }

  private Answer revert(Publishing p, Caller caller, String pack, RoutingContext request)
      throws RefusedActException, BusyException, InterruptedException {
    Bodies.Revert body =
        Bodies.read(request.body().buffer(), Bodies.Revert.class, Bodies.Revert.EXAMPLE);
    Optional<Long> to = Optional.ofNullable(body.version());
    return version(p, pack, p.afterwards().revert(caller, pack, to, Bodies.text(body.reason())));
  }

  private Answer review(Publishing p, Caller caller, String pack, RoutingContext request)
      throws RefusedActException, BusyException {
    Bodies.Review body =
        Bodies.read(request.body().buffer(), Bodies.Review.class, Bodies.Review.EXAMPLE);
    String text = request.pathParam("version");
    if (!text.matches("\\d{1,18}")) {
      throw RefusedActException.wrong("\"%s\" is no version; write its number".formatted(text));
    }
    long version = Long.parseLong(text);
    p.afterwards().review(caller, pack, version, Bodies.text(body.remark()));
    return version(p, pack, version);
  }

  private static Answer version(Publishing p, String pack, long version)
      throws RefusedActException {
    return Answer.of(version(p, p.desk().version(pack, version)));
  }

  private static VersionAnswer version(Publishing p, PackVersion version) {
    boolean inForce =
        p.desk()
            .records()
            .inForce(version.pack())
            .filter(v -> v.version() == version.version())
            .isPresent();
    return VersionAnswer.of(
        version, inForce, p.texts().files(version.pack(), version.version()).orElse(List.of()));
  }

  private Object versions(Publishing p, RoutingContext request) throws RefusedActException {
    String pack = pack(request);
    List<PackVersion> all = new ArrayList<>(p.desk().records().versions(pack));
    if (all.isEmpty()) {
      throw RefusedActException.absent(
          "there never was a pack %s in force; GET /api/v1/rules names those there are"
              .formatted(pack));
    }
    Collections.reverse(all);
    long limit = number(request, "limit", MOST_VERSIONS);
    long before = number(request, "before", Long.MAX_VALUE);
    List<PackVersion> page =
        all.stream().filter(v -> v.version() < before).limit(limit + 1).toList();
    Map<String, Object> answer = new HashMap<>();
    answer.put("items", page.stream().limit(limit).map(v -> version(p, v)).toList());
    if (page.size() > limit) {
      answer.put("next", page.get((int) limit - 1).version());
    }
    return answer;
  }

  private Object acts(Publishing p, RoutingContext request) throws RefusedActException {
    return Map.of(
        "items",
        p.texts().acts(pack(request)).stream()
            .limit(number(request, "limit", MOST_ACTS))
            .map(ActAnswer::of)
            .toList());
  }

  private static long number(RoutingContext request, String name, long standard) {
    String given = request.queryParams().get(name);
    return given == null || given.isEmpty() ? standard : Long.parseLong(given);
  }

  private void backtest(Publishing p, RoutingContext request) {
    try {
      String pack = pack(request);
      Draft draft = p.desk().draft(pack);
      Bodies.Past past =
          Bodies.read(request.body().buffer(), Bodies.Past.class, Bodies.Past.EXAMPLE);
      List<SourceFile> present = p.desk().packs().files();
      List<SourceFile> files =
          Stream.concat(
                  present.stream().filter(f -> !RuleSetActivated.packOf(f).equals(pack)),
                  draft.files().stream())
              .toList();
      backtests.begin(
          request,
          files,
          Optional.of(present),
          new BacktestRoutes.Stretch(
              Optional.ofNullable(past.from()), Optional.ofNullable(past.to())),
          id -> {
            synchronized (backtested) {
              backtested.put(pack, new Backtested(draft.hash(), id));
            }
          });
    } catch (RefusedActException e) {
      Answering.refuse(request, e);
    }
  }
}
