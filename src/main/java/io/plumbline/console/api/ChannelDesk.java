package io.plumbline.console.api;

import java.util.List;
import java.util.Optional;

/** The receivers of findings, and what a person may do about those that failed. */
public interface ChannelDesk {

  /** Every receiver, in the order of the configuration. */
  List<Channel> channels();

  /** A receiver by its name. */
  default Optional<Channel> channel(String name) {
    return channels().stream().filter(channel -> channel.name().equals(name)).findFirst();
  }

  /**
   * Sends a dead letter again.
   *
   * @param delivery id of the delivery, as {@link DeliveryLog} gives it
   * @return how many there were with it, 0 or 1
   * @throws IllegalStateException if its receiver is disabled
   */
  int replay(String delivery);

  /**
   * Sends every dead letter of a receiver again.
   *
   * @param channel name of a receiver there is
   * @return how many there were
   * @throws IllegalStateException if the receiver is disabled
   */
  int replayAll(String channel);

  /** Uses a receiver again that answered 410; its name is of one there is. */
  void enable(String channel);

  /**
   * A receiver.
   *
   * @param name its name
   * @param format what its bodies look like
   * @param state {@code active}, {@code away} or {@code disabled}
   * @param pending events it has not confirmed, dead letters aside
   * @param dead events given up
   */
  record Channel(String name, String format, String state, long pending, long dead) {}
}
