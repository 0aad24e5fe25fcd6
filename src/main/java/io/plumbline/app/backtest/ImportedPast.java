package io.plumbline.app.backtest;

import io.plumbline.app.intake.BadInputException;
import io.plumbline.app.intake.ExportedEvents;
import io.plumbline.app.intake.MappingFile;
import io.plumbline.runner.backtest.Past;
import io.plumbline.runner.backtest.ToldPast;
import io.plumbline.signal.IncidentEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A past that files tell. */
public final class ImportedPast {

  private ImportedPast() {}

  /**
   * Reads files: with a mapping, CSV is an export of tickets unless it has the columns of samples.
   *
   * @throws RulesProblemsException if one cannot be read
   */
  public static Past of(List<Path> files, Optional<Path> mapping) throws RulesProblemsException {
    List<ToldPast.Sample> samples = new ArrayList<>();
    List<IncidentEvent> events = new ArrayList<>();
    try {
      for (Path file : files) {
        if (mapping.isPresent() && !SampleFile.holdsSamples(file)) {
          events.addAll(ExportedEvents.of(file, MappingFile.read(mapping.get())));
        } else {
          samples.addAll(SampleFile.read(file));
        }
      }
      return new ToldPast(samples, events);
    } catch (BadInputException | IllegalArgumentException e) {
      throw new RulesProblemsException(List.of(e.getMessage()));
    } catch (IOException e) {
      throw new RulesProblemsException(List.of("%s; name files that can be read".formatted(e)));
    }
  }
}
