package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.Assigned;
import io.plumbline.catalogue.IncidentTarget.Opened;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.catalogue.IncidentTarget.Start;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.catalogue.IncidentTarget.Updated;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.TicketKind;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
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
 * Reads the targets of an agreement. What may be missing: {@code calendar} (around the clock),
 * {@code start} ({@code opened} in an SLA, else {@code assigned}), {@code groups} (the
 * counterparty, in an OLA or underpinning contract), {@code startStates} (none), {@code stop}
 * ({@code last}), {@code holdStates} (none), {@code onPriorityChange} ({@code retroactive}), {@code
 * retroactivePause} ({@code true}), {@code onReopen} ({@code resume}), {@code atRiskPercent} (75
 * and 90), {@code kinds} ({@code incident}).
 */
final class IncidentTargetReader {

  private static final Set<String> STARTS = Set.of("opened", "assigned", "updated");
  private static final List<Integer> AT_RISK_PERCENT = List.of(75, 90);
  private static final ServiceHours ALWAYS = ServiceHours.always(ZoneOffset.UTC);

  private final Fields fields;
  private final Agreement.Type type;
  private final String counterparty;

  /** A reader of one target of an agreement of a type with a counterparty. */
  IncidentTargetReader(Fields fields, Agreement.Type type, String counterparty) {
    this.fields = fields;
    this.type = type;
    this.counterparty = counterparty;
  }

  IncidentTarget read(Map<String, ServiceHours> calendars, Names names) {
    String name = fields.text("name", "resolution");
    Optional<String> calendar = fields.optionalText("calendar");
    calendar.ifPresent(
        c -> names.refer(fields.page(), fields.line("calendar"), DocumentKind.CALENDAR, c));
    Start start = start();
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
    boolean retroactivePause = fields.flag("retroactivePause").orElse(true);
    Reopen onReopen =
        Choices.optional(fields, "onReopen", Reopen.class, IncidentTargetReader::lower)
            .orElse(Reopen.RESUME);
    List<Integer> atRisk = atRiskPercent(fields);
    Set<TicketKind> kinds = kinds(fields);
    fields.done();
    return new IncidentTarget(
        name,
        calendar.map(c -> calendars.getOrDefault(c, ALWAYS)).orElse(ALWAYS),
        start,
        stop,
        stopStates,
        holdStates,
        byPriority,
        onPriorityChange,
        retroactivePause,
        onReopen,
        atRisk,
        kinds);
  }

  private static Set<TicketKind> kinds(Fields fields) {
    if (fields.find("kinds").isEmpty()) {
      return Set.of(TicketKind.INCIDENT);
    }
    Map<String, TicketKind> known =
        Arrays.stream(TicketKind.values())
            .collect(Collectors.toMap(TicketKind::wireName, kind -> kind));
    Set<TicketKind> kinds = EnumSet.noneOf(TicketKind.class);
    List<Fields.Placed<String>> written = fields.texts("kinds");
    for (Fields.Placed<String> text : written) {
      if (known.containsKey(text.value())) {
        kinds.add(known.get(text.value()));
      } else {
        fields
            .page()
            .problem(
                text.line(),
                "kinds cannot be " + Fields.quoted(text.value()),
                "write incident, request, problem or change");
      }
    }
    if (written.isEmpty()) {
      fields.wrong(
          "kinds",
          "the target is for no kind of ticket",
          "write kinds: [incident], or leave it out");
    }
    return kinds;
  }

  private Start start() {
    boolean customer = type == Agreement.Type.SLA;
    String word =
        fields
            .value(
                "start",
                text -> Optional.of(text).filter(STARTS::contains),
                "write opened, assigned or updated")
            .orElse(customer ? "opened" : "assigned");
    Set<String> groups = states(fields, "groups");
    Set<String> startStates = states(fields, "startStates");
    if (!word.equals("assigned")) {
      for (String name : List.of("groups", "startStates")) {
        if (fields.find(name).isPresent()) {
          fields.wrong(
              name,
              name + " says whose time counts, but the clock starts when it is " + word,
              "write start: assigned, or leave " + name + " out");
        }
      }
      return word.equals("updated") ? new Updated() : new Opened();
    }
    if (groups.isEmpty() && startStates.isEmpty() && !customer) {
      groups = Set.of(counterparty);
    }
    return new Assigned(groups, startStates, type == Agreement.Type.UC ? counterparty : "");
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

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
