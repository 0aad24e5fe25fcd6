package io.plumbline.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document of all facts says what their code says. {@code -Dfacts.write} writes it anew. */
class FactsDocumentTest {

  private static final Path DOCUMENT = Path.of("src/site/markdown/facts.md");
  private static final Path SOURCES = Path.of("src/main/java/io/plumbline/fact");
  private static final Path RULES = Path.of("rules/standard");
  private static final Pattern COMMENT =
      Pattern.compile("/\\*\\*(.*?)\\*/\\s*public record", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("\\{@(?:code|link) #?([^}]*)}");
  private static final String BEGIN =
      """
      # What rules see

      Every kind of fact with its fields. Ratios are 0 to 1; a field in percent, minutes, hours or days says so in its name.
      In a rule's text each field may stand in braces, as in `{service}`; `{name:0}` rounds a number. What is not known has no
      fact. This page is made of the code, and the build checks that it still is.
      """;

  @Test
  void saysOfEachFactWhatItsCodeSays() throws IOException {
    String now =
        facts().map(FactsDocumentTest::section).collect(Collectors.joining("\n", BEGIN + "\n", ""));
    if (Boolean.getBoolean("facts.write")) {
      Files.writeString(DOCUMENT, now);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("write it anew: ./mvnw test -Dtest=FactsDocumentTest -Dfacts.write=true")
        .isEqualTo(now);
  }

  @Test
  void everyFieldIsExplained() {
    assertThat(facts())
        .allSatisfy(
            fact ->
                assertThat(explained(fact).keySet())
                    .as(fact.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(fact.getRecordComponents())
                            .map(RecordComponent::getName)
                            .toList()));
  }

  private static Stream<Class<?>> facts() {
    return Stream.of(Fact.class.getPermittedSubclasses())
        .sorted(Comparator.comparing(Class::getSimpleName));
  }

  private static String section(Class<?> fact) {
    Map<String, String> explained = explained(fact);
    String rows =
        Arrays.stream(fact.getRecordComponents())
            .map(
                field ->
                    "| `%s` | %s | %s |\n"
                        .formatted(
                            field.getName(),
                            holds(field.getType()),
                            explained.get(field.getName()).replace("|", "\\|")))
            .collect(Collectors.joining());
    return "## %s\n\n%s\n\n| field | holds | is |\n|---|---|---|\n%s%s"
        .formatted(
            fact.getSimpleName(),
            plain(comment(fact).split("@param ")[0]),
            rows,
            example(fact).map("\n```drl\n%s\n```\n"::formatted).orElse(""));
  }

  private static String holds(Class<?> type) {
    if (type == boolean.class) {
      return "yes or no";
    }
    if (type.isPrimitive()) {
      return type == double.class ? "number" : "whole number";
    }
    return type == String.class ? "text" : "several texts";
  }

  /** How the first shipped rule looks at it. */
  private static Optional<String> example(Class<?> fact) {
    Pattern pattern = Pattern.compile("\\$\\w+ : " + fact.getSimpleName() + "\\(.*\\)");
    try (Stream<Path> files = Files.walk(RULES)) {
      List<Path> rules = files.filter(f -> f.toString().endsWith(".drl")).sorted().toList();
      return rules.stream()
          .flatMap(file -> read(file).lines())
          .map(String::strip)
          .filter(line -> pattern.matcher(line).matches())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> explained(Class<?> fact) {
    Map<String, String> explained = new TreeMap<>();
    Arrays.stream(comment(fact).split("@param "))
        .skip(1)
        .forEach(
            field -> {
              int end = field.indexOf(' ');
              explained.put(field.substring(0, end), plain(field.substring(end)));
            });
    return explained;
  }

  private static String comment(Class<?> fact) {
    Matcher comment = COMMENT.matcher(read(SOURCES.resolve(fact.getSimpleName() + ".java")));
    assertThat(comment.find()).as(fact.getSimpleName()).isTrue();
    return comment.group(1);
  }

  private static String plain(String comment) {
    String text =
        comment
            .lines()
            .map(line -> line.strip().replaceFirst("^\\*\\s*", ""))
            .filter(line -> !line.isBlank())
            .collect(Collectors.joining(" "));
    return CODE.matcher(text).replaceAll("`$1`").replace("<p>", "").strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
