package io.plumbline.console;

import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.IncidentAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One ticket, and where the time of its clocks went.
 *
 * @param number its number
 * @param tone how the worst of its clocks stands
 * @param headline the verdict in words
 * @param others how many clocks stand how; empty when there is one at most
 * @param about service, priority, state and who has it
 * @param asOf of which instant all of this is
 * @param asOfWords the same, in words
 * @param clocks every cycle of every clock
 * @param events what was known of it, oldest first
 * @param json where the same is as JSON
 */
public record IncidentPage(
    String number,
    Tone tone,
    String headline,
    String others,
    String about,
    Instant asOf,
    String asOfWords,
    List<ClockLedger> clocks,
    List<EventRow> events,
    String json) {

  private static final Comparator<ClockAccount> WORST_FIRST =
      Comparator.comparing((ClockAccount clock) -> ClockState.of(clock))
          .thenComparing(Comparator.comparingDouble(ClockAccount::usedPercent).reversed());

  static IncidentPage of(IncidentAccount account, String serviceName, Times times) {
    Optional<ClockAccount> worst = account.clocks().stream().min(WORST_FIRST);
    return new IncidentPage(
        account.incident(),
        account.deleted()
            ? Tone.ENDED
            : worst.map(clock -> ClockState.of(clock).tone).orElse(Tone.ENDED),
        headline(account, worst),
        account.clocks().size() > 1 ? counts(account.clocks()) : "",
        about(account, serviceName),
        account.asOf(),
        Times.full(account.asOf()),
        account.clocks().stream().map(clock -> ClockLedger.of(clock, times)).toList(),
        account.events().stream().map(event -> EventRow.of(event, times)).toList(),
        "/api/v1" + path(account.incident()));
  }

  /** Where the page of a ticket is. */
  static String path(String number) {
    return "/incidents/" + URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String headline(IncidentAccount account, Optional<ClockAccount> worst) {
    if (account.deleted()) {
      return account.incident() + " was deleted.";
    }
    return worst
        .map(
            clock ->
                "%s: %s, %s, %s."
                    .formatted(
                        account.incident(),
                        clock.target(),
                        Words.agreement(clock.type(), clock.counterparty()),
                        ClockState.verdict(clock)))
        .orElse("No target applies to " + account.incident() + ".");
  }

  private static String counts(List<ClockAccount> clocks) {
    Map<ClockState, Long> counts =
        clocks.stream()
            .collect(Collectors.groupingBy(ClockState::of, TreeMap::new, Collectors.counting()));
    return clocks.size()
        + " clocks: "
        + counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().word)
            .collect(Collectors.joining(", "));
  }

  private static String about(IncidentAccount account, String serviceName) {
    return Stream.of(
            serviceName,
            account.kind(),
            Words.priority(account.priority()),
            account.state(),
            account.holder())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  /**
   * An event of the ticket.
   *
   * @param at when it happened, as it was sent
   * @param when the same, in words
   * @param receivedAt when it became known
   * @param received the same, in words
   * @param type what kind of event it is
   * @param what what it changed
   * @param note a correction, or why it does not count; empty when there is neither
   */
  public record EventRow(
      Instant at,
      String when,
      Instant receivedAt,
      String received,
      String type,
      String what,
      String note) {

    static EventRow of(IncidentAccount.Event event, Times times) {
      String corrected =
          event.correctedTo().map(at -> "corrected to " + times.second(at)).orElse("");
      return new EventRow(
          event.at(),
          times.second(event.at()),
          event.receivedAt(),
          times.second(event.receivedAt()),
          event.type(),
          event.what(),
          event.quarantined().isEmpty() ? corrected : "does not count: " + event.quarantined());
    }
  }
}
