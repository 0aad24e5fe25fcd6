package io.plumbline.app.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.app.ByteSize;
import io.plumbline.app.DaemonCall;
import io.plumbline.runner.Positions;
import io.plumbline.store.Family;
import io.plumbline.store.Inventory;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Looks into a data folder and asks the daemon that uses it. */
final class DataExamination {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration AHEAD = Duration.ofSeconds(5);
  private static final Duration OLD = Duration.ofMinutes(1);
  private static final long FAR_BEHIND = 1_000_000;

  private final Report report;
  private final Path data;
  private final InstantSource clock;

  DataExamination(Report report, Path data, InstantSource clock) {
    this.report = report;
    this.data = data;
    this.clock = clock;
  }

  /** Examines; {@code daemon} is the one that uses the folder. */
  void examine(Optional<DaemonFile> daemon, long reserveBytes) throws InterruptedException {
    report.section("Data folder " + data.toAbsolutePath());
    if (!Files.exists(data)) {
      report.fine("store", "is made at the first start");
    } else {
      disk(reserveBytes);
      store(daemon.isPresent());
    }
    report.section("Daemon");
    if (daemon.isPresent()) {
      ask(daemon.get());
    } else {
      report.says("process", "none uses this folder");
    }
  }

  private void disk(long reserveBytes) {
    try {
      FileStore disk = Files.getFileStore(data);
      long free = disk.getUsableSpace();
      String room =
          "%s of %s free on %s (%s)"
              .formatted(
                  ByteSize.text(free), ByteSize.text(disk.getTotalSpace()), disk, disk.type());
      if (!Files.isWritable(data)) {
        report.wrong(
            "disk", data + " cannot be written by this user", "run this as the daemon's user");
      } else if (free < reserveBytes) {
        report.wrong(
            "disk",
            room + ", less than data.reserve, " + ByteSize.text(reserveBytes),
            "make room: nothing is accepted until then");
      } else {
        report.fine("disk", room);
      }
    } catch (IOException e) {
      report.wrong("disk", "cannot be looked at: " + e.getMessage(), "look whether it answers");
    }
  }

  private void store(boolean running) {
    try (Store store = Store.inspect(data)) {
      Inventory inventory = Inventory.of(store);
      format(inventory);
      for (Family family : Family.values()) {
        report.says(
            family.name().toLowerCase(Locale.ROOT), ByteSize.text(inventory.bytes().get(family)));
      }
      Positions positions = Positions.of(store);
      long behind = positions.last() - positions.checkpoint();
      String journal =
          "entry %,d; state of entry %,d, %,d behind; findings told up to tick %,d"
              .formatted(positions.last(), positions.checkpoint(), behind, positions.told());
      if (behind > FAR_BEHIND) {
        report.wrong("journal", journal, "state is not kept any more: read the daemon's log");
      } else {
        report.fine("journal", journal);
      }
      positions.tick().ifPresent(tick -> tick(tick, running));
      report.says("newest sample", positions.sample().map(this::aged).orElse("none of late"));
    } catch (StoreException e) {
      report.wrong("store", e.getMessage(), "");
    }
  }

  private void format(Inventory inventory) {
    String writer = inventory.writer().orElse("0.1.0");
    if (inventory.format().isEmpty()) {
      report.says("store", "nothing was kept in it yet");
    } else if (inventory.format().get() > inventory.presentFormat()) {
      report.wrong(
          "store",
          "format %d, written by Plumbline %s".formatted(inventory.format().get(), writer),
          "start the version that wrote it; this one reads up to " + inventory.presentFormat());
    } else {
      report.fine(
          "store",
          "format %d of %d, written by Plumbline %s"
              .formatted(inventory.format().get(), inventory.presentFormat(), writer));
    }
  }

  private void tick(Instant tick, boolean running) {
    Duration age = Duration.between(tick, clock.instant());
    if (age.compareTo(AHEAD.negated()) < 0) {
      report.wrong(
          "last tick",
          "%s, %d s ahead of this machine's clock".formatted(tick, -age.toSeconds()),
          "set the clock: time stands still for the daemon until then");
    } else if (running && age.compareTo(OLD) > 0) {
      report.wrong("last tick", aged(tick), "the daemon judges no more: read its log");
    } else {
      report.fine("last tick", aged(tick));
    }
  }

  private String aged(Instant at) {
    long seconds = Duration.between(at, clock.instant()).toSeconds();
    return "%s, %,d s ago".formatted(at, seconds);
  }

  private void ask(DaemonFile daemon) throws InterruptedException {
    report.says(
        "process",
        "%d, traffic %s, management %s"
            .formatted(daemon.pid(), daemon.traffic(), daemon.management()));
    try {
      HttpResponse<String> health =
          new DaemonCall(daemon.management(), daemon.token(), ANSWER).get("/health");
      JsonNode said = JSON.readTree(health.body());
      for (JsonNode check : said.path("checks")) {
        String name = check.path("name").asText();
        String what = check.path("what").asText();
        if (check.path("status").asText().equals("up")) {
          report.fine(name, what);
        } else {
          report.wrong(
              name,
              what + " (since " + check.path("since").asText() + ")",
              check.path("do").asText());
        }
      }
    } catch (IOException e) {
      report.wrong(
          "daemon",
          "does not answer at %s: %s".formatted(daemon.management(), e),
          "look whether process %d still lives".formatted(daemon.pid()));
    }
  }
}
