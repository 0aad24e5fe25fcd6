package io.plumbline.rules.drl;

import io.plumbline.rules.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/** Compiles the checked rules of a pack into an executable model. */
public final class PackCompiler {

  static final String PACKAGE = "service";

  private static final String PREAMBLE =
      "package "
          + PACKAGE
          + ";\nimport io.plumbline.fact.*;\nglobal io.plumbline.fact.Judge judge;\nglobal "
          + Work.class.getName()
          + " work;\n";

  private PackCompiler() {}

  /**
   * Compiles rules. The compiler stops at the first bad one, so on failure each is compiled alone,
   * and each that fails is named.
   *
   * @return the pack, or nothing when a problem was added
   */
  public static Optional<CompiledPack> compile(List<RuleSource> rules, List<Problem> problems) {
    Attempt whole = attempt(rules);
    if (whole.pack().isPresent()) {
      return whole.pack();
    }
    int before = problems.size();
    for (RuleSource rule : rules) {
      Attempt alone = attempt(List.of(rule));
      alone.pack().ifPresentOrElse(CompiledPack::close, () -> problems.add(problem(rule, alone)));
    }
    if (problems.size() == before) {
      problems.add(problem(rules.get(0), whole));
    }
    return Optional.empty();
  }

  /** A compiled pack, or why there is none. */
  private record Attempt(Optional<CompiledPack> pack, String error) {}

  private static Attempt attempt(List<RuleSource> rules) {
    KieServices services = KieServices.get();
    // Each attempt has a name of its own: two rule sets of one text may live side by side.
    ReleaseId id =
        services.newReleaseId("io.plumbline.rules", "pack", UUID.randomUUID().toString());
    try {
      return attempt(services, id, rules);
    } catch (RuntimeException e) {
      // The compiler throws on some mistakes where it should report them.
      return new Attempt(Optional.empty(), String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return new Attempt(Optional.empty(), "it is nested too deeply for the compiler");
    } finally {
      // A container keeps what it needs; the repository would keep the classes of old versions.
      services.getRepository().removeKieModule(id);
    }
  }

  private static Attempt attempt(KieServices services, ReleaseId id, List<RuleSource> rules) {
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(id);
    // One unit, since the order of rules across several follows no rule.
    StringBuilder unit = new StringBuilder(PREAMBLE);
    for (int i = 0; i < rules.size(); i++) {
      unit.append(rules.get(i).drl(i));
    }
    files.write("src/main/resources/" + PACKAGE + "/pack.drl", unit.toString());
    ClassLoader loader = new RuleClassLoader(PackCompiler.class.getClassLoader());
    KieBuilder builder =
        services.newKieBuilder(files, loader).buildAll(ExecutableModelProject.class);
    return builder.getResults().getMessages(Message.Level.ERROR).stream()
        .findFirst()
        .map(message -> new Attempt(Optional.empty(), message.getText()))
        .orElseGet(
            () ->
                new Attempt(
                    Optional.of(new CompiledPack(services.newKieContainer(id, loader), rules)),
                    ""));
  }

  private static Problem problem(RuleSource rule, Attempt failed) {
    String reason = failed.error().lines().findFirst().orElse("no reason given").strip();
    return new Problem(
        rule.info().file(),
        rule.info().line(),
        "rule \"" + rule.info().name() + "\" does not compile: " + reason,
        "compare it with a shipped rule");
  }
}
