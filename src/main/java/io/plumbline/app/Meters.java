package io.plumbline.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.plumbline.engine.Uncounted;
import io.plumbline.ingest.IngestMetrics;
import io.plumbline.ingest.Refusal;
import io.plumbline.journal.JournalWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Binds the counts that the parts keep to names in {@code /metrics}. */
final class Meters {

  private Meters() {}

  static void bind(
      MeterRegistry registry,
      IngestMetrics ingest,
      LiveFigures figures,
      JournalWriter journal,
      Gate gate) {
    FunctionTimer.builder(
            "plumbline.journal.append",
            journal,
            JournalWriter::appends,
            JournalWriter::appendNanos,
            TimeUnit.NANOSECONDS)
        .description("Time to append and sync a group")
        .register(registry);
    counter(
        registry, "plumbline.refused", gate.refused(), "What was refused", "reason", "unavailable");
    for (IngestMetrics.Protocol protocol : IngestMetrics.Protocol.values()) {
      counter(
          registry,
          "plumbline.samples",
          ingest.samples(protocol),
          "Samples in the journal",
          "protocol",
          protocol.label());
    }
    for (Refusal reason : Refusal.values()) {
      counter(
          registry,
          "plumbline.refused",
          ingest.refused(reason),
          "What was refused",
          "reason",
          reason.label());
    }
    for (IngestMetrics.Dropped reason : IngestMetrics.Dropped.values()) {
      counter(
          registry,
          "plumbline.samples.dropped",
          ingest.dropped(reason),
          "Samples that nothing looks at, or that another replica sends",
          "reason",
          reason.label());
    }
    for (IngestMetrics.Skipped part : IngestMetrics.Skipped.values()) {
      counter(
          registry,
          "plumbline.skipped",
          ingest.skipped(part),
          "Parts of remote write that nothing here uses",
          "part",
          part.label());
    }
    for (Uncounted.Reason reason : Uncounted.Reason.values()) {
      FunctionCounter.builder(
              "plumbline.samples.uncounted", figures, f -> f.uncounted().samples(reason))
          .description("Samples in the journal that could not be counted")
          .tags("reason", reason.label())
          .register(registry);
    }
    counter(
        registry, "plumbline.incident.events", ingest.events(), "Incident events in the journal");
    counter(
        registry,
        "plumbline.incident.event.duplicates",
        ingest.duplicateEvents(),
        "Incident events whose id was known already");
    counter(
        registry,
        "plumbline.incident.quarantined",
        ingest.quarantinedEvents(),
        "Incident events that are kept but do not count, as they lie ahead of their receipt");
    FunctionCounter.builder("plumbline.replayed.samples", figures, LiveFigures::replayed)
        .description("Counter samples that were covered already")
        .register(registry);
    new UptimeMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
  }

  private static void counter(
      MeterRegistry registry, String name, LongAdder count, String what, String... tags) {
    FunctionCounter.builder(name, count, LongAdder::sum)
        .description(what)
        .tags(tags)
        .register(registry);
  }

  /** Garbage collections; the caller closes it, as it listens to the JVM. */
  static JvmGcMetrics collections(MeterRegistry registry) {
    JvmGcMetrics metrics = new JvmGcMetrics();
    metrics.bindTo(registry);
    return metrics;
  }
}
