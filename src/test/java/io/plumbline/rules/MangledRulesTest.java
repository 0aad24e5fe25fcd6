package io.plumbline.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.catalogue.CatalogueReader;
import io.plumbline.rules.drl.DrlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a text editor leaves behind, reading ends with problems, never with an exception. */
class MangledRulesTest {

  private static final String SCRAPS = "\"'{}[]():,;=<>&|!$#-\n\t *%@~.\\0a";

  /** Files mangled of each; {@code -Dplumbline.mangled.rounds=8000} makes more than 10^5. */
  private static final int ROUNDS = Integer.getInteger("plumbline.mangled.rounds", 60);

  @Test
  void mangledFilesAreReadToTheEnd() throws IOException {
    Random random = new Random(42);
    int faulty = 0;
    for (SourceFile file : RulesFolder.read(Path.of("rules"))) {
      for (int round = 0; round < ROUNDS; round++) {
        SourceFile mangled = new SourceFile(file.path(), mangle(file.text(), random));
        List<Problem> problems = new ArrayList<>();
        assertThatCode(() -> read(mangled, problems)).as(mangled.text()).doesNotThrowAnyException();
        int lines = 1 + (int) mangled.text().lines().count();
        assertThat(problems).allSatisfy(p -> assertThat(p.line()).isBetween(1, lines));
        faulty += problems.isEmpty() ? 0 : 1;
      }
    }
    assertThat(faulty).isGreaterThan(300);
  }

  private static void read(SourceFile file, List<Problem> problems) {
    if (file.path().endsWith(".drl")) {
      DrlReader.read("standard", file, problems);
    } else {
      CatalogueReader.read(List.of(file), problems);
    }
  }

  private static String mangle(String text, Random random) {
    StringBuilder mangled = new StringBuilder(text);
    int edits = 1 + random.nextInt(3);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(mangled.length());
      int to = Math.min(mangled.length(), at + random.nextInt(8));
      String scrap =
          random.nextBoolean()
              ? ""
              : String.valueOf(SCRAPS.charAt(random.nextInt(SCRAPS.length())));
      mangled.replace(at, to, scrap);
    }
    return mangled.toString();
  }
}
