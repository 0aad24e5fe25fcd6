package io.plumbline.rules.drl;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.rules.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Reads a rule file without compiling it: syntax first, then everything that is not on the list of
 * what a rule may do. What passes can be compiled and run without harm.
 */
public final class DrlReader {

  private static final Pattern NAME = Pattern.compile("[^\"'\\\\\\p{Cntrl}]{1,100}");
  private static final String FACTS = "io.plumbline.fact.";

  private final DrlPage page;
  private final String pack;

  private DrlReader(DrlPage page, String pack) {
    this.page = page;
    this.pack = pack;
  }

  /** The rules of a file that are in order; what is wrong with others is added to the problems. */
  public static List<RuleSource> read(String pack, SourceFile file, List<Problem> problems) {
    return new DrlReader(new DrlPage(file, problems), pack).read();
  }

  private List<RuleSource> read() {
    if (!DrlText.check(page)) {
      return List.of();
    }
    // The DRL 10 parser understands the same rules and takes ten times as long.
    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr content;
    try {
      content = parser.parse(false, page.file().text());
    } catch (DroolsParserException e) {
      page.problem(1, "not a rule file: " + e.getMessage(), "compare with a shipped rule");
      return List.of();
    } catch (StackOverflowError e) {
      page.problem(1, "the file is nested too deeply to be read", "write simpler conditions");
      return List.of();
    }
    if (parser.hasErrors() || content == null) {
      parser.getErrors().forEach(this::syntax);
      return List.of();
    }
    Scope scope = header(content);
    List<RuleSource> rules = new ArrayList<>();
    for (RuleDescr rule : content.getRules()) {
      if (rule.isQuery()) {
        page.problem(rule.getLine(), "a query is not allowed", "write a rule");
        continue;
      }
      int before = page.problems().size();
      RuleSource source = rule(rule, scope);
      if (page.problems().size() == before) {
        rules.add(source);
      }
    }
    return rules;
  }

  private void syntax(DroolsError error) {
    int[] lines = error.getLines();
    page.problem(
        lines.length == 0 ? 1 : lines[0],
        error.getMessage().strip().replaceFirst("^\\[ERR \\d+] Line \\d+:\\d+ ", ""),
        "look just before it for a missing bracket, comma, quote or end");
  }

  private Scope header(PackageDescr content) {
    String name = content.getName();
    boolean portfolio = name.equals("portfolio");
    if (!name.isEmpty() && !name.equals("service") && !portfolio) {
      page.problem(
          lineOf(content, "package"),
          "package " + name + " is not known",
          "write package service, or package portfolio to judge all services together");
    }
    for (ImportDescr used : content.getImports()) {
      String target = used.getTarget();
      boolean fact = target.startsWith(FACTS) && target.indexOf('.', FACTS.length()) < 0;
      if (!fact) {
        page.problem(lineOf(used, target), "import of " + target + " is not allowed", "remove it");
      }
    }
    for (GlobalDescr global : content.getGlobals()) {
      if (!global.getIdentifier().equals("judge")
          || !List.of("Judge", FACTS + "Judge").contains(global.getType())) {
        page.problem(
            lineOf(global, "global"),
            "global " + global.getIdentifier() + " is not known",
            "remove it; judge is there without asking");
      }
    }
    refuse(content.getFunctionImports(), "import static", "a static import");
    refuse(content.getAccumulateImports(), "import accumulate", "an accumulate import");
    refuse(content.getFunctions(), "function", "a function");
    refuse(content.getTypeDeclarations(), "declare", "a declaration");
    refuse(content.getEnumDeclarations(), "declare", "a declaration");
    refuse(content.getEntryPointDeclarations(), "declare", "a declaration");
    refuse(content.getWindowDeclarations(), "declare", "a declaration");
    refuse(content.getAttributes(), "", "an attribute before the first rule");
    if (content.getUnit() != null) {
      page.problem(page.lineOf("unit", 0), "a rule unit is not allowed", "remove it");
    }
    return portfolio ? Scope.PORTFOLIO : Scope.SERVICE;
  }

  private void refuse(Iterable<? extends BaseDescr> parts, String word, String what) {
    for (BaseDescr part : parts) {
      page.problem(
          lineOf(part, word),
          what + " is not allowed",
          "remove it; rules compare the fields of facts");
    }
  }

  private int lineOf(BaseDescr part, String word) {
    return part.getLine() > 0 ? part.getLine() : page.lineOf(word, 0);
  }

  private RuleSource rule(RuleDescr rule, Scope scope) {
    RuleInfo info = RuleAnnotations.read(page, pack, scope, rule);
    if (!NAME.matcher(rule.getName()).matches()) {
      page.problem(
          rule.getLine(),
          "a rule's name holds a quote, a backslash or a line break, or is longer than 100 letters",
          "write letters, digits, spaces and plain punctuation");
    }
    if (rule.getParentName() != null) {
      page.problem(rule.getLine(), "extends is not allowed", "repeat the condition");
    }
    for (AttributeDescr attribute : rule.getAttributes().values()) {
      page.problem(
          page.lineOf(attribute.getName(), rule.getStartCharacter()),
          "the attribute " + attribute.getName() + " is not allowed",
          "remove it; rules judge independently of each other");
    }
    if (!rule.getNamedConsequences().isEmpty()) {
      page.problem(rule.getLine(), "a rule has one conclusion", "write a second rule");
    }
    int before = page.problems().size();
    ConditionCheck.Condition condition =
        ConditionCheck.run(page, scope, rule.getLine(), rule.getLhs());
    String consequence = String.valueOf(rule.getConsequence());
    int at = page.file().text().indexOf(consequence, rule.getLhs().getEndCharacter());
    int line = consequence.isBlank() || at < 0 ? rule.getConsequenceLine() : page.lineAt(at);
    boolean conditionClear = page.problems().size() == before;
    return new RuleSource(
        info,
        condition.text(),
        condition.looks(),
        condition.demand(),
        ConsequenceCheck.run(page, condition.bindings(), conditionClear, line, consequence));
  }
}
