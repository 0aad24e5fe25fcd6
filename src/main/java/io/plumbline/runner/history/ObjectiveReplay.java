package io.plumbline.runner.history;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.engine.Step;
import io.plumbline.engine.sli.ObjectiveTracker;
import io.plumbline.engine.sli.SloReading;
import io.plumbline.engine.sli.Taken;
import io.plumbline.store.Store;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts one objective again from what ticks were judged on, and reads it at the instants at which
 * it was judged: without rules, so it is done in moments where a replay takes minutes.
 */
public final class ObjectiveReplay {

  private final Store store;
  private final String name;
  private final NavigableMap<Long, Catalogue> promised;

  /**
   * Prepares.
   *
   * @param store where history is kept; it is only read
   * @param name name of the objective
   * @param promised the catalogues, each from its place in the journal on
   */
  public ObjectiveReplay(Store store, String name, Map<Long, Catalogue> promised) {
    this.store = store;
    this.name = name;
    this.promised = new TreeMap<>(promised);
  }

  /** Sees the past of the objective. */
  public interface Visitor {

    /** Samples counted for the objective as it is promised, with the tick that judged them. */
    void took(long seq, Instant tick, Slo slo, Taken taken);

    /** It was judged; the windows of the tracker end where they ended then. */
    void read(long seq, Instant asOf, ObjectiveTracker tracker, SloReading reading);
  }

  /**
   * From where on the past can be counted again for an instant: the nearest daily checkpoint before
   * it, else the first entry.
   */
  public static DailyCheckpoints.Kept begin(Store store, Instant at) {
    try (DailyCheckpoints days = new DailyCheckpoints(store)) {
      return days.before(at).orElse(new DailyCheckpoints.Kept(Instant.EPOCH, 0));
    }
  }

  /**
   * Counts again.
   *
   * @param begin where to begin
   * @param upTo the last tick
   */
  public void run(DailyCheckpoints.Kept begin, Instant upTo, Visitor visitor) {
    Course course = new Course(begin, visitor);
    new History(store)
        .read(
            begin.seq(),
            judged -> {
              boolean wanted = !judged.at().isAfter(upTo);
              if (wanted) {
                course.judged(judged);
              }
              return wanted;
            });
  }

  private final class Course {

    private final Visitor visitor;
    private final KeptDay kept;
    private long seq;
    private Optional<ObjectiveTracker> tracker = Optional.empty();
    private String service = "";
    private String tier = "";
    private Instant due = Instant.MAX;

    Course(DailyCheckpoints.Kept begin, Visitor visitor) {
      this.visitor = visitor;
      this.seq = begin.seq();
      this.kept = new KeptDay(store, seq);
      Optional.ofNullable(promised.floorEntry(seq))
          .ifPresent(then -> promise(then.getValue(), begin.at()));
      due = begin.at();
    }

    void judged(History.Judged row) {
      Iterator<List<Step>> earlier = row.inputs().earlier().iterator();
      for (Catalogue catalogue : promised.subMap(seq, false, row.seq(), false).values()) {
        if (earlier.hasNext()) {
          earlier.next().forEach(step -> take(row, step));
        }
        promise(catalogue, row.inputs().since());
        due = row.inputs().since();
      }
      seq = row.seq();
      for (Step step : row.inputs().steps()) {
        if (step.service().equals(service)) {
          readDue(row, step.asOf().minusMillis(1));
          take(row, step);
          read(row, step.asOf());
        }
      }
      readDue(row, row.at());
    }

    private void promise(Catalogue catalogue, Instant now) {
      Slo slo = catalogue.slos().get(name);
      if (slo == null) {
        tracker = Optional.empty();
        return;
      }
      service = slo.service();
      Service promising = catalogue.services().get(service);
      tier = promising == null ? "" : promising.tier();
      Optional<Object> state =
          tracker
              .filter(before -> slo.countsLike(before.slo()))
              .<Object>map(ObjectiveTracker::state)
              .or(() -> kept.part(Step.objective(name), ObjectiveTracker.stateType(slo)));
      ObjectiveTracker next =
          state
              .map(counts -> ObjectiveTracker.resume(slo, counts))
              .orElseGet(() -> ObjectiveTracker.begin(slo, now.toEpochMilli()));
      next.promise(now.toEpochMilli());
      next.exclude(excluded(catalogue, service));
      tracker = Optional.of(next);
    }

    private void take(History.Judged row, Step step) {
      Taken taken = step.taken().get(Step.objective(name));
      if (taken != null && tracker.isPresent()) {
        taken.into(tracker.get());
        visitor.took(row.seq(), row.at(), tracker.get().slo(), taken);
      }
    }

    private void readDue(History.Judged row, Instant upTo) {
      while (!due.isAfter(upTo)) {
        Instant before = due;
        read(row, due);
        due = due.isAfter(before) ? due : before.plusMillis(1);
      }
    }

    private void read(History.Judged row, Instant asOf) {
      due = Instant.MAX;
      if (tracker.isPresent()) {
        SloReading reading = SloReading.of(tracker.get(), tier, asOf.toEpochMilli());
        visitor.read(row.seq(), asOf, tracker.get(), reading);
        due = reading.nextDue().orElse(Instant.MAX);
      }
    }
  }

  private static List<Exclusion> excluded(Catalogue catalogue, String service) {
    return catalogue.exclusions().values().stream()
        .filter(exclusion -> exclusion.services().contains(service))
        .toList();
  }
}
