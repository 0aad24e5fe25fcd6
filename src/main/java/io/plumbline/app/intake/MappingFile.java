package io.plumbline.app.intake;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a mapping from YAML. */
public final class MappingFile {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private MappingFile() {}

  /**
   * Reads a file.
   *
   * @throws BadInputException naming the line and what to write
   * @throws IOException if it cannot be read
   */
  public static Mapping read(Path file) throws BadInputException, IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          file + " is no file; name a mapping, as described in the documentation of import");
    }
    String text = text(file);
    try {
      Mapping mapping = YAML.readValue(text, Mapping.class);
      if (mapping == null) {
        throw new BadInputException(file + ": nothing is in it; write a mapping");
      }
      return mapping;
    } catch (UnrecognizedPropertyException e) {
      throw wrong(
          file,
          lineOf(e.getPropertyName(), text),
          "there is no key '%s' here; the keys are %s"
              .formatted(
                  e.getPropertyName(),
                  e.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw wrong(file, at == null ? 1 : Math.max(1, at.getLineNr()), said(e));
    }
  }

  private static String text(Path file) throws BadInputException, IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new BadInputException(file + " is not UTF-8; save it as UTF-8");
    }
  }

  // The reader complains of it only when it has read the whole.
  private static long lineOf(String key, String text) {
    Pattern written = Pattern.compile("(^|[\\s{,\"'])%s[\"']?\\s*:".formatted(Pattern.quote(key)));
    return 1 + text.lines().takeWhile(line -> !written.matcher(line).find()).count();
  }

  private static String said(JsonProcessingException e) {
    Throwable cause = e.getCause();
    if (cause != null && cause.getMessage() != null) {
      return cause.getMessage();
    }
    return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? "%s has another form here: %s"
            .formatted(
                mapping.getPath().get(mapping.getPath().size() - 1).getFieldName(),
                e.getOriginalMessage())
        : "not YAML: " + e.getOriginalMessage();
  }

  private static BadInputException wrong(Path file, long line, String what) {
    return new BadInputException("%s:%d: %s".formatted(file, line, what));
  }
}
