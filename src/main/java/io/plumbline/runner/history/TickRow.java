package io.plumbline.runner.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.plumbline.engine.Inputs;
import io.plumbline.engine.Step;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * The kept form of a tick at which something was judged. Values stand without names, since there
 * are millions of rows; new ones may be added only at the end. Times are kept as distances, which
 * are short.
 *
 * @param tickMillis instant of the tick, milliseconds since the epoch
 * @param sinceMillis time since the tick before
 * @param earlier what was taken before each activation between the two
 * @param steps the judgements that data caused
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record TickRow(
    long tickMillis, long sinceMillis, List<List<StepRow>> earlier, List<StepRow> steps) {

  static TickRow of(Instant tick, Inputs inputs, ToIntFunction<String> numbers) {
    long at = tick.toEpochMilli();
    return new TickRow(
        at,
        at - inputs.since().toEpochMilli(),
        inputs.earlier().stream().map(steps -> rows(steps, at, numbers)).toList(),
        rows(inputs.steps(), at, numbers));
  }

  private static List<StepRow> rows(List<Step> steps, long tick, ToIntFunction<String> numbers) {
    return steps.stream().map(step -> StepRow.of(step, tick, numbers)).toList();
  }

  Inputs inputs(IntFunction<String> names) {
    return new Inputs(
        Instant.ofEpochMilli(tickMillis - sinceMillis),
        earlier.stream().map(rows -> steps(rows, names)).toList(),
        steps(steps, names));
  }

  private List<Step> steps(List<StepRow> rows, IntFunction<String> names) {
    return rows.stream().map(row -> row.step(tickMillis, names)).toList();
  }
}
