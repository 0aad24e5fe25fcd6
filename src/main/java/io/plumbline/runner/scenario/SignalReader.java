package io.plumbline.runner.scenario;

import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Selector.Matcher;
import io.plumbline.catalogue.Selector.Operator;
import io.plumbline.rules.catalogue.Fields;
import io.plumbline.rules.catalogue.Numbers;
import io.plumbline.rules.catalogue.Page;
import io.plumbline.rules.catalogue.SelectorText;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what arrives in a scenario: the courses of series, and steps in the lives of incidents. */
final class SignalReader {

  private static final String NUMBER = "write a number such as 10 or 0.5";

  private final Page page;
  private final Instant start;
  private final Duration until;
  private int events;

  SignalReader(Page page, Instant start, Duration until) {
    this.page = page;
    this.start = start;
    this.until = until;
  }

  /** The course of one series. */
  Course course(Fields fields, boolean counter) {
    Labels labels = labels(fields);
    List<Phase> phases = new ArrayList<>();
    for (Fields phase : fields.objects("phases", "the phase")) {
      phases.add(phase(phase, counter));
    }
    for (int i = 0; i < phases.size(); i++) {
      Duration from = phases.get(i).from();
      if (i > 0 && from.compareTo(phases.get(i - 1).from()) <= 0) {
        fields.wrong(
            "phases",
            "the phase from " + Offset.text(from) + " does not begin after the one before it",
            "write the phases in the order of their beginnings");
      }
    }
    if (phases.isEmpty()) {
      fields.wrong(
          "phases",
          "the series " + labels.metric() + " has no phases",
          counter
              ? "add phases: [{from: 0m, perSecond: 10}]"
              : "add phases: [{from: 0m, value: 1}]");
      phases.add(new Phase(Duration.ZERO, 0, 0, false));
    }
    fields.done();
    return new Course(labels, counter, phases, until);
  }

  private Phase phase(Fields fields, boolean counter) {
    Duration from =
        fields.neededValue("from", Offset::parse, Offset.REMEDY, "0m").orElse(Duration.ZERO);
    boolean silent = fields.flag("silent").orElse(false);
    String name = counter ? "perSecond" : "value";
    Optional<BigDecimal> figure =
        silent
            ? fields.value(name, Numbers::decimal, NUMBER)
            : fields.neededValue(name, Numbers::decimal, NUMBER, "10");
    Optional<BigDecimal> reaching =
        counter ? Optional.empty() : fields.value("reaching", Numbers::decimal, NUMBER);
    fields.done();
    double begins = figure.orElse(BigDecimal.ZERO).doubleValue();
    if (counter && begins < 0) {
      fields.wrong(name, "a counter never falls", "write 0 or more events a second");
    }
    return new Phase(from, begins, reaching.map(BigDecimal::doubleValue).orElse(begins), silent);
  }

  private Labels labels(Fields fields) {
    String text = fields.text("series", "'requests_total{code=\"200\"}'");
    if (text.isEmpty()) {
      return Labels.of(List.of());
    }
    try {
      Selector selector = SelectorText.parse(text);
      List<Label> pairs = new ArrayList<>();
      pairs.add(new Label(Labels.METRIC_NAME, selector.metric()));
      for (Matcher matcher : selector.matchers()) {
        if (matcher.operator() != Operator.EQUAL) {
          fields.wrong(
              "series",
              "one series has one value of " + matcher.label(),
              "write " + matcher.label() + "=\"…\", and a series for each value");
        }
        pairs.add(new Label(matcher.label(), matcher.value()));
      }
      return Labels.of(pairs);
    } catch (SelectorText.WrongSelectorException e) {
      fields.wrong("series", e.getMessage(), e.instead());
      return Labels.of(List.of());
    }
  }

  /** One step in the life of an incident. */
  IncidentEvent event(Fields fields) {
    events++;
    Duration at =
        fields.neededValue("at", Offset::parse, Offset.REMEDY, "5m").orElse(Duration.ZERO);
    Duration known = fields.value("known", Offset::parse, Offset.REMEDY).orElse(at);
    IncidentEvent.Type type =
        choice(fields, "type", IncidentEvent.Type.values()).orElse(IncidentEvent.Type.OPENED);
    IncidentEvent event =
        new IncidentEvent(
            fields.optionalText("id").orElse(page.path() + "#" + events),
            fields.text("incident", "INC1"),
            fields.optionalText("service").orElse(""),
            start.plus(at),
            type,
            fields.optionalText("state").orElse(""),
            fields.optionalText("priority").orElse(""),
            events,
            start.plus(known),
            fields.optionalText("corrects").orElse(""),
            choice(fields, "kind", IncidentEvent.Kind.values()).orElse(IncidentEvent.Kind.INCIDENT),
            attributes(fields));
    fields.done();
    return event;
  }

  private static <E extends Enum<E>> Optional<E> choice(Fields fields, String name, E[] values) {
    return fields.value(
        name,
        text -> Arrays.stream(values).filter(value -> lower(value).equals(text)).findFirst(),
        "write one of "
            + Arrays.stream(values).map(SignalReader::lower).collect(Collectors.joining(", ")));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> attributes(Fields fields) {
    Map<String, String> attributes = new TreeMap<>();
    fields
        .optionalObject("attributes", "the attributes")
        .ifPresent(
            of ->
                of.names().forEach(name -> attributes.put(name, of.optionalText(name).orElse(""))));
    return attributes;
  }
}
