package io.plumbline.app;

import io.plumbline.console.api.ChannelDesk;
import io.plumbline.publish.ChannelStanding;
import io.plumbline.publish.Outbox;
import java.util.List;

/** The outbox as the API acts on it. */
record OutboxDesk(Outbox outbox) implements ChannelDesk {

  @Override
  public List<Channel> channels() {
    return outbox.channels().stream().map(outbox::standing).map(OutboxDesk::entry).toList();
  }

  @Override
  public int replay(String delivery) {
    return outbox.replay(OutboxLog.cursor(delivery));
  }

  @Override
  public int replayAll(String channel) {
    return outbox.replayAll(channel);
  }

  @Override
  public void enable(String channel) {
    outbox.enable(channel);
  }

  private static Channel entry(ChannelStanding standing) {
    return new Channel(
        standing.name(),
        standing.format(),
        standing.state().wireName(),
        standing.pending(),
        standing.dead());
  }
}
