package io.plumbline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.Fact;
import io.plumbline.fact.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that people with bad intentions or bad luck could write. The first line of each file says
 * what it tries and what becomes of it: it is refused with line and reason, contained while the
 * other rules judge, or harmless. {@code @@9:x@@} in a file stands for nine times x.
 */
class HostileRulesTest {

  private static final Path FOLDER = Path.of("src/test/resources/scenarios/hostile-rules");
  private static final Pattern FATE =
      Pattern.compile("// [^:]+: (?:refused, (.+)|contained, (.+)|harmless)");
  private static final Pattern REPEATED = Pattern.compile("@@(\\d+):(.*?)@@", Pattern.DOTALL);
  private static final int TICKETS = 1_000;
  private static final SourceFile SOUND =
      new SourceFile(
          "standard/sound.drl",
          """
          rule "Sound"
              @owner("slm")
          when
              $b : BudgetBurn( rate > 0 )
          then
              judge.breach( $b, "{objective}" );
          end
          """);

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefusedOrContained(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name));
    Matcher fate = FATE.matcher(text.lines().findFirst().orElse(""));
    assertThat(fate.matches()).as("first line of " + name).isTrue();
    SourceFile file = new SourceFile("standard/" + name, repeated(text));
    if (fate.group(1) == null) {
      judges(file, fate.group(2));
    } else {
      assertThat(RuleSet.compile(List.of(file)).problems())
          .as("problems")
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem.instead()).isNotBlank())
          .anySatisfy(
              problem ->
                  assertThat(problem.toString())
                      .startsWith("standard/" + name + ":" + fate.group(1)));
    }
  }

  private static void judges(SourceFile file, String fault) {
    Compilation compilation = RuleSet.compile(List.of(SOUND, file));
    assertThat(compilation.problems()).isEmpty();
    try (RuleSet rules = compilation.ruleSet().orElseThrow()) {
      Verdicts verdicts = rules.judge(facts());
      assertThat(verdicts.judgements()).extracting(j -> j.rule().name()).contains("Sound");
      assertThat(verdicts.judgements())
          .extracting(Judgement::text)
          .allSatisfy(text -> assertThat(text.length()).isLessThan(5_000));
      if (fault == null) {
        assertThat(verdicts.faults()).isEmpty();
      } else {
        assertThat(verdicts.judgements()).hasSize(1);
        assertThat(verdicts.faults()).extracting(f -> f.rule().name()).containsExactly("Hostile");
        assertThat(verdicts.faults().get(0).message()).startsWith(fault);
      }
      assertThat(rules.judge(facts())).isEqualTo(verdicts);
    }
  }

  private static List<Fact> facts() {
    List<Fact> facts = new ArrayList<>(List.of(Facts.burn("1h/5m", 1), Facts.recurrence(3)));
    for (int i = 0; i < TICKETS; i++) {
      facts.add(Facts.ticket("INC" + i, i));
    }
    return facts;
  }

  private static String repeated(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
  }
}
