package io.plumbline.console.api;

import io.plumbline.report.IncidentArchive.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Pages through what tickets have, in the order of service and number. No more tickets are looked
 * at than a page needs.
 *
 * @param asOf what the items show; null before the first tick
 * @param query which page is wanted
 * @param atMost how many tickets are looked at: then a page may be short, or empty, and still name
 *     a next one
 */
record TicketPages(Instant asOf, Query query, int atMost) {

  private static final String SEPARATOR = "\u0000";
  private static final String AFTER_ALL = "\uffff";

  /** The key of something of a ticket, in the order of pages. */
  static String key(String service, String incident, String what) {
    return service + SEPARATOR + incident + SEPARATOR + what;
  }

  private static String key(Place place, String what) {
    return key(place.service(), place.incident(), what);
  }

  /** The ticket at which to begin. */
  Place from() {
    String[] after = query.after().orElse("").split(SEPARATOR, -1);
    return after.length < 3
        ? new Place(query.text("service").orElse(""), "")
        : new Place(after[0], after[1]);
  }

  /**
   * The page.
   *
   * @param tickets the tickets, from {@link #from} on
   * @param place where a ticket stands
   * @param items what it has that is wanted
   * @param key of an item
   */
  <T, S> Page<S> page(
      Stream<T> tickets,
      Function<T, Place> place,
      Function<T, Stream<S>> items,
      Function<S, String> key) {
    String after = query.after().orElse("");
    List<S> found = new ArrayList<>();
    Iterator<T> left =
        tickets
            .filter(ticket -> key(place.apply(ticket), AFTER_ALL).compareTo(after) > 0)
            .takeWhile(ticket -> query.is("service", place.apply(ticket).service()))
            .iterator();
    Place last = new Place("", "");
    for (int looked = 0; found.size() <= query.limit() && left.hasNext(); looked++) {
      if (looked == atMost) {
        return new Page<>(asOf, found, Query.cursor(key(last, AFTER_ALL)));
      }
      T ticket = left.next();
      last = place.apply(ticket);
      items
          .apply(ticket)
          .filter(item -> key.apply(item).compareTo(after) > 0)
          .sorted(Comparator.comparing(key))
          .forEach(found::add);
    }
    return Page.cut(asOf, found, query.limit(), key, item -> item);
  }
}
