package io.plumbline.app.upkeep;

import io.plumbline.app.ByteSize;
import io.plumbline.app.Configuration;
import io.plumbline.app.ConfigurationException;
import io.plumbline.app.ConfigurationReader;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Check;
import io.plumbline.rules.RulesFolder;
import io.plumbline.store.Inventory;
import io.plumbline.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Examines a daemon, running or not, and all that it needs. It changes nothing. */
public final class Doctor {

  private static final int SHOWN_PROBLEMS = 10;

  private final Report report = new Report();
  private final InstantSource clock;

  private Doctor(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Examines the daemon of a configuration.
   *
   * @param version of Plumbline
   * @param file the configuration file, empty for none
   * @param environment the environment variables
   * @param clock what time it is
   * @throws ConfigurationException with every mistake in the configuration
   */
  public static Report examine(
      String version, Optional<Path> file, Map<String, String> environment, InstantSource clock)
      throws ConfigurationException, InterruptedException {
    Configuration configuration = ConfigurationReader.read(file, environment);
    Doctor doctor = new Doctor(clock);
    doctor.program(version);
    doctor.report.section("Configuration");
    for (ConfigurationReader.Origin origin : ConfigurationReader.origins(file, environment)) {
      doctor.report.says(
          origin.key(), "%-28s %s".formatted(origin.text(), origin.from()).stripTrailing());
    }
    Optional<DaemonFile> daemon = DaemonFile.running(configuration.data());
    new DataExamination(doctor.report, configuration.data(), clock)
        .examine(daemon, configuration.reserveBytes());
    doctor.report.section("Ports");
    doctor.port("http", configuration.http(), daemon);
    doctor.port("management", configuration.management(), daemon);
    doctor.rules(configuration.rules());
    return doctor.report;
  }

  /**
   * Examines a data folder and the daemon that uses it.
   *
   * @param version of Plumbline
   * @param clock what time it is
   */
  public static Report examine(String version, Path data, InstantSource clock)
      throws InterruptedException {
    Doctor doctor = new Doctor(clock);
    doctor.program(version);
    new DataExamination(doctor.report, data, clock).examine(DaemonFile.running(data), 0);
    return doctor.report;
  }

  private void program(String version) {
    report.section("Program");
    report.says("plumbline", version);
    report.says(
        "java",
        "%s, %s".formatted(Runtime.version(), System.getProperty("java.vm.name", "unknown")));
    report.says("drools", droolsVersion());
    try {
      report.fine("rocksdb", Inventory.rocksDbVersion());
    } catch (StoreException e) {
      report.wrong("rocksdb", e.getMessage(), "");
    }
    report.says(
        "machine",
        "%s %s %s, %d cores, %s of memory for this program"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                ByteSize.text(Runtime.getRuntime().maxMemory())));
    report.says("clock", "%s, zone %s".formatted(clock.instant(), ZoneId.systemDefault()));
  }

  private static String droolsVersion() {
    Properties properties = new Properties();
    try (InputStream in =
        Doctor.class.getResourceAsStream(
            "/META-INF/maven/org.drools/drools-engine/pom.properties")) {
      if (in == null) {
        return "unknown";
      }
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown: " + e.getMessage();
    }
  }

  private void port(String name, Configuration.Listener listener, Optional<DaemonFile> daemon) {
    String address = listener.host() + ":" + listener.port();
    if (listener.port() == 0) {
      report.fine(name, "a free port is picked at the start");
      return;
    }
    Optional<String> obstacle = PortOwner.obstacle(listener.host(), listener.port());
    if (obstacle.isEmpty()) {
      report.fine(name, address + " is free");
      return;
    }
    Optional<ProcessHandle> owner = PortOwner.of(listener.port());
    if (owner.isPresent() && daemon.map(DaemonFile::pid).equals(owner.map(ProcessHandle::pid))) {
      report.fine(name, address + " is the running daemon's");
    } else {
      report.wrong(
          name,
          "%s cannot be had (%s)%s"
              .formatted(
                  address,
                  obstacle.get(),
                  owner.map(p -> ": process %d, %s".formatted(p.pid(), command(p))).orElse("")),
          "stop what is there, or set %s.port to another, 0 picks a free one".formatted(name));
    }
  }

  private static String command(ProcessHandle process) {
    return process.info().command().orElse("of another user");
  }

  private void rules(Path folder) {
    report.section("Rules");
    try {
      List<SourceFile> files = RulesFolder.read(folder);
      Check check = Check.of(files);
      if (check.summary().isPresent()) {
        Check.Summary found = check.summary().get();
        report.fine(
            folder.toString(),
            "%d services, %d objectives, %d rules"
                .formatted(found.services(), found.objectives(), found.rules()));
        return;
      }
      String problems =
          String.join(
              "\n",
              check.problems().stream().limit(SHOWN_PROBLEMS).map(p -> folder + "/" + p).toList());
      int more = check.problems().size() - SHOWN_PROBLEMS;
      report.wrong(
          "rules",
          problems + (more > 0 ? "\nand %d more".formatted(more) : ""),
          "mend the files; `plumbline check %s` lists all".formatted(folder));
    } catch (IOException e) {
      report.wrong(
          "rules",
          "%s cannot be read: %s".formatted(folder, e.getMessage()),
          Files.exists(folder)
              ? "let the daemon's user read it"
              : "set rules.dir to a folder of rules");
    }
  }
}
