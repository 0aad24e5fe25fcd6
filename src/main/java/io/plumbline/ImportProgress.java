package io.plumbline;

import io.plumbline.app.intake.IncidentImport;
import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on the terminal that fills with the rows sent; nothing where the output is no terminal. Why
 * nothing goes on is said everywhere.
 */
final class ImportProgress implements IncidentImport.Progress, AutoCloseable {

  private final boolean shown;
  private Optional<ProgressBar> bar = Optional.empty();

  private ImportProgress(boolean shown) {
    this.shown = shown;
  }

  static ImportProgress onTerminal() {
    return new ImportProgress(isTerminal(System.console()));
  }

  // From 22 on there is a console without a terminal too, and it can be asked.
  static boolean isTerminal(Console console) {
    try {
      return console != null
          && (Runtime.version().feature() < 22
              || (boolean) Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("since 22 a console knows whether it is a terminal", e);
    }
  }

  @Override
  public void rows(long sent, long all) {
    if (!shown) {
      return;
    }
    if (bar.isEmpty()) {
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName("rows")
                  .setInitialMax(all)
                  .setStyle(ProgressBarStyle.ASCII)
                  .showSpeed()
                  .build());
    }
    bar.get().stepTo(sent);
  }

  @Override
  public void waiting(String why) {
    System.err.println(why);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
