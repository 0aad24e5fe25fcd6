package io.plumbline.console.api;

import io.plumbline.http.Calls;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * {@code /api/v1/channels} and the acts on deliveries: what receivers missed is sent again, and one
 * that answered 410 is used again.
 */
public final class ChannelRoutes {

  private final ChannelDesk desk;

  /** The routes over a desk. */
  public ChannelRoutes(ChannelDesk desk) {
    this.desk = desk;
  }

  /** Adds the calls to a listener. */
  public void mount(Calls calls) {
    calls
        .on("channels")
        .handler(c -> Answers.answer(c, () -> new Page<>(null, desk.channels(), null)));
    calls.on("replayChannel").handler(c -> act(c, context -> replayed(context, desk::replayAll)));
    calls.on("enableChannel").handler(c -> act(c, this::enable));
    calls.on("replayDelivery").handler(c -> act(c, context -> replayOne(context.pathParam("id"))));
  }

  private static void act(RoutingContext context, Function<RoutingContext, Object> act) {
    Answers.answer(
        context,
        () -> {
          try {
            return act.apply(context);
          } catch (IllegalStateException e) {
            throw new ConflictException(e.getMessage());
          }
        });
  }

  private Object replayed(RoutingContext context, ToIntFunction<String> replay) {
    return Map.of("replayed", replay.applyAsInt(known(context).name()));
  }

  private Object enable(RoutingContext context) {
    ChannelDesk.Channel channel = known(context);
    desk.enable(channel.name());
    return known(context);
  }

  private Object replayOne(String id) {
    int replayed = desk.replay(id);
    if (replayed == 0) {
      throw new AbsentException(
          "there is no dead letter \"" + id + "\"; /api/v1/deliveries lists those there are");
    }
    return Map.of("replayed", replayed);
  }

  private ChannelDesk.Channel known(RoutingContext context) {
    String name = context.pathParam("name");
    return desk.channel(name)
        .orElseThrow(() -> new AbsentException("there is no channel \"" + name + "\""));
  }
}
