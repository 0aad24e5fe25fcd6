package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Selector;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Reads capacity thresholds. */
final class CapacityReader {

  private CapacityReader() {}

  static CapacityTarget read(Document document, Names names) {
    Fields spec = document.spec();
    spec.pass("description");
    String service = spec.text("service", "checkout");
    names.refer(document.page(), spec.line("service"), DocumentKind.SERVICE, service);
    String resource = spec.text("resource", "cpu");
    Selector selector = IndicatorReader.selector(spec);
    double threshold =
        spec.neededValue(
                "threshold",
                text -> Numbers.decimal(text).filter(n -> n.signum() > 0),
                "write a utilisation above 0, such as 0.8 for 80 %",
                "0.8")
            .map(BigDecimal::doubleValue)
            .orElse(0.0);
    if (spec.find("notice").isEmpty()) {
      spec.text("notice", "30d");
    }
    Optional<Duration> notice = spec.duration("notice", DurationText.Units.CALENDAR);
    spec.done();
    document.metadata().done();
    return new CapacityTarget(
        document.name(), service, resource, selector, threshold, notice.orElse(Duration.ZERO));
  }
}
