package io.plumbline.report;

import io.plumbline.catalogue.Service;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceStanding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The standing of every service, as of the newest tick. One thread updates it; any thread may look.
 */
public final class Board {

  private final Object lock = new Object();
  private final Map<String, ServiceStanding> standings = new HashMap<>();
  private final List<Runnable> subscribers = new CopyOnWriteArrayList<>();
  private BoardHead head = BoardHead.EMPTY;
  private long revision;
  private Standing sorted = Standing.of(List.of(), 0);

  /**
   * Puts what a tick changed on the board and tells the subscribers.
   *
   * @param changed services that were judged at the tick
   * @param head what holds for the whole board after it
   */
  public void update(List<ServiceStanding> changed, BoardHead head) {
    update(changed, Set.of(), head);
  }

  /**
   * As {@link #update(List, BoardHead)}, and takes services off the board.
   *
   * @param changed services that were judged at the tick
   * @param gone names of services that the catalogue holds no longer
   * @param head what holds for the whole board after it
   */
  public void update(List<ServiceStanding> changed, Collection<String> gone, BoardHead head) {
    synchronized (lock) {
      gone.forEach(standings::remove);
      changed.forEach(standing -> standings.put(standing.service().name(), standing));
      if (!changed.isEmpty() || !gone.isEmpty()) {
        revision++;
      }
      this.head = head;
    }
    subscribers.forEach(Runnable::run);
  }

  /** What stands now. Sorted at most once for each change, and never while a tick waits. */
  public View view() {
    List<ServiceStanding> services;
    long wanted;
    BoardHead now;
    synchronized (lock) {
      if (sorted.revision() == revision) {
        return new View(head, sorted);
      }
      services = new ArrayList<>(standings.values());
      wanted = revision;
      now = head;
    }
    Standing fresh = Standing.of(services, wanted);
    synchronized (lock) {
      if (fresh.revision() > sorted.revision()) {
        sorted = fresh;
      }
    }
    return new View(now, fresh);
  }

  /**
   * Has something run after each update.
   *
   * @param onChange must return at once and not throw; runs on the updating thread
   */
  public void subscribe(Runnable onChange) {
    subscribers.add(onChange);
  }

  /** The board at one moment; it does not change. */
  public static final class View {
    private final BoardHead head;
    private final Standing standing;

    private View(BoardHead head, Standing standing) {
      this.head = head;
      this.standing = standing;
    }

    /** What holds for the whole board. */
    public BoardHead head() {
      return head;
    }

    /** All services: breach, at risk, unknown, fine; then by budget left, then by name. */
    public List<ServiceStanding> services() {
      return standing.services();
    }

    /** What stands for all services together, if anything does yet, and then all services. */
    public List<ServiceStanding> standings() {
      return Stream.concat(service(Service.PORTFOLIO).stream(), services().stream()).toList();
    }

    /** One service by its name. */
    public Optional<ServiceStanding> service(String name) {
      return Optional.ofNullable(standing.byName().get(name));
    }

    /** How many services are in which state. */
    public Counts counts() {
      return standing.counts();
    }

    /** One sentence that says how things stand. */
    public String headline() {
      return standing.headline();
    }

    /** Every finding that stands, worst first, improvements last. */
    public List<Finding> findings() {
      return standing.findings();
    }

    /** The improvements that are proposed, newest first. */
    public List<Finding> improvements() {
      return standing.improvements();
    }

    /** An open finding by its id. */
    public Optional<Finding> finding(String id) {
      return standing.findings().stream().filter(f -> f.id().equals(id)).findFirst();
    }

    /** The open clocks of all services, next due first, those on hold last. */
    public List<ClockStanding> clocks() {
      return standing.clocks();
    }

    /** The resources of all services, nearest threshold first. */
    public List<CapacityStanding> capacities() {
      return standing.capacities();
    }
  }
}
