package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.plumbline.app.fuzz.Attack;
import io.plumbline.app.fuzz.Mutator;
import io.plumbline.app.fuzz.RawClient;
import io.plumbline.http.ContractSchemas;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hostile requests to every endpoint of a running daemon, while a payments service goes on to
 * count. {@code -Dfuzz=100000} sends so many to each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FuzzTest {

  private static final int EACH = Integer.getInteger("fuzz", 1_000);
  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");
  private static final int CONNECTIONS = 3;
  private static final int PIPELINED = 20;
  private static final int SLICES = 5;
  private static final long HEAP_SLACK = 48L << 20;

  /** The first is a pool that grows to its bound; the others are of this test, or of the JDK. */
  private static final List<String> PASSING =
      List.of("vert.x-worker", "HttpClient", "awaitility", "ForkJoinPool", "process reaper");

  private final MovableClock clock = new MovableClock(T0);
  private final ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS);
  private Path folder;
  private RunningDaemon daemon;
  private ContractSchemas contract;
  private long good;
  private long bad;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    folder = directory;
    daemon = RunningDaemon.start(folder, clock);
    contract = new ContractSchemas(daemon.call("GET", "/api/v1/openapi.yaml", "", "").body());
    daemon.requests("payments", "200", T0, 0);
    daemon.requests("payments", "500", T0, 0);
  }

  @AfterAll
  void stop() {
    senders.shutdownNow();
    daemon.close();
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void everyBodyIsAnswered(Attack attack, TestReporter reporter) throws Exception {
    int requests = EACH * attack.endpoints();
    Map<String, Long> warm = fuzz(attack, attack.ordinal() * 1000L, requests / 5);
    TreeSet<String> threads = threads();
    long heap = heap();
    long started = System.nanoTime();
    Map<String, Long> answers = fuzz(attack, attack.ordinal() * 1000L + 500, requests);
    long micros = (System.nanoTime() - started) / 1000 / requests;

    assertThat(heap()).as("heap after the last request").isLessThan(heap + HEAP_SLACK);
    assertThat(threads).as("threads before").containsAll(threads());
    assertThat(warm).isNotEmpty();
    assertThat(answers.keySet())
        .allMatch(status -> status.compareTo("500") < 0 || status.equals("503"));
    reporter.publishEntry(
        attack.name(),
        "%s, %d µs each, heap %+d kB of %d, %d threads"
            .formatted(answers, micros, (heap() - heap) >> 10, heap >> 10, threads.size()));
  }

  @Test
  @Order(2)
  void whatWasAcceptedIsCountedOnceAfterARestartToo() throws Exception {
    counts();
    daemon.close();
    daemon = RunningDaemon.start(folder, clock);
    counts();
  }

  private Map<String, Long> fuzz(Attack attack, long seed, int requests) throws Exception {
    Map<String, Long> statuses = new TreeMap<>();
    for (int slice = 0; slice < SLICES; slice++) {
      List<Callable<List<RawClient.Answer>>> work = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        long own = seed + slice * 31L + i;
        work.add(() -> send(attack, own, requests / SLICES / CONNECTIONS));
      }
      List<Future<List<RawClient.Answer>>> sent = work.stream().map(senders::submit).toList();
      pay();
      for (Future<List<RawClient.Answer>> future : sent) {
        future.get().forEach(answer -> statuses.merge("" + answer.status(), 1L, Long::sum));
      }
      counts();
    }
    return statuses;
  }

  private List<RawClient.Answer> send(Attack attack, long seed, int requests) throws IOException {
    Mutator mutator = new Mutator(seed);
    List<RawClient.Answer> kinds = new ArrayList<>();
    RawClient client = new RawClient(daemon.port(attack.isManaged()));
    try {
      for (int done = 0; done < requests; done += PIPELINED) {
        List<byte[]> batch = new ArrayList<>();
        for (int i = 0; i < PIPELINED; i++) {
          batch.add(attack.request(mutator, clock.instant()));
        }
        for (RawClient.Answer answer : client.exchange(batch)) {
          check(attack, answer, kinds.size() < 50);
          kinds.add(new RawClient.Answer(answer.status(), Map.of(), ""));
        }
      }
    } finally {
      client.close();
    }
    return kinds;
  }

  private void check(Attack attack, RawClient.Answer answer, boolean closely) {
    if (answer.body().contains("log says why")
        || answer.status() >= 500 && answer.status() != 503) {
      throw new AssertionError(attack + " failed in the daemon: " + answer);
    }
    boolean problem =
        answer.headers().getOrDefault("content-type", "").equals("application/problem+json");
    if (answer.status() >= 400 && !problem && answer.body().isEmpty()) {
      throw new AssertionError(attack + " is refused without a word: " + answer);
    }
    if (closely && problem) {
      List<String> faults;
      synchronized (contract) {
        faults = contract.faults("ItemsProblem", answer.body());
      }
      assertThat(faults).as(answer.body()).isEmpty();
    }
  }

  /** Some payments work and fewer fail. */
  private void pay() {
    clock.advance(Duration.ofSeconds(1));
    good += 977;
    bad += 3;
    daemon.requests("payments", "200", clock.instant(), good);
    daemon.requests("payments", "500", clock.instant(), bad);
  }

  private void counts() {
    double expected = good / (double) (good + bad);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        daemon
                            .items("/api/v1/objectives?service=payments")
                            .get(0)
                            .path("attainment")
                            .asDouble())
                    .isCloseTo(expected, within(1e-12)));
  }

  private static TreeSet<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> PASSING.stream().noneMatch(name::startsWith))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
