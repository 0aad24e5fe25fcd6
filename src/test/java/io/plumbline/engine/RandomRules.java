package io.plumbline.engine;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rules as people may write them about objectives, made up of a seed. */
public final class RandomRules {

  private static final List<String> WINDOWS =
      List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d", "period");
  private static final List<String> PAIRS = List.of("1h/5m", "6h/30m", "1d/2h", "3d/6h");
  private static final List<String> SPANS = List.of("1s", "1m", "4m", "20m");

  private final Random random;

  private RandomRules(long seed) {
    this.random = new Random(seed);
  }

  /** The signals, with rules of a seed in the pack {@code shop} of each activation. */
  public static List<Signal> among(List<Signal> signals, long seed) {
    List<Signal> with = new ArrayList<>();
    for (Signal signal : signals) {
      if (signal instanceof RuleSetActivated set) {
        List<SourceFile> files = new ArrayList<>(set.files());
        files.add(new SourceFile("shop/random.drl", new RandomRules(seed + set.version()).text()));
        with.add(
            new RuleSetActivated(
                set.version(), files, RulesFolder.hash(files), set.author(), set.reason()));
      } else {
        with.add(signal);
      }
    }
    return with;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    // Of a rule that calculates nothing is known; then every fact is judged.
    int kinds = random.nextInt(5) == 0 ? 12 : 11;
    for (int i = 0; i < 10; i++) {
      text.append(
          """
          rule "Random %d"
              @owner("somebody") @clause("9.1") @severity("%s") @raiseAfter("%s") @clearAfter("%s")
          when
              %s
          then
              judge.%s( $f, "{subject} is not as it should be" );
          end
          """
              .formatted(
                  i,
                  one(List.of("page", "ticket", "info")),
                  one(SPANS),
                  one(SPANS),
                  condition(random.nextInt(kinds)),
                  one(List.of("atRisk", "breach"))));
    }
    return text.toString();
  }

  private String condition(int kind) {
    String window = one(WINDOWS);
    String pair = one(PAIRS);
    double share = random.nextInt(1_000) / 1_000.0;
    int rate = 1 + random.nextInt(300);
    return switch (kind) {
      case 0 -> "$f : Attainment( window == \"%s\", ratio < %s )".formatted(window, share);
      case 1 ->
          "$f : Attainment( window == \"%s\", ratioPercent <= %s, unknownRatio < %s )"
              .formatted(window, rate / 4, share);
      case 2 -> "$f : Attainment( ratio < target && window != \"%s\" )".formatted(window);
      case 3 -> "$f : BudgetBurn( pair == \"%s\", %d < rate )".formatted(pair, rate);
      case 4 ->
          "$f : BudgetBurn( pair == \"%s\", budgetSpentPercent > %s, rate < %d )"
              .formatted(pair, share, rate);
      case 5 ->
          "$f : ErrorBudget( remainingPercent < %d, open == %b )".formatted(rate / 4, rate > 150);
      case 6 ->
          """
          $f : ErrorBudget( remaining < %s )
              $b : BudgetBurn( objective == $f.objective, pair == "%s", rate > %d )"""
              .formatted(share, pair, rate / 10);
      case 7 ->
          """
          $f : BudgetBurn( pair == "%s", rate > %d )
              not FeedSilence( service == $f.service )"""
              .formatted(pair, rate / 4);
      case 8 ->
          "$f : Attainment( objective matches \".*a.*\", window == \"%s\", ratio < %s )"
              .formatted(window, share);
      case 9 ->
          "$f : Attainment( window in (\"%s\", \"1h\"), ratio < %s || unknownRatio > 0.99 )"
              .formatted(window, share);
      case 10 -> "$f : ClosedPeriod( ratio < %s )".formatted(share);
      default -> "$f : Attainment( window == \"%s\", ratio + 0.1 < target )".formatted(window);
    };
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
