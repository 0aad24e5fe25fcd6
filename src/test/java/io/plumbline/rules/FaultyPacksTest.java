package io.plumbline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Folders of rules with mistakes, each with all that must be said of it in {@code expected.txt}:
 * the file, the line, in tables the column, and what to write instead. Where nothing is wrong, it
 * is what can hardly be meant.
 */
class FaultyPacksTest {

  private static final Path CASES = Path.of("src/test/resources/scenarios/faulty-packs");
  private static final Path BASE = Path.of("src/test/resources/rules/base.yaml");

  @TestFactory
  Stream<DynamicTest> everyMistakeIsNamedWithItsPlaceAndRemedy() throws IOException {
    return cases().stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    () ->
                        assertThat(said(folder))
                            .isNotEmpty()
                            .isEqualTo(Files.readAllLines(folder.resolve("expected.txt")))));
  }

  @Test
  void thereAreMoreThanSixty() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(60);
  }

  @Test
  void nothingIsSaidOfTheShippedPacks() throws IOException {
    Check check = Check.of(RulesFolder.read(Path.of("rules")));
    assertThat(check.problems()).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList();
    }
  }

  private static List<String> said(Path folder) throws IOException {
    List<SourceFile> files = new ArrayList<>(RulesFolder.read(folder));
    files.add(new SourceFile("base/catalogue/base.yaml", Files.readString(BASE)));
    files.sort(Comparator.comparing(SourceFile::path));
    Check check = Check.of(files);
    return check.problems().isEmpty()
        ? check.warnings().stream().map(Problem::asWarning).toList()
        : check.problems().stream().map(Problem::toString).toList();
  }
}
