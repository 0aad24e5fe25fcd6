package io.plumbline.app;

import io.plumbline.console.api.DeliveryLog;
import io.plumbline.publish.Outbox;
import java.util.List;
import java.util.Optional;

/** The outbox as the read API shows it. */
record OutboxLog(Outbox outbox) implements DeliveryLog {

  @Override
  public List<Delivery> page(Optional<String> channel, Optional<String> after, int limit) {
    return outbox.deliveries(after.orElse(""), limit).stream()
        .filter(d -> channel.isEmpty() || d.channel().equals(channel.get()))
        .map(
            d ->
                new Delivery(
                    d.cursor(),
                    d.channel(),
                    d.id(),
                    d.type(),
                    d.state().wireName(),
                    d.attempts(),
                    d.queued(),
                    d.nextAttempt().orElse(null),
                    d.lastError().isEmpty() ? null : d.lastError()))
        .toList();
  }
}
