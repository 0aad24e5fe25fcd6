package io.plumbline.app.upkeep;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Says in a data folder which daemon uses it, so that commands find it whatever its ports.
 *
 * @param pid its process
 * @param traffic address of metrics, incidents, console and read API
 * @param management address of /metrics and /health
 * @param token a token of this run, for commands that may read this file
 */
public record DaemonFile(long pid, URI traffic, URI management, String token) {

  private static final String NAME = "daemon.json";
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Writes it into a data folder. */
  public void write(Path data) throws IOException {
    Path file = data.resolve(NAME);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, JSON.writeValueAsBytes(this));
  }

  /** Takes it out of a data folder. */
  public static void remove(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(NAME));
  }

  /** The daemon that uses a data folder; empty when none does, or it was killed. */
  public static Optional<DaemonFile> running(Path data) {
    Path file = data.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), DaemonFile.class))
          .filter(daemon -> ProcessHandle.of(daemon.pid()).isPresent());
    } catch (IOException e) {
      // A full disk leaves it empty; whoever asks then finds the folder in use, or not.
      return Optional.empty();
    }
  }
}
