package io.plumbline.rules.drl;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.RuleInfo;
import io.plumbline.rules.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;

/** Compiles the checked rules of a pack into an executable model. */
public final class PackCompiler {

  static final String PACKAGE = "service";

  // On one line, so that every rule stays on the line its author sees.
  private static final String PREAMBLE =
      "package " + PACKAGE + "; import io.plumbline.fact.*; global io.plumbline.fact.Judge judge; ";

  private PackCompiler() {}

  /**
   * Compiles rules. The compiler stops at the first bad one, so on failure each is compiled alone,
   * and each that fails is named.
   *
   * @return the pack, or nothing when a problem was added
   */
  public static Optional<CompiledPack> compile(List<RuleSource> rules, List<Problem> problems) {
    Attempt whole = attempt(rules);
    if (whole.errors().isEmpty()) {
      Map<String, RuleInfo> infos = new LinkedHashMap<>();
      rules.forEach(rule -> infos.put(rule.info().name(), rule.info()));
      return whole.container().map(container -> new CompiledPack(container, infos));
    }
    int before = problems.size();
    for (RuleSource rule : rules) {
      Attempt alone = attempt(List.of(rule));
      alone.container().ifPresent(KieContainer::dispose);
      if (!alone.errors().isEmpty()) {
        problems.add(problem(rule, alone.errors().get(0)));
      }
    }
    if (problems.size() == before) {
      problems.add(problem(rules.get(0), whole.errors().get(0)));
    }
    return Optional.empty();
  }

  private record Attempt(Optional<KieContainer> container, List<Message> errors) {}

  private static Attempt attempt(List<RuleSource> rules) {
    KieServices services = KieServices.get();
    // Each attempt has a name of its own: two rule sets of one text may live side by side.
    ReleaseId id =
        services.newReleaseId("io.plumbline.rules", "pack", UUID.randomUUID().toString());
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(id);
    int number = 0;
    for (String unit : units(rules)) {
      files.write("src/main/resources/" + PACKAGE + "/file" + number + ".drl", unit);
      number++;
    }
    ClassLoader loader = PackCompiler.class.getClassLoader();
    KieBuilder builder =
        services.newKieBuilder(files, loader).buildAll(ExecutableModelProject.class);
    List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
    if (!errors.isEmpty()) {
      return new Attempt(Optional.empty(), errors);
    }
    try {
      return new Attempt(Optional.of(services.newKieContainer(id, loader)), List.of());
    } finally {
      // The container keeps what it needs; the repository would keep the classes of old versions.
      services.getRepository().removeKieModule(id);
    }
  }

  /** One text per file: its rules in their places, all else blank. */
  private static List<String> units(List<RuleSource> rules) {
    Map<SourceFile, List<RuleSource>> byFile = new LinkedHashMap<>();
    rules.forEach(rule -> byFile.computeIfAbsent(rule.file(), f -> new ArrayList<>()).add(rule));
    List<String> units = new ArrayList<>();
    byFile.forEach((file, of) -> units.add(unit(file.text(), of)));
    return units;
  }

  private static String unit(String text, List<RuleSource> rules) {
    StringBuilder unit = new StringBuilder(text.replaceAll("[^\n]", " "));
    rules.forEach(r -> unit.replace(r.from(), r.to(), text.substring(r.from(), r.to())));
    return unit.insert(0, PREAMBLE).toString();
  }

  private static Problem problem(RuleSource rule, Message message) {
    String text = message.getText().lines().findFirst().orElse("no reason given").strip();
    return new Problem(
        rule.file().path(),
        Math.max(message.getPath().endsWith(".drl") ? message.getLine() : 0, rule.info().line()),
        "rule \"" + rule.info().name() + "\" does not compile: " + text,
        "compare it with a shipped rule");
  }
}
