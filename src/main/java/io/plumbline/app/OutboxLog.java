package io.plumbline.app;

import io.plumbline.console.api.DeliveryLog;
import io.plumbline.publish.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The outbox as the read API shows it. */
record OutboxLog(Outbox outbox) implements DeliveryLog {

  @Override
  public List<Delivery> page(Optional<String> channel, Optional<String> after, int limit) {
    List<Delivery> page = new ArrayList<>();
    String cursor = after.map(OutboxLog::cursor).orElse("");
    List<io.plumbline.publish.Delivery> read;
    do {
      read = outbox.deliveries(cursor, limit);
      for (io.plumbline.publish.Delivery delivery : read) {
        cursor = delivery.cursor();
        if (page.size() < limit && channel.map(delivery.channel()::equals).orElse(true)) {
          page.add(entry(delivery));
        }
      }
    } while (page.size() < limit && read.size() == limit);
    return page;
  }

  // An id is part of a path; neither channels nor findings have a dot in their names.
  private static String id(String cursor) {
    return cursor.replace('/', '.');
  }

  /** The place in the outbox that an id names. */
  static String cursor(String id) {
    return id.replace('.', '/');
  }

  private static Delivery entry(io.plumbline.publish.Delivery delivery) {
    return new Delivery(
        id(delivery.cursor()),
        delivery.channel(),
        delivery.id(),
        delivery.type(),
        delivery.state().wireName(),
        delivery.attempts(),
        delivery.queued(),
        delivery.nextAttempt().orElse(null),
        delivery.lastError().isEmpty() ? null : delivery.lastError());
  }
}
