package io.plumbline.engine;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Service;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * Puts the desks of all services back as they were kept, several at a time. What stands is seen at
 * a twin of each desk, which is let go at once: to judge a service once more than was judged
 * without the stop would leave traces in the state of the desk that goes on.
 */
final class Restoration {

  private final KeptState kept;
  private final Instant now;
  private final Map<String, List<Evidence>> others;
  private final Optional<Function<ServiceDesk, ServiceReading>> look;
  private final Map<String, ServiceDesk> desks = new ConcurrentSkipListMap<>();
  private final Queue<ServiceReading> seen = new ConcurrentLinkedQueue<>();

  /**
   * Prepares it.
   *
   * @param kept the state
   * @param now the tick after which it was kept
   * @param others how others stand, for those services that are to know it
   * @param look reads a twin; empty when nobody wants to know what stands
   */
  Restoration(
      KeptState kept,
      Instant now,
      Map<String, List<Evidence>> others,
      Optional<Function<ServiceDesk, ServiceReading>> look) {
    this.kept = kept;
    this.now = now;
    this.others = others;
    this.look = look;
  }

  /** The desks of a catalogue, by name. */
  Map<String, ServiceDesk> desks(Catalogue catalogue) {
    Promised.of(catalogue).parallelStream()
        .forEach(promised -> restore(adoption -> Optional.of(adoption.desk(promised))));
    if (!desks.containsKey(Service.UNASSIGNED)) {
      restore(Adoption::keptUnassigned);
    }
    return desks;
  }

  private void restore(Function<Adoption, Optional<ServiceDesk>> make) {
    Adoption adoption = new Adoption(Map.of(), new ReadOnce(kept), now, others, false);
    make.apply(adoption).ifPresent(desk -> desks.put(desk.service().name(), desk));
    look.flatMap(reading -> make.apply(adoption).map(reading)).ifPresent(seen::add);
  }

  /** What the twins came to, by service. */
  Collection<ServiceReading> seen() {
    return seen.stream()
        .sorted(Comparator.comparing(reading -> reading.standing().service().name()))
        .toList();
  }

  /** Kept state of one service, of which each part is read once; the twin is made of the same. */
  private static final class ReadOnce implements KeptState {

    private final KeptState kept;
    private final Map<String, Optional<?>> parts = new HashMap<>();
    private final Map<String, List<?>> rows = new HashMap<>();

    ReadOnce(KeptState kept) {
      this.kept = kept;
    }

    @Override
    public <T> Optional<T> part(String key, Class<T> type) {
      return parts.computeIfAbsent(key, k -> kept.part(k, type)).map(type::cast);
    }

    @Override
    public <T> List<T> parts(String prefix, Class<T> type) {
      return rows.computeIfAbsent(prefix, p -> kept.parts(p, type)).stream()
          .map(type::cast)
          .toList();
    }
  }
}
