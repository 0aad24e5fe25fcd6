package io.plumbline.store;

import io.plumbline.testing.DaemonProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;

/**
 * A small data folder as a released version leaves it behind: one run that stopped in order, one
 * that was killed. Kept as {@code store/format-N.zip} among the resources for as long as that
 * format can be read; made once, with the jar of the release:
 *
 * <pre>java -Dplumbline.jar=the-release.jar -cp ... io.plumbline.store.ReleasedFolder format-N.zip
 * </pre>
 */
public final class ReleasedFolder {

  /** Rules by which the folder was judged. */
  public static final Path RULES = Path.of("src/test/resources/scenarios/crash/rules");

  /** What its requests counter had come to. */
  public static final long TOTAL = 8_000;

  /** Failed requests among {@link #TOTAL}. */
  public static final long BAD = 1_600;

  private static final int HALF = 40;
  private static final List<String> OF_NO_USE = List.of("LOCK", "LOG");

  private ReleasedFolder() {}

  /** Makes the zip, and prints the findings in it. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("released");
    long start = System.currentTimeMillis() - Duration.ofMinutes(2 * (2 * HALF - 1)).toMillis();
    try (DaemonProcess daemon = DaemonProcess.start(folder, RULES, Map.of())) {
      load(daemon, start, 0);
      daemon.stop();
    }
    try (DaemonProcess daemon = DaemonProcess.start(folder, RULES, Map.of())) {
      load(daemon, start, HALF);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> daemon.get("/api/v1/findings?state=open").contains("Over the limit"));
      System.out.println(daemon.get("/api/v1/findings?limit=500"));
      System.out.println(daemon.get("/api/v1/objectives"));
      daemon.kill();
    }
    zip(folder.resolve("data"), Path.of(arguments[0]));
  }

  private static void load(DaemonProcess daemon, long start, int from) throws Exception {
    for (int i = from; i < from + HALF; i++) {
      long at = start + Duration.ofMinutes(2L * i).toMillis();
      String json =
          "[%s,%s,%s]"
              .formatted(
                  sample("requests_total", at, i * TOTAL / (2 * HALF - 1)),
                  sample("errors_total", at, i * BAD / (2 * HALF - 1)),
                  sample("disk_used_ratio", at, (i / 10) % 2 == 0 ? 0.5 : 0.9));
      if (daemon.post("/api/v1/metrics", json) != 204) {
        throw new IOException("not accepted: " + json);
      }
    }
  }

  private static String sample(String name, long at, double value) {
    return "{\"name\":\"%s\",\"labels\":{\"job\":\"j\",\"instance\":\"i\"},\"at\":%d,\"value\":%s}"
        .formatted(name, at, value);
  }

  private static void zip(Path folder, Path target) throws IOException {
    try (Stream<Path> files = Files.list(folder);
        OutputStream out = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (OF_NO_USE.stream().noneMatch(name::startsWith)) {
          zip.putNextEntry(new ZipEntry(name));
          Files.copy(file, zip);
        }
      }
    }
  }

  /** Unpacks the folder of a format. */
  public static Path unpack(int format, Path into) throws IOException {
    Files.createDirectories(into);
    try (ZipInputStream zip =
        new ZipInputStream(
            Files.newInputStream(Path.of("src/test/resources/store/format-" + format + ".zip")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, into.resolve(entry.getName()));
      }
    }
    return into;
  }
}
