package io.plumbline.console;

import io.plumbline.console.Pages.Answer;
import io.plumbline.console.Pages.Question;
import io.plumbline.console.page.StaticTemplates;
import io.plumbline.console.rules.RuleBook.Rule;
import io.plumbline.console.rules.RuleStanding;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;

/** The pages of the rules: all of them, and one. */
final class RulePages {

  private static final int FIRINGS = 10;

  private final Pages pages;
  private final ConsoleSources sources;
  private final StaticTemplates templates = new StaticTemplates();

  RulePages(Pages pages, ConsoleSources sources) {
    this.pages = pages;
    this.sources = sources;
  }

  void mount(Router router) {
    pages.on(router, "/rules", this::rules);
    pages.on(router, "/rules/:pack/:rule", this::rule);
  }

  private Answer rules(Question question) {
    List<RuleStanding> standings =
        RuleStanding.of(sources.rules().rules(), question.view(), sources.findings(), 1);
    List<RuleRow> rows = standings.stream().map(s -> RuleRow.of(s, question.times())).toList();
    Frame frame = pages.frame(question, "Rules", "rules");
    return new Answer(200, templates.rules(frame, RuleRow.byPack(rows)));
  }

  private Answer rule(Question question) {
    String pack = question.context().pathParam("pack");
    String name = question.context().pathParam("rule");
    Optional<Rule> rule = sources.rules().find(pack, name);
    if (rule.isEmpty()) {
      Frame frame = pages.frame(question, "No such rule", "rules");
      return new Answer(
          404,
          templates.missing(
              frame, "There is no rule \"%s\" in pack %s in force.".formatted(name, pack)));
    }
    RuleStanding standing =
        RuleStanding.of(List.of(rule.get()), question.view(), sources.findings(), FIRINGS).get(0);
    Frame frame = pages.frame(question, name, "rules");
    return new Answer(
        200,
        templates.rule(
            frame, RulePage.of(standing, sources.texts(), question.view(), question.times())));
  }
}
