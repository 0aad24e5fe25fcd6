package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.SourceFile;
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
import org.junit.jupiter.api.Test;

/**
 * Open clocks cost nothing while nothing is due: counted in services judged, not timed. By hand
 * with 100,000: {@code -Dclocks.open=100000}.
 */
class ManyClocksTest {

  private static final int CLOCKS = Integer.getInteger("clocks.open", 10_000);
  private static final int SERVICES = 100;
  private static final Instant BEGIN = Instant.parse("2026-06-08T08:00:00Z");

  @Test
  void nothingIsJudgedBetweenDecisiveInstantsAndThenOnlyWhatIsDue() throws IOException {
    try (Compiled compiled = new Compiled()) {
      Engine engine = new Engine(compiled, KeptState.NONE, List.of(), 1);
      engine.apply(new Tick(BEGIN.toEpochMilli()));
      List<SourceFile> files = files();
      engine.apply(new RuleSetActivated(1, files, RulesFolder.hash(files), "nobody", "many"));
      List<IncidentEvent> opened = new ArrayList<>();
      for (int i = 0; i < CLOCKS; i++) {
        // One minute of each service's opening times, so that each is due at times of its own.
        opened.add(event(i, BEGIN.minusSeconds(60L * (i % SERVICES))));
      }
      engine.apply(new IncidentBatch(opened));
      assertThat(tick(engine, BEGIN.plusSeconds(1))).isEqualTo(SERVICES);

      // The first is at risk when 75 % of its 8 hours are used: 99 minutes before the last.
      Instant due = BEGIN.plus(Duration.ofHours(6)).minusSeconds(60L * (SERVICES - 1));
      int judged = 0;
      int ticks = 0;
      for (Instant at = BEGIN.plusSeconds(61); at.isBefore(due); at = at.plusSeconds(60)) {
        judged += tick(engine, at);
        ticks++;
      }
      assertThat(ticks).isGreaterThan(250);
      assertThat(judged).isZero();

      assertThat(tick(engine, due)).isEqualTo(1);
      assertThat(tick(engine, due.plusSeconds(59))).isZero();
      assertThat(tick(engine, due.plusSeconds(60))).isEqualTo(1);
      engine.close();
    }
  }

  private static int tick(Engine engine, Instant at) {
    return (int)
        engine.apply(new Tick(at.toEpochMilli())).orElseThrow().standings().stream()
            .filter(standing -> !Service.isPseudo(standing.service().name()))
            .count();
  }

  private static IncidentEvent event(int number, Instant at) {
    return new IncidentEvent(
        "e" + number,
        "INC" + number,
        "service-" + number % SERVICES,
        at,
        Type.OPENED,
        "New",
        "1",
        0,
        at,
        "",
        IncidentEvent.Kind.INCIDENT,
        Map.of());
  }

  private static List<SourceFile> files() throws IOException {
    List<SourceFile> files = new ArrayList<>(RulesFolder.read(Path.of("rules")));
    files.removeIf(file -> !file.path().startsWith("standard/"));
    StringBuilder catalogue = new StringBuilder();
    for (int i = 0; i < SERVICES; i++) {
      catalogue.append(
          """
          apiVersion: openslo/v1
          kind: Service
          metadata: {name: service-%1$d}
          spec: {}
          ---
          apiVersion: plumbline/v1
          kind: Agreement
          metadata: {name: acme-%1$d}
          spec:
            type: SLA
            service: service-%1$d
            counterparty: ACME
            validFrom: 2026-01-01
            incidentTargets:
              - {name: resolution, stopStates: [Closed], byPriority: {"1": 8h}}
          ---
          """
              .formatted(i));
    }
    files.add(new SourceFile("team/catalogue.yaml", catalogue.toString()));
    return files;
  }
}
