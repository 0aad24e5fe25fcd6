package io.plumbline.console.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.console.Tone;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The difference that other rules would have made. Instants are UTC; what is not known is absent.
 *
 * @param headline it in one sentence
 * @param verdict for which rules the confirmed outages speak, if any were confirmed
 * @param period the time compared, in words
 * @param from its first instant
 * @param to the first instant after it
 * @param current name of the present rules
 * @param candidate name of the new ones
 * @param pages number of pages that began
 * @param breaches number of breaches that began
 * @param findings number of findings that stood at any time
 * @param verdicts how many verdicts of agreements were compared
 * @param greatest the greatest differences, at most five
 * @param outages incidents of the log that were major or took their service down
 * @param flips verdicts that are the other way round
 * @param flipsByCustomer how many each customer has
 * @param undecided clocks that run under one set of rules and are decided under the other
 * @param added findings of the new rules alone
 * @param gone findings of the present rules alone
 * @param moved findings that differ
 * @param notReplayable what was never kept, as {@code path:line: what; instead}
 * @param leftOut findings of either rules that rest on that and cannot be compared
 * @param withdrawnBefore findings of the present rules that were proven wrong; they count nowhere
 * @param withdrawnAfter the same of the new rules
 * @param unsure where the comparison is coarse or nothing is known
 * @param before all findings of the present rules
 * @param after all findings of the new ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BacktestReport(
    String headline,
    String verdict,
    String period,
    Instant from,
    Instant to,
    String current,
    String candidate,
    Count pages,
    Count breaches,
    Count findings,
    int verdicts,
    List<Great> greatest,
    List<Outage> outages,
    List<Flip> flips,
    Map<String, Long> flipsByCustomer,
    List<Flip> undecided,
    List<Entry> added,
    List<Entry> gone,
    List<Moved> moved,
    List<String> notReplayable,
    List<Entry> leftOut,
    List<Entry> withdrawnBefore,
    List<Entry> withdrawnAfter,
    List<Unsure> unsure,
    List<Entry> before,
    List<Entry> after) {

  /** A number under the present and under the new rules. */
  public record Count(long was, long is) {}

  /** A finding; {@code end} is absent while it stands at the end of the time compared. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      String id,
      String kind,
      String severity,
      String service,
      String subject,
      String rule,
      String file,
      String text,
      Instant start,
      Instant end) {

    /** How it is shown. */
    public Tone tone() {
      return switch (kind) {
        case "breach" -> Tone.BREACH;
        case "at_risk" -> Tone.AT_RISK;
        default -> Tone.IMPROVE;
      };
    }
  }

  /**
   * A difference; {@code what} is {@code start}, {@code end}, {@code severity}, {@code kind} or
   * {@code rule}.
   */
  public record Change(String what, String was, String is) {}

  /** A finding of both rules that differs. */
  public record Moved(Entry was, Entry is, List<Change> changes) {}

  /** A great difference; {@code what} is {@code added}, {@code gone} or {@code moved}. */
  public record Great(String what, Entry finding, List<Change> changes, String why) {}

  /** A confirmed outage, and when a page or a breach told of it under either rules. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Outage(
      String incident,
      String service,
      Instant from,
      Instant to,
      Instant was,
      Instant is,
      String difference) {}

  /**
   * A verdict that is the other way round; {@code was} and {@code is} are {@code kept}, {@code
   * broken} or {@code running}.
   */
  public record Flip(
      String customer, String agreement, String about, Instant at, String was, String is) {}

  /** Where to be careful; {@code resolution} is {@code coarse} or {@code unknown}. */
  public record Unsure(String about, String resolution, Instant from, Instant to, String why) {}
}
