package io.plumbline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file holds one mistake and, in comments after its end, what must be said of it. */
class FaultyRulesTest {

  private static final Path FOLDER = Path.of("src/test/resources/rules");
  private static final SourceFile BASE =
      new SourceFile("base/catalogue/base.yaml", read("base.yaml"));

  static Stream<String> catalogueFiles() throws IOException {
    return names("faulty-catalogue");
  }

  static Stream<String> ruleFiles() throws IOException {
    return names("faulty-drl");
  }

  @ParameterizedTest
  @MethodSource("catalogueFiles")
  void aMistakeInTheCatalogueIsNamedWithItsLineAndRemedy(String name) {
    String text = read("faulty-catalogue/" + name);
    assertThat(problems("team/catalogue/" + name, text)).isEqualTo(expected(text, "#! "));
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void aMistakeInARuleIsNamedWithItsLineAndRemedy(String name) {
    String text = read("faulty-drl/" + name);
    assertThat(problems("team/" + name, text)).isEqualTo(expected(text, "//! "));
  }

  private static List<String> problems(String path, String text) {
    Compilation compilation = RuleSet.compile(List.of(BASE, new SourceFile(path, text)));
    assertThat(compilation.ruleSet()).isEmpty();
    List<String> problems = new ArrayList<>();
    for (Problem problem : compilation.problems()) {
      assertThat(problem.path()).isEqualTo(path);
      problems.add(problem.line() + ": " + problem.what() + "; " + problem.instead());
    }
    return problems;
  }

  private static List<String> expected(String text, String mark) {
    return text.lines()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  private static Stream<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
