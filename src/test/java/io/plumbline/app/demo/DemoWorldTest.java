package io.plumbline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.signal.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The story happens whenever the demo is started: at a weekday's peak, at night, on a weekend. */
class DemoWorldTest {

  private static final long SEED = 7;
  private static final int LIVE_BATCHES = 60;
  private static final Duration H1 = Duration.ofHours(1);
  private static final Duration M5 = Duration.ofMinutes(5);
  private static final List<String> SERVICES =
      List.of("accounts", "catalogue", "checkout", "ledger", "payments", "search");

  @Test
  void aSeedAndAnInstantMakeOneWorld() {
    Instant now = Instant.parse("2026-06-10T14:30:00Z");
    List<DemoSample> samples = history(new DemoWorld(SEED, now)).toList();

    assertThat(history(new DemoWorld(SEED, now)).toList()).isEqualTo(samples);
    assertThat(history(new DemoWorld(SEED + 1, now)).toList()).isNotEqualTo(samples);
    assertThat(live(new DemoWorld(SEED, now), now).toList())
        .isEqualTo(live(new DemoWorld(SEED, now), now).toList());
  }

  @Test
  void historyIsAMonthInFiveMinuteSteps() {
    Instant now = Instant.parse("2026-06-10T14:30:17.123Z");
    Instant end = Instant.parse("2026-06-10T14:30:17Z");
    List<DemoSample> samples = history(new DemoWorld(SEED, now)).toList();

    Map<Labels, List<Long>> times =
        samples.stream()
            .collect(
                Collectors.groupingBy(
                    DemoSample::labels,
                    Collectors.mapping(DemoSample::timeMillis, Collectors.toList())));
    assertThat(times).hasSize(18);
    List<Long> expected =
        Stream.iterate(end.minus(Duration.ofDays(31)), at -> !at.isAfter(end), at -> at.plus(M5))
            .map(Instant::toEpochMilli)
            .toList();
    assertThat(times.values()).allSatisfy(t -> assertThat(t).isEqualTo(expected));
    assertThat(samples).isSortedAccordingTo((a, b) -> Long.compare(a.timeMillis(), b.timeMillis()));
  }

  @Test
  void countersNeverFallAndAgreeWithEachOther() {
    Instant now = Instant.parse("2026-06-10T14:30:00Z");
    Map<Labels, Double> last = new HashMap<>();
    batches(new DemoWorld(SEED, now), now)
        .forEach(
            batch -> {
              for (DemoSample sample : batch) {
                assertThat(sample.value()).isFinite().isNotNegative();
                Double previous = last.put(sample.labels(), sample.value());
                if (!sample.labels().metric().endsWith("_ratio") && previous != null) {
                  assertThat(sample.value())
                      .isGreaterThanOrEqualTo(previous)
                      .isEqualTo(Math.rint(sample.value()));
                }
              }
              double requests = value(last, "code", "200") + value(last, "code", "500");
              assertThat(value(last, "le", "+Inf")).isEqualTo(requests);
              assertThat(value(last, "le", "0.3")).isBetween(requests * 0.9, requests);
            });
    assertThat(last).hasSize(18);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-10T14:30:00Z", "2026-03-02T02:30:41Z", "2026-12-27T23:59:59Z"})
  void nowMostOfCheckoutsBudgetsIsSpentAndNothingIsBroken(Instant now) {
    DemoWorld world = new DemoWorld(SEED, now);
    double checkout = errors(world, "checkout", now).ratio(now, DemoPromises.PERIOD);
    assertThat(checkout / (1 - DemoPromises.CHECKOUT_AVAILABILITY)).isCloseTo(0.95, within(0.001));
    double slow = 1 - Deltas.fast(all(world, now)).ratio(now, DemoPromises.PERIOD);
    assertThat(slow / (1 - DemoPromises.CHECKOUT_LATENCY)).isBetween(0.75, 0.92);

    for (String service : SERVICES) {
      Deltas errors = errors(world, service, now);
      if (!service.equals("checkout")) {
        assertThat(errors.ratio(now, DemoPromises.PERIOD)).isLessThan(0.0003);
      }
      // The strictest of the shop's promises.
      double target = DemoPromises.PAYMENTS_AVAILABILITY;
      assertThat(errors.burn(now, H1, M5, target)).isLessThan(1);
      assertThat(errors.burn(now, Duration.ofHours(6), Duration.ofMinutes(30), target))
          .isLessThan(1);
      assertThat(errors.burn(now, Duration.ofDays(1), Duration.ofHours(2), target)).isLessThan(1);
      assertThat(errors.burn(now, Duration.ofDays(3), Duration.ofHours(6), target)).isLessThan(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-10T14:30:00Z", "2026-03-02T02:30:41Z", "2026-12-27T23:59:59Z"})
  void theOutageOfPaymentsIsAlertedWithinAMinuteOfTheStart(Instant now) {
    DemoWorld world = new DemoWorld(SEED, now);
    Map<String, Double> targets =
        Map.of(
            "payments", DemoPromises.PAYMENTS_AVAILABILITY,
            "checkout", DemoPromises.CHECKOUT_AVAILABILITY);
    for (String service : targets.keySet()) {
      Deltas errors = errors(world, service, now);
      double target = targets.get(service);
      assertThat(errors.burn(now.plusSeconds(20), H1, M5, target)).isLessThan(1);
      assertThat(errors.burn(now.plusSeconds(60), H1, M5, target)).isGreaterThan(14.4);

      Duration step = DemoWorld.LIVE_STEP;
      assertThat(errors.ratio(now.plusSeconds(20), step)).isLessThan(0.01);
      assertThat(errors.ratio(now.plusSeconds(25), step)).isCloseTo(0.3, within(0.001));
      assertThat(errors.ratio(now.plusSeconds(110), step)).isCloseTo(0.3, within(0.001));
      assertThat(errors.ratio(now.plusSeconds(115), step)).isLessThan(0.01);
    }
    assertThat(errors(world, "payments", now).ratio(now.plusSeconds(300), DemoPromises.PERIOD))
        .isLessThan(1 - DemoPromises.PAYMENTS_AVAILABILITY);
    assertThat(errors(world, "search", now).ratio(now.plusSeconds(110), M5)).isLessThan(0.001);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-10T14:30:00Z", "2026-03-02T02:30:41Z", "2026-12-27T23:59:59Z"})
  void checkoutBreaksItsPromiseAboutAMinuteIn(Instant now) {
    Deltas errors = errors(new DemoWorld(SEED, now), "checkout", now);
    double allowed = 1 - DemoPromises.CHECKOUT_AVAILABILITY;

    assertThat(errors.ratio(now.plusSeconds(40), DemoPromises.PERIOD)).isLessThan(allowed);
    assertThat(errors.ratio(now.plusSeconds(75), DemoPromises.PERIOD)).isGreaterThan(allowed);
    assertThat(errors.ratio(now.plusSeconds(300), DemoPromises.PERIOD)).isGreaterThan(allowed);
    double slow =
        1
            - Deltas.fast(all(new DemoWorld(SEED, now), now))
                .ratio(now.plusSeconds(300), DemoPromises.PERIOD);
    assertThat(slow).isLessThan(1 - DemoPromises.CHECKOUT_LATENCY);
  }

  @Test
  void theLedgerFallsSilentAndAllOthersReportEveryFiveSeconds() {
    Instant now = Instant.parse("2026-06-10T14:30:00Z");
    DemoWorld world = new DemoWorld(SEED, now);
    Instant start = now.plusSeconds(90);

    List<List<DemoSample>> batches = world.live(start).limit(LIVE_BATCHES).toList();
    for (int i = 0; i < batches.size(); i++) {
      long at = start.plus(DemoWorld.LIVE_STEP.multipliedBy(i + 1)).toEpochMilli();
      assertThat(batches.get(i)).hasSize(16).allMatch(s -> s.timeMillis() == at);
      Set<String> services =
          batches.get(i).stream()
              .map(s -> s.labels().get("service"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(services)
          .containsExactly("accounts", "catalogue", "checkout", "payments", "search");
    }
  }

  @Test
  void liveCannotBeginInThePast() {
    Instant now = Instant.parse("2026-06-10T14:30:00Z");

    assertThatThrownBy(() -> new DemoWorld(SEED, now).live(now.minusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-06-10T14:29:59Z");
  }

  private static double value(Map<Labels, Double> last, String label, String value) {
    return last.entrySet().stream()
        .filter(e -> e.getKey().get("service").equals("checkout"))
        .filter(e -> e.getKey().get(label).equals(value))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static Deltas errors(DemoWorld world, String service, Instant now) {
    return Deltas.errors(all(world, now), service);
  }

  private static Stream<DemoSample> all(DemoWorld world, Instant start) {
    return batches(world, start).flatMap(List::stream);
  }

  private static Stream<List<DemoSample>> batches(DemoWorld world, Instant start) {
    return Stream.concat(world.history(), world.live(start).limit(LIVE_BATCHES));
  }

  private static Stream<DemoSample> history(DemoWorld world) {
    return world.history().flatMap(List::stream);
  }

  private static Stream<DemoSample> live(DemoWorld world, Instant start) {
    return world.live(start).limit(LIVE_BATCHES).flatMap(List::stream);
  }
}
