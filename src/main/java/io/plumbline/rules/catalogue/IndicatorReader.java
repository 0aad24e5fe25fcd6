package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.GaugeSli;
import io.plumbline.catalogue.Indicator;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import java.util.List;
import java.util.Optional;

/**
 * Reads OpenSLO indicators that are ratios of counters or measured values, on their own or within
 * an objective.
 */
final class IndicatorReader {

  /** Stands in for a selector with a problem. */
  static final Selector NOTHING = new Selector("", "", List.of());

  private IndicatorReader() {}

  /** Reads the {@code spec} of an SLI. */
  static Indicator read(String name, Fields spec) {
    spec.pass("description");
    if (spec.find("thresholdMetric").isPresent()) {
      if (spec.find("ratioMetric").isPresent()) {
        spec.wrong(
            "thresholdMetric",
            "both ratioMetric and thresholdMetric are there",
            "remove one of the two");
      }
      Selector value = metric(spec, "thresholdMetric");
      spec.done();
      return new GaugeSli(name, value);
    }
    Fields ratio = spec.object("ratioMetric", "ratioMetric", "{counter: true, bad: …, total: …}");
    spec.done();
    ratio.neededValue(
        "counter",
        text -> text.equals("true") ? Optional.of(true) : Optional.empty(),
        "write true; only counters can be counted exactly",
        "true");
    boolean good = ratio.find("good").isPresent();
    if (good && ratio.find("bad").isPresent()) {
      ratio.wrong("bad", "both good and bad are there", "remove one of the two");
    }
    Selector events = metric(ratio, good ? "good" : "bad");
    Selector total = metric(ratio, "total");
    SelectorCheck.pair(ratio, good ? "good" : "bad", events, total);
    ratio.done();
    return new RatioSli(name, good ? RatioSli.Counts.GOOD : RatioSli.Counts.BAD, events, total);
  }

  private static Selector metric(Fields ratio, String name) {
    Fields metric = ratio.object(name, name, "{metricSource: {spec: {selector: 'name'}}}");
    if (metric.names().isEmpty()) {
      return NOTHING;
    }
    Fields source = metric.object("metricSource", "metricSource", "{type: prometheus, spec: …}");
    metric.done();
    source.pass("type", "metricSourceRef");
    Fields spec = source.object("spec", "spec of the metricSource", "{selector: 'name'}");
    source.done();
    if (spec.find("query").isPresent()) {
      spec.wrong(
          "query",
          "a query cannot be counted exactly",
          "write selector: 'name{label=\"value\"}', the counter itself");
      return NOTHING;
    }
    Selector selector = selector(spec);
    spec.done();
    return selector;
  }

  /** Reads the field {@code selector}. */
  static Selector selector(Fields fields) {
    if (fields.names().isEmpty()) {
      return NOTHING;
    }
    String text = fields.text("selector", "'name{label=\"value\"}'");
    if (text.isEmpty()) {
      return NOTHING;
    }
    try {
      Selector selector = SelectorText.parse(text);
      SelectorCheck.one(fields, selector);
      return selector;
    } catch (SelectorText.WrongSelectorException e) {
      fields.wrong("selector", e.getMessage(), e.instead());
      return NOTHING;
    }
  }
}
