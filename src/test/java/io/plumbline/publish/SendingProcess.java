package io.plumbline.publish;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.FindingEvent;
import io.plumbline.store.Batch;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A process that raises findings, changes and clears them, tells all channels, and is killed by
 * whoever started it. Where it was is committed with the events, as the daemon does it. Once all is
 * confirmed it makes a file and waits to be stopped.
 */
final class SendingProcess {

  private static final byte[] PLACE = Keys.of("proof");
  private static final int FINDINGS_OF_A_BATCH = 10;

  /** As the standard pace, in other units: nothing is given up within an hour of failures. */
  static final Pace PACE =
      new Pace(
          Collections.nCopies(10_000, Duration.ofMillis(100)),
          List.of(Duration.ofMillis(50), Duration.ofMillis(200)),
          Duration.ofMillis(500));

  private SendingProcess() {}

  /** The events of a finding, in order. */
  static List<FindingEvent> life(int number) {
    FindingEvent raised = Events.raised("service-" + number, Kind.BREACH, Severity.TICKET);
    FindingEvent changed = Events.changed(raised, Severity.PAGE);
    return number % 3 == 0
        ? List.of(raised, Events.cleared(raised))
        : List.of(raised, changed, Events.cleared(changed));
  }

  /** Starts it in a process of its own. */
  static Process start(Path folder, int findings, List<URI> receivers) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                SendingProcess.class.getName(),
                folder.toString(),
                Integer.toString(findings)));
    receivers.forEach(receiver -> command.add(receiver.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
        .start();
  }

  /** What all processes over a folder have said. */
  static Path log(Path folder) {
    return folder.resolveSibling("sending.log");
  }

  /** The file that is made once every event is confirmed. */
  static Path confirmed(Path folder) {
    return folder.resolveSibling("confirmed");
  }

  public static void main(String[] arguments) throws InterruptedException, IOException {
    Path folder = Path.of(arguments[0]);
    Store store = Store.open(folder);
    int findings = Integer.parseInt(arguments[1]);
    List<Channel> channels = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      URI url = URI.create(arguments[i]);
      channels.add(
          new Channel(
              url.getPath().substring(1),
              url,
              Optional.empty(),
              PayloadFormat.PLUMBLINE,
              List.of()));
    }
    Outbox outbox =
        new Outbox(
            store,
            channels,
            "",
            Vertx.vertx(),
            new SimpleMeterRegistry(),
            InstantSource.system(),
            new SplittableRandom(),
            PACE);
    outbox.start();
    int place = store.get(Family.META, PLACE).map(Keys::text).map(Integer::parseInt).orElse(0);
    while (place < findings) {
      Batch batch = new Batch();
      int end = Math.min(findings, place + FINDINGS_OF_A_BATCH);
      for (; place < end; place++) {
        outbox.enqueue(batch, life(place));
      }
      batch.put(Family.META, PLACE, Keys.of(Integer.toString(place)));
      store.write(batch, true);
      outbox.wake();
    }
    while (outbox.pending() > 0 || !outbox.deliveries("", 1).isEmpty()) {
      Thread.sleep(50);
    }
    Files.createFile(confirmed(folder));
    Thread.sleep(Long.MAX_VALUE);
  }
}
