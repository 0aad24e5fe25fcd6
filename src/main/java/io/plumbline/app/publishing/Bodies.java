package io.plumbline.app.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bodies of the calls, and how they are read. */
final class Bodies {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Bodies() {}

  /** A draft. */
  record Put(Map<String, String> files, String reason, String base) {

    static final String EXAMPLE =
        "{\"files\": {\"PACK/own.drl\": \"…\"}, \"reason\": \"…\"}, all files of the pack";
  }

  /** An approval. */
  record Approve(String hash, String effectiveFrom, Long replaces) {

    static final String EXAMPLE = "{\"hash\": \"…\"} of the draft that you read";

    Optional<Instant> from() throws RefusedActException {
      return instant(effectiveFrom);
    }
  }

  /** A publication by an owner alone. */
  record Emergency(String hash, String reason, Long replaces) {

    static final String EXAMPLE =
        "{\"hash\": \"…\", \"reason\": \"why it cannot wait\"} of the draft that you read";
  }

  /** A revert. */
  record Revert(Long version, String reason) {

    static final String EXAMPLE =
        "{\"reason\": \"…\"}, and with \"version\": 3 another than the one before";
  }

  /** A review. */
  record Review(String remark) {

    static final String EXAMPLE = "{\"remark\": \"what came of it\"}";
  }

  /** A stretch of the past. */
  record Past(String from, String to) {

    static final String EXAMPLE = "{\"from\": \"2026-09-01\", \"to\": \"2026-10-01\"}, or {}";
  }

  /**
   * Reads a body.
   *
   * @param example what to send instead
   * @throws RefusedActException if it is not of that kind
   */
  static <T> T read(Buffer body, Class<T> kind, String example) throws RefusedActException {
    try {
      T read = JSON.readValue(body == null ? new byte[0] : body.getBytes(), kind);
      if (read == null) {
        throw RefusedActException.wrong("the body is null; send " + example);
      }
      return read;
    } catch (JsonProcessingException e) {
      throw RefusedActException.wrong(
          "the body is not read: %s; send %s".formatted(e.getOriginalMessage(), example));
    } catch (IOException e) {
      throw RefusedActException.wrong("the body is not read; send it again");
    }
  }

  /** A text that may be left out. */
  static String text(String given) {
    return given == null ? "" : given.strip();
  }

  /** A version that may be left out. */
  static long version(Long given) {
    return given == null ? 0 : given;
  }

  private static Optional<Instant> instant(String text) throws RefusedActException {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      throw RefusedActException.wrong(
          "effectiveFrom is \"%s\"; write an instant such as 2027-01-01T00:00:00Z".formatted(text));
    }
  }

  /**
   * The files of a draft, by path.
   *
   * @throws RefusedActException if one lies outside the pack, or would not be read in a folder
   */
  static List<SourceFile> files(String pack, Put put) throws RefusedActException {
    if (put.files() == null) {
      throw RefusedActException.wrong("there are no files; send " + Put.EXAMPLE);
    }
    List<SourceFile> files = new ArrayList<>();
    for (Map.Entry<String, String> file : put.files().entrySet()) {
      String path = file.getKey();
      boolean strange =
          path.contains("\\") || path.contains("//") || path.contains("/../") || path.endsWith("/");
      if (!path.startsWith(pack + "/") || strange || !RulesFolder.hasMeaning(path)) {
        throw RefusedActException.wrong(
            "\"%s\" is no file of pack %s; write %s/… that ends in .drl, .yaml, .yml or .ics, or %s/tables/….csv"
                .formatted(path, pack, pack, pack));
      }
      if (file.getValue() == null) {
        throw RefusedActException.wrong("%s is null; send its text".formatted(path));
      }
      files.add(new SourceFile(path, file.getValue()));
    }
    files.sort(Comparator.comparing(SourceFile::path));
    return files;
  }
}
