package io.plumbline.app.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.app.ByteSize;
import io.plumbline.app.DaemonCall;
import io.plumbline.store.Backups;
import io.plumbline.store.Store;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a backup of a data folder, whether a daemon uses it or not. */
public final class Backup {

  private static final Duration ANSWER = Duration.ofHours(2);
  private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
  private static final JsonMapper JSON = new JsonMapper();

  private Backup() {}

  /**
   * Takes one.
   *
   * @param data the data folder
   * @param to folder of backups, made when absent
   * @return what was done, for people
   * @throws IOException if the running daemon could not do it
   * @throws io.plumbline.store.StoreException if the store or the folder cannot be used
   */
  public static String take(Path data, Path to) throws IOException, InterruptedException {
    Optional<DaemonFile> daemon = DaemonFile.running(data);
    if (daemon.isPresent()) {
      try {
        return running(daemon.get(), to.toAbsolutePath());
      } catch (ConnectException e) {
        LOG.info("Nobody answers at {}; taking the folder for a stopped one", daemon.get());
      }
    }
    if (!Files.exists(data.resolve("CURRENT"))) {
      throw new IOException(
          "%s is no data folder; name the one the daemon uses with --data or --config"
              .formatted(data));
    }
    try (Store store = Store.open(data)) {
      Backups.Backup backup = Backups.take(store, to);
      return said(backup.id(), backup.bytes(), to, "the stopped data folder " + data);
    }
  }

  private static String running(DaemonFile daemon, Path to)
      throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(JSON.createObjectNode().put("to", to.toString()));
    HttpResponse<String> answer =
        new DaemonCall(daemon.management(), daemon.token(), ANSWER)
            .send("POST", BackupRoute.PATH, Optional.of(body));
    JsonNode said = JSON.readTree(answer.body());
    if (answer.statusCode() != 201) {
      throw new IOException(
          "the daemon (process %d) took no backup: %s"
              .formatted(daemon.pid(), said.path("detail").asText()));
    }
    return said(
        said.path("id").asInt(),
        said.path("bytes").asLong(),
        to,
        "the running daemon, process " + daemon.pid());
  }

  private static String said(int id, long bytes, Path to, String of) {
    return "Backup %d of %s is in %s: %s.".formatted(id, of, to, ByteSize.text(bytes));
  }
}
