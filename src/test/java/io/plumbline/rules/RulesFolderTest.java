package io.plumbline.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.catalogue.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFolderTest {

  @TempDir private Path dir;

  @Test
  void filesWithAMeaningAreReadSortedByPath() throws IOException {
    write("till/catalogue/b.yml", "b");
    write("till/catalogue/a.yaml", "a");
    write("standard/x.drl", "x");
    write("standard/README.md", "not a rule");
    write("standard/.x.drl.swp", "hidden");
    write(".git/y.drl", "hidden");
    assertThat(RulesFolder.read(dir))
        .containsExactly(
            new SourceFile("standard/x.drl", "x"),
            new SourceFile("till/catalogue/a.yaml", "a"),
            new SourceFile("till/catalogue/b.yml", "b"));
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheText() throws IOException {
    write("till/a.yaml", "\uFEFFkind: Service");
    assertThat(RulesFolder.read(dir).get(0).text()).isEqualTo("kind: Service");
  }

  @Test
  void aFileThatIsNotUtf8IsAProblemOfItsPack() throws IOException {
    write("till/a.yaml", "");
    Files.write(
        dir.resolve("till/a.yaml"), "# Milch\n# Käse".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(RuleSet.compile(RulesFolder.read(dir)).problems())
        .containsExactly(
            new Problem("till/a.yaml", 2, "a letter is not UTF-8", "save the file as UTF-8"));
  }

  @Test
  void tablesHaveAMeaningOnlyWhereRulesAreMadeOfThem() throws IOException {
    write("till/tables/a.csv", "");
    write("till/export.csv", "");
    assertThat(RulesFolder.read(dir))
        .extracting(SourceFile::path)
        .containsExactly("till/tables/a.csv");
  }

  @Test
  void aMissingFolderIsAnError() {
    assertThatThrownBy(() -> RulesFolder.read(dir.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void theHashChangesWithTextsPathsAndTheirBorders() {
    String hash = RulesFolder.hash(List.of(new SourceFile("ab", "c")));
    assertThat(hash).hasSize(64).isEqualTo(RulesFolder.hash(List.of(new SourceFile("ab", "c"))));
    assertThat(RulesFolder.hash(List.of(new SourceFile("a", "bc")))).isNotEqualTo(hash);
    assertThat(RulesFolder.hash(List.of(new SourceFile("ab", "d")))).isNotEqualTo(hash);
  }

  @Test
  void theShippedRulesAreCopiedAndNoEditIsOverwritten() throws IOException {
    RulesFolder.copyTo(dir);
    assertThat(RulesFolder.read(dir)).isEqualTo(RulesFolder.read(Path.of("rules")));
    assertThatThrownBy(() -> RulesFolder.copyTo(dir))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  private void write(String path, String text) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
