package io.plumbline.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RulesFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Stories of tickets under the shipped rules, each with an agreement of its own. */
class StoriesTest {

  private static final Path FOLDER = Path.of("src/test/resources/scenarios");

  @TestFactory
  Stream<DynamicTest> comeOutAsExpected() throws IOException {
    List<SourceFile> files = new ArrayList<>();
    RulesFolder.read(Path.of("rules")).stream()
        .filter(file -> file.path().matches(".*\\.(drl|csv)"))
        .forEach(files::add);
    RulesFolder.read(FOLDER).stream()
        .filter(file -> file.path().matches("[^/]+/(catalogue|scenario)\\.yaml"))
        .map(file -> new SourceFile("team/scenarios/" + file.path(), file.text()))
        .forEach(files::add);
    List<Problem> problems = new ArrayList<>();
    List<Scenario> stories = ScenarioReader.read(files, problems);
    assertThat(problems).isEmpty();
    return stories.stream().map(story -> test(story, files));
  }

  private static DynamicTest test(Scenario story, List<SourceFile> files) {
    return DynamicTest.dynamicTest(
        story.path(),
        () -> {
          try (Rehearsals rehearsals = new Rehearsals(files)) {
            assertThat(rehearsals.tell(story).problems()).as(story.name()).isEmpty();
          }
        });
  }
}
