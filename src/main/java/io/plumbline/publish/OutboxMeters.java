package io.plumbline.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.publish.Outcome.Reason;
import io.plumbline.publish.Outcome.Verdict;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How the deliveries of one channel go. Every series exists from the start at 0.
 *
 * <p>Alert on {@code plumbline_outbox_pending > 0} for minutes (a receiver is away), on {@code
 * increase(plumbline_deliveries_total{outcome="dead"}[1h]) > 0} (somebody was not told) and on
 * {@code plumbline_channel_disabled == 1} (a receiver answered 410).
 */
final class OutboxMeters {

  private static final Set<Reason> FAILURES =
      EnumSet.of(
          Reason.UNREACHABLE,
          Reason.TIMEOUT,
          Reason.REDIRECT,
          Reason.THROTTLED,
          Reason.REJECTED,
          Reason.SERVER_ERROR);

  private final Map<Verdict, Map<Reason, Counter>> attempts = new EnumMap<>(Verdict.class);
  final AtomicLong pending = new AtomicLong();
  final AtomicLong dead = new AtomicLong();
  final AtomicLong disabled = new AtomicLong();
  final AtomicLong breaker = new AtomicLong();

  OutboxMeters(MeterRegistry registry, String channel) {
    declare(registry, channel, Verdict.DELIVERED, EnumSet.of(Reason.OK));
    declare(registry, channel, Verdict.RETRY, FAILURES);
    Set<Reason> last = EnumSet.of(Reason.DISABLED);
    last.addAll(FAILURES);
    declare(registry, channel, Verdict.DEAD, last);
    declare(registry, channel, Verdict.GONE, EnumSet.of(Reason.GONE));
    gauge(registry, channel, "plumbline.outbox.pending", pending, "Events not yet confirmed");
    gauge(registry, channel, "plumbline.outbox.dead", dead, "Events given up, kept as evidence");
    gauge(registry, channel, "plumbline.channel.disabled", disabled, "1 after an answer of 410");
    gauge(
        registry,
        channel,
        "plumbline.channel.breaker",
        breaker,
        "0 while events are sent, 1 while one is sent as a probe, 2 while the receiver is away");
  }

  private void declare(
      MeterRegistry registry, String channel, Verdict verdict, Set<Reason> reasons) {
    Map<Reason, Counter> counters = new EnumMap<>(Reason.class);
    for (Reason reason : reasons) {
      counters.put(
          reason,
          Counter.builder("plumbline.deliveries")
              .description("Attempts to deliver, and deliveries given up")
              .tag("channel", channel)
              .tag("outcome", verdict.wireName())
              .tag("reason", reason.wireName())
              .register(registry));
    }
    attempts.put(verdict, counters);
  }

  private static void gauge(
      MeterRegistry registry, String channel, String name, AtomicLong value, String description) {
    Gauge.builder(name, value, AtomicLong::get)
        .description(description)
        .tag("channel", channel)
        .register(registry);
  }

  void count(Verdict verdict, Reason reason) {
    attempts.get(verdict).get(reason).increment();
  }
}
