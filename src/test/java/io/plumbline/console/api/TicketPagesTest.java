package io.plumbline.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.report.IncidentArchive.Place;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However small the pages and however little is looked at, each item comes once and in order. */
class TicketPagesTest {

  private static final int TICKETS = 50;

  private final TreeMap<Place, List<String>> tickets = new TreeMap<>();
  private int looked;

  TicketPagesTest() {
    for (int i = 0; i < TICKETS; i++) {
      Place place = new Place(i % 2 == 0 ? "mail" : "mail/2", "INC" + i);
      tickets.put(
          place,
          IntStream.range(0, i % 4)
              .mapToObj(n -> TicketPages.key(place.service(), place.incident(), "" + n))
              .toList());
    }
  }

  private Page<String> page(Map<String, String> query, int atMost) {
    MultiMap params = MultiMap.caseInsensitiveMultiMap().addAll(query);
    TicketPages pages = new TicketPages(null, new Query(params), atMost);
    return pages.page(
        tickets.tailMap(pages.from(), true).keySet().stream().peek(place -> looked++),
        place -> place,
        this::itemsOf,
        key -> key);
  }

  private Stream<String> itemsOf(Place place) {
    return tickets.get(place).stream();
  }

  private List<String> all(String service, int limit, int atMost) {
    List<String> all = new ArrayList<>();
    Map<String, String> query = new TreeMap<>(Map.of("limit", "" + limit));
    if (!service.isEmpty()) {
      query.put("service", service);
    }
    Page<String> page = page(query, atMost);
    all.addAll(page.items());
    while (page.next() != null) {
      query.put("cursor", page.next());
      page = page(query, atMost);
      all.addAll(page.items());
    }
    return all;
  }

  @Test
  void everyItemComesOnceWhateverTheSizeOfThePages() {
    List<String> expected = tickets.values().stream().flatMap(List::stream).toList();
    for (int limit : List.of(1, 2, 3, 7, 1000)) {
      for (int atMost : List.of(1, 2, 5, Integer.MAX_VALUE)) {
        assertThat(all("", limit, atMost)).as("%d of %d", limit, atMost).isEqualTo(expected);
      }
    }
  }

  @Test
  void aServiceIsNotTakenForAnotherWhoseNameBeginsAlike() {
    List<String> expected =
        tickets.entrySet().stream()
            .filter(e -> e.getKey().service().equals("mail"))
            .flatMap(e -> e.getValue().stream())
            .toList();
    assertThat(all("mail", 3, 4)).isEqualTo(expected).isNotEmpty();
  }

  @Test
  void noMoreIsLookedAtThanIsNeeded() {
    page(Map.of("limit", "2"), Integer.MAX_VALUE);
    assertThat(looked).isLessThan(8);
    looked = 0;
    page(Map.of("limit", "1000"), 10);
    assertThat(looked).isLessThan(12);
  }
}
