package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Service;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.incident.IncidentDesk.Reading;
import io.plumbline.engine.incident.IncidentDesk.State;
import io.plumbline.fact.TargetProgress;
import io.plumbline.signal.IncidentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Restarts, and the moments at which the desk happens to be read, make no difference. */
class IncidentDeskReplayTest {

  private static final ObjectMapper CBOR =
      CBORMapper.builder().addModule(new JavaTimeModule()).addModule(new Jdk8Module()).build();
  private static final Service CHECKOUT =
      new Service("checkout", "Checkout", "", "gold", "", Map.of());
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(30);

  @RepeatedTest(8)
  void restartedDeskReadsAsAnUndisturbedOne(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Agreement> agreements = agreements(random);
    List<IncidentEvent> arrivals = arrivals(random, 12, 3);
    IncidentDesk undisturbed = new IncidentDesk(CHECKOUT, agreements, State.EMPTY);
    IncidentDesk restarted = new IncidentDesk(CHECKOUT, agreements, State.EMPTY);
    int next = 0;
    boolean told = false;
    for (Instant tick = START; next < arrivals.size(); tick = tick.plus(STEP)) {
      while (next < arrivals.size() && !arrivals.get(next).receivedAt().isAfter(tick)) {
        undisturbed.accept(arrivals.get(next));
        restarted.accept(arrivals.get(next));
        next++;
        if (random.nextInt(4) == 0) {
          restarted = new IncidentDesk(CHECKOUT, agreements, kept(restarted.state()));
        }
      }
      Reading expected = undisturbed.read(tick);
      assertThat(restarted.read(tick)).isEqualTo(expected);
      told |= expected.evidence().size() > expected.clocks().size();
    }
    assertThat(told).as("some clock stopped").isTrue();
  }

  /** What a ledger would raise is the same, with the same times, at ticks of any phase. */
  @RepeatedTest(6)
  void phaseOfTheTicksDecidesNothing(RepetitionInfo repetition) {
    Random random = new Random(100 + repetition.getCurrentRepetition());
    List<Agreement> agreements = agreements(random);
    List<IncidentEvent> arrivals = arrivals(random, 6, Integer.MAX_VALUE);

    Set<String> everyMinute = raised(agreements, arrivals, Duration.ofMinutes(1));

    assertThat(everyMinute).isNotEmpty();
    assertThat(raised(agreements, arrivals, Duration.ofSeconds(37))).isEqualTo(everyMinute);
  }

  @Test
  void manyOpenClocksCostNothingWhileNothingIsDue() {
    IncidentDesk desk =
        new IncidentDesk(
            CHECKOUT,
            List.of(Tickets.agreement("acme", Optional.empty(), LocalDate.EPOCH)),
            State.EMPTY);
    IntStream.range(0, 5_000)
        .forEach(i -> desk.accept(Tickets.opened("INC" + i, START.plusMillis(i), "New", "3")));
    Reading first = desk.read(START.plusSeconds(60));
    assertThat(first.clocks()).hasSize(5_000);

    Instant untilDue = first.nextDue().orElseThrow().minusMillis(1);
    for (Instant tick = START.plusSeconds(61);
        tick.isBefore(untilDue);
        tick = tick.plusSeconds(60)) {
      assertThat(desk.read(tick)).isSameAs(first);
    }
  }

  /** Everything broken that was ever evident, each with its time. */
  private static Set<String> raised(
      List<Agreement> agreements, List<IncidentEvent> arrivals, Duration step) {
    IncidentDesk desk = new IncidentDesk(CHECKOUT, agreements, State.EMPTY);
    Set<String> raised = new HashSet<>();
    Reading before = null;
    int next = 0;
    Instant until = arrivals.get(arrivals.size() - 1).receivedAt().plus(Duration.ofDays(1));
    for (Instant tick = arrivals.get(0).at(); tick.isBefore(until); tick = tick.plus(step)) {
      while (next < arrivals.size() && !arrivals.get(next).receivedAt().isAfter(tick)) {
        desk.accept(arrivals.get(next++));
      }
      Reading reading = desk.read(tick);
      List<Evidence> changed = reading == before ? List.of() : reading.evidence();
      before = reading;
      for (Evidence evidence : changed) {
        TargetProgress progress = (TargetProgress) evidence.fact();
        if (progress.usedPercent() > 100) {
          raised.add(progress.subject() + " " + progress.discriminator() + " " + evidence.at());
        }
      }
    }
    return raised;
  }

  private static List<Agreement> agreements(Random random) {
    return IntStream.range(0, 3)
        .mapToObj(
            i ->
                Tickets.agreement(
                    "agreement-" + i,
                    LocalDate.parse("2026-01-01"),
                    Optional.empty(),
                    RandomCase.of(random).target()))
        .toList();
  }

  /** Events of some tickets in the order in which they arrive, some of them late. */
  private static List<IncidentEvent> arrivals(Random random, int tickets, int lateOneIn) {
    List<IncidentEvent> arrivals = new ArrayList<>();
    for (int i = 0; i < tickets; i++) {
      String number = "INC" + i;
      RandomCase example = RandomCase.of(random);
      Duration earlier = Duration.between(START, example.events().get(0).at());
      Instant shift = START.plusSeconds(60L * random.nextInt(1440));
      for (IncidentEvent event : example.events()) {
        Instant at = event.at().minus(earlier).plus(Duration.between(START, shift));
        boolean late = random.nextInt(lateOneIn) == 0;
        Instant receivedAt = late ? at.plusSeconds(60L * random.nextInt(600)) : at;
        arrivals.add(Tickets.renamed(event, number, at, receivedAt));
      }
    }
    arrivals.sort(Comparator.comparing(IncidentEvent::receivedAt));
    return Collections.unmodifiableList(arrivals);
  }

  private static State kept(State state) {
    try {
      State read = CBOR.readValue(CBOR.writeValueAsBytes(state), State.class);
      assertThat(read).isEqualTo(state);
      return read;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be kept", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
