package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.plumbline.catalogue.Service;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.IncidentEvent.Type;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each ticket is kept in a row of its own, which is written when something of it changed. */
class TicketRowsTest {

  private static final Instant BEGIN = Instant.parse("2026-11-02T09:00:00Z");
  private static final ObjectMapper CBOR = CBORMapper.builder().build();

  private final KeptRows kept = new KeptRows();
  private RuleSet rules;
  private Engine engine;
  private int events;

  @BeforeEach
  void start() throws IOException {
    var files = RulesFolder.read(Path.of("rules"));
    rules = RuleSet.compile(files).ruleSet().orElseThrow();
    engine = new Engine(set -> rules, KeptState.NONE, List.of(), 1);
    engine.apply(new Tick(BEGIN.toEpochMilli()));
    engine.apply(new RuleSetActivated(1, files, RulesFolder.hash(files), "nobody", "test"));
  }

  @AfterEach
  void stop() {
    engine.close();
    rules.close();
  }

  private void event(String ticket, String service, Type type, String state) {
    Instant at = BEGIN.plusSeconds(++events);
    engine.apply(
        new IncidentBatch(
            List.of(
                new IncidentEvent(
                    "e" + events,
                    ticket,
                    service,
                    at,
                    type,
                    state,
                    type == Type.OPENED ? "2" : "",
                    0,
                    at,
                    "",
                    IncidentEvent.Kind.INCIDENT,
                    Map.of()))));
  }

  /** A tick, then what is kept of it; the keys of the tickets' rows that were written. */
  private List<String> tick(int minute) {
    engine.apply(new Tick(BEGIN.plus(Duration.ofMinutes(minute)).toEpochMilli()));
    Map<String, Optional<Object>> parts = engine.takeState();
    kept.take(parts);
    return parts.keySet().stream().filter(key -> key.startsWith("tickets/")).sorted().toList();
  }

  private List<String> clocks(int minute) {
    engine.touchAll();
    return engine
        .apply(new Tick(BEGIN.plus(Duration.ofMinutes(minute)).toEpochMilli()))
        .orElseThrow()
        .standings()
        .stream()
        .flatMap(standing -> standing.clocks().stream())
        .map(clock -> clock.progress().service() + " " + clock.progress().subject())
        .sorted()
        .toList();
  }

  @Test
  void onlyTheTicketsOfWhichSomethingChangedAreWritten() {
    for (int ticket = 1; ticket <= 5; ticket++) {
      event("INC" + ticket, "checkout", Type.OPENED, "New");
    }
    assertThat(tick(1)).hasSize(5);
    event("INC3", "checkout", Type.STATE, "Active");
    assertThat(tick(2)).containsExactly("tickets/checkout\nINC3");
    assertThat(tick(3)).isEmpty();
  }

  @Test
  void aTicketThatMovesLeavesNoRowBehind() {
    event("INC1", "checkout", Type.OPENED, "New");
    tick(1);
    event("INC1", "payments", Type.STATE, "Active");
    tick(2);
    assertThat(kept.rows().keySet().stream().filter(key -> key.startsWith("tickets/")))
        .containsExactly("tickets/payments\nINC1");
  }

  @Test
  void ticketsOfAServiceThatLeavesAreKeptByNobody() {
    event("INC1", "nobody-knows-it", Type.OPENED, "New");
    tick(1);
    assertThat(kept.rows()).containsKey("tickets/" + Service.UNASSIGNED + "\nINC1");
  }

  @Test
  void aStateInWhichOneRowHadAllTicketsIsReadAndBecomesRows() throws IOException {
    event("INC1", "checkout", Type.OPENED, "New");
    event("INC2", "checkout", Type.OPENED, "New");
    event("INC2", "checkout", Type.STATE, "Resolved");
    tick(1);
    List<String> before = clocks(2);
    asAnOlderVersionKeptIt("checkout");
    engine.close();

    engine = new Engine(set -> rules, kept, List.of(), 1);
    assertThat(clocks(2)).isEqualTo(before).isNotEmpty();
    event("INC1", "checkout", Type.STATE, "Active");
    assertThat(tick(3)).containsExactly("tickets/checkout\nINC1", "tickets/checkout\nINC2");
    assertThat(CBOR.readTree(kept.rows().get("incidents/checkout")).get("tickets")).isEmpty();

    engine.close();
    engine = new Engine(set -> rules, kept, List.of(), 1);
    assertThat(clocks(4)).containsExactly("checkout INC1/acme-checkout/resolution");
    assertThat(tick(4)).isEmpty();
  }

  private void asAnOlderVersionKeptIt(String service) throws IOException {
    ObjectNode head = CBOR.createObjectNode();
    ArrayNode tickets = head.putArray("tickets");
    for (String key : new ArrayList<>(kept.rows().keySet())) {
      if (key.startsWith("tickets/" + service + "\n")) {
        JsonNode ticket = CBOR.readTree(kept.rows().remove(key));
        ((ObjectNode) ticket).remove("counted");
        tickets.add(ticket);
      }
    }
    kept.rows().put("incidents/" + service, CBOR.writeValueAsBytes(head));
  }
}
