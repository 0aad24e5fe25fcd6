package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.catalogue.ServiceHours;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads response and resolution targets. What may be missing: {@code calendar} (around the clock),
 * {@code start} ({@code opened}), {@code stop} ({@code last}), {@code holdStates} (none), {@code
 * onPriorityChange} ({@code retroactive}), {@code retroactivePause} ({@code true}), {@code
 * onReopen} ({@code resume}), {@code atRiskPercent} (75 and 90).
 */
final class IncidentTargetReader {

  private static final List<Integer> AT_RISK_PERCENT = List.of(75, 90);
  private static final ServiceHours ALWAYS = ServiceHours.always(ZoneOffset.UTC);

  private IncidentTargetReader() {}

  static IncidentTarget read(Fields fields, Map<String, ServiceHours> calendars, Names names) {
    String name = fields.text("name", "resolution");
    Optional<String> calendar = fields.optionalText("calendar");
    calendar.ifPresent(
        c -> names.refer(fields.page(), fields.line("calendar"), DocumentKind.CALENDAR, c));
    fields.value(
        "start",
        text -> text.equals("opened") ? Optional.of(text) : Optional.empty(),
        "write opened; every clock starts when the ticket is opened");
    Stop stop =
        Choices.optional(fields, "stop", Stop.class, IncidentTargetReader::lower).orElse(Stop.LAST);
    Set<String> stopStates = states(fields, "stopStates");
    if (stopStates.isEmpty()) {
      fields.wrong(
          "stopStates", "no state stops the clock", "write stopStates: [Resolved, Closed]");
    }
    Set<String> holdStates = states(fields, "holdStates");
    for (String state : holdStates) {
      if (stopStates.contains(state)) {
        fields.wrong(
            "holdStates", state + " both stops and holds the clock", "keep it in one of the two");
      }
    }
    Map<String, Allowance> byPriority = byPriority(fields);
    PriorityChange onPriorityChange =
        Choices.optional(
                fields, "onPriorityChange", PriorityChange.class, IncidentTargetReader::lower)
            .orElse(PriorityChange.RETROACTIVE);
    boolean retroactivePause =
        fields
            .value("retroactivePause", IncidentTargetReader::bool, "write true or false")
            .orElse(true);
    Reopen onReopen =
        Choices.optional(fields, "onReopen", Reopen.class, IncidentTargetReader::lower)
            .orElse(Reopen.RESUME);
    List<Integer> atRisk = atRiskPercent(fields);
    fields.done();
    return new IncidentTarget(
        name,
        calendar.map(c -> calendars.getOrDefault(c, ALWAYS)).orElse(ALWAYS),
        stop,
        stopStates,
        holdStates,
        byPriority,
        onPriorityChange,
        retroactivePause,
        onReopen,
        atRisk);
  }

  private static Set<String> states(Fields fields, String name) {
    return fields.texts(name).stream()
        .map(Fields.Placed::value)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Map<String, Allowance> byPriority(Fields fields) {
    Fields table = fields.object("byPriority", "byPriority", "{\"1\": 4h, \"2\": 8h}");
    Map<String, Allowance> byPriority = new HashMap<>();
    for (String priority : table.names()) {
      if (table.find(priority).isEmpty()) {
        table.text(priority, "4h");
      }
      table
          .optionalText(priority)
          .flatMap(text -> AllowanceText.read(table, priority, text))
          .ifPresent(allowed -> byPriority.put(priority, allowed));
    }
    return byPriority;
  }

  private static List<Integer> atRiskPercent(Fields fields) {
    if (fields.find("atRiskPercent").isEmpty()) {
      return AT_RISK_PERCENT;
    }
    Set<Integer> percents = new TreeSet<>();
    for (Fields.Placed<String> text : fields.texts("atRiskPercent")) {
      if (text.value().matches("[1-9]\\d?")) {
        percents.add(Integer.valueOf(text.value()));
      } else {
        fields
            .page()
            .problem(
                text.line(),
                "atRiskPercent cannot be " + Fields.quoted(text.value()),
                "write whole percentages from 1 to 99");
      }
    }
    return List.copyOf(percents);
  }

  private static Optional<Boolean> bool(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
