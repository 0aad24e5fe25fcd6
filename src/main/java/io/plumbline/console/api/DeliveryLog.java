package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What receivers have not confirmed: the deliveries that wait and those that were given up. */
public interface DeliveryLog {

  /** Tells of no delivery: there is no channel. */
  DeliveryLog NONE = (channel, after, limit) -> List.of();

  /**
   * Deliveries, in an order of the log's own.
   *
   * @param channel name of the channel they must be for; empty for all
   * @param after id of the last delivery of the page before; empty for the first page
   * @param limit most deliveries to return, at least 1
   */
  List<Delivery> page(Optional<String> channel, Optional<String> after, int limit);

  /**
   * One event on its way to one channel.
   *
   * @param id unique id
   * @param channel name of the channel
   * @param event id of the finding event, the {@code webhook-id} of webhooks
   * @param type type of the event, such as {@code plumbline.breach.raised}
   * @param state {@code pending}, or {@code dead} when it was given up
   * @param attempts how often it was tried
   * @param created when it was put into the outbox
   * @param next when it is tried next; null unless it waits
   * @param reason why the last attempt failed; null when none did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Delivery(
      String id,
      String channel,
      String event,
      String type,
      String state,
      int attempts,
      Instant created,
      Instant next,
      String reason) {}
}
