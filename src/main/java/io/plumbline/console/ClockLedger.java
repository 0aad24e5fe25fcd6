package io.plumbline.console;

import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.ClockAccount.Stretch;
import io.plumbline.finding.ClockAccount.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One cycle of a clock, each stretch of its time, and their sums.
 *
 * @param tone how it stands
 * @param title name of the target, with the cycle when it is not the first
 * @param agreement with whom it was agreed, and how
 * @param verdict what became of it, in words
 * @param used the time used and allowed, as the verdict has it
 * @param due when it is due, or was; empty when there is no saying
 * @param rows each stretch, oldest first
 * @param sums how much was counted, on hold and outside hours
 * @param whole all of its time
 */
public record ClockLedger(
    Tone tone,
    String title,
    String agreement,
    String verdict,
    String used,
    String due,
    List<Row> rows,
    List<Sum> sums,
    String whole) {

  static ClockLedger of(ClockAccount clock, Times times) {
    boolean priorities = clock.ledger().stream().map(Stretch::priority).distinct().count() > 1;
    String priority = clock.priority().isEmpty() ? "" : " for " + Words.priority(clock.priority());
    return new ClockLedger(
        ClockState.of(clock).tone,
        clock.target() + (clock.cycle() > 1 ? ", cycle " + clock.cycle() : ""),
        Words.agreement(clock.type(), clock.counterparty()),
        "It " + ClockState.verdict(clock) + ".",
        "%s used of %s allowed%s"
            .formatted(Words.sum(clock.counted()), Words.sum(clock.allowed()), priority),
        clock.due().map(at -> due(at, times)).orElse(""),
        clock.ledger().stream().map(stretch -> Row.of(stretch, priorities, times)).toList(),
        Arrays.stream(Use.values()).map(use -> Sum.of(use, clock)).toList(),
        Words.sum(
            clock.ledger().stream().map(Stretch::length).reduce(Duration.ZERO, Duration::plus)));
  }

  private static String due(Instant at, Times times) {
    return (at.isBefore(times.now()) ? "was due " : "due ") + times.second(at);
  }

  private static String word(Use use) {
    return switch (use) {
      case COUNTED -> "counted";
      case ON_HOLD -> "on hold";
      case OUTSIDE_HOURS -> "outside hours";
    };
  }

  /**
   * A stretch of time.
   *
   * @param from its first instant
   * @param fromWords the same, in words
   * @param to the first instant after it
   * @param toWords the same, in words
   * @param counted whether it counted
   * @param use what became of it, in words
   * @param holder whose it is, in words
   * @param length how long it is
   */
  public record Row(
      Instant from,
      String fromWords,
      Instant to,
      String toWords,
      boolean counted,
      String use,
      String holder,
      String length) {

    static Row of(Stretch stretch, boolean priorities, Times times) {
      return new Row(
          stretch.from(),
          times.second(stretch.from()),
          stretch.to(),
          times.second(stretch.to()),
          stretch.use() == Use.COUNTED,
          word(stretch.use()) + (priorities ? ", " + Words.priority(stretch.priority()) : ""),
          Words.holder(stretch.holder()),
          Words.sum(stretch.length()));
    }
  }

  /**
   * All stretches of one kind.
   *
   * @param use what became of them, in words
   * @param holders how long who had the ticket then
   * @param length how long they are together
   */
  public record Sum(String use, String holders, String length) {

    static Sum of(Use use, ClockAccount clock) {
      Map<String, Duration> byHolder =
          clock.ledger().stream()
              .filter(stretch -> stretch.use() == use)
              .collect(
                  Collectors.toMap(
                      Stretch::holder, Stretch::length, Duration::plus, LinkedHashMap::new));
      String holders =
          byHolder.entrySet().stream()
              .map(held -> Words.holder(held.getKey()) + " " + Words.sum(held.getValue()))
              .collect(Collectors.joining(", "));
      return new Sum(word(use), holders, Words.sum(clock.total(use)));
    }
  }
}
