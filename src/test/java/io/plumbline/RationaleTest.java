package io.plumbline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each dependency has its reason, and nothing else has. */
class RationaleTest {

  private static final Pattern MANAGED =
      Pattern.compile("(?s)<dependencyManagement>.*?</dependencyManagement>|<build>.*?</build>");
  private static final Pattern EXCLUSIONS = Pattern.compile("(?s)<exclusions>.*?</exclusions>");
  private static final Pattern DEPENDENCY =
      Pattern.compile("(?s)<dependency>.*?<artifactId>(.*?)</artifactId>");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| \\S.*\\|$");

  @Test
  void eachDependencyHasOneLine() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String direct = EXCLUSIONS.matcher(MANAGED.matcher(pom).replaceAll("")).replaceAll("");
    String rationale = Files.readString(Path.of("src/site/markdown/rationale.md"));

    assertThat(names(ROW, rationale))
        .as("lines of src/site/markdown/rationale.md")
        .containsExactlyInAnyOrderElementsOf(names(DEPENDENCY, direct));
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(m -> m.group(1)).toList();
  }
}
