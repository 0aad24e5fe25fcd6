package io.plumbline.bench;

import io.plumbline.ingest.RemoteWriteEncoder;
import io.plumbline.rules.Check;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A made-up estate: services with objectives, and the request counters of their instances, one for
 * good and one for bad requests each.
 *
 * @param services number of services
 * @param objectives objectives of each service, over the same counters
 * @param instances instances of each service
 */
record Fleet(int services, int objectives, int instances) {

  private static final int DOCUMENTS_A_FILE = 500;

  /** Number of series. */
  int series() {
    return services * instances * 2;
  }

  /** Number of objectives. */
  int slos() {
    return services * objectives;
  }

  /**
   * The label bytes of every series, in the order in which scrapes bring them: of each instance the
   * good requests, then the bad ones.
   */
  List<byte[]> labelBlocks() {
    List<byte[]> blocks = new ArrayList<>(series());
    for (int service = 0; service < services; service++) {
      for (int instance = 0; instance < instances; instance++) {
        for (String code : List.of("200", "500")) {
          blocks.add(
              RemoteWriteEncoder.block(
                  List.of(
                      new Label(Labels.METRIC_NAME, "http_requests_total"),
                      new Label("code", code),
                      new Label("env", "prod"),
                      new Label("instance", address(service, instance)),
                      new Label("job", name(service)),
                      new Label("method", "GET"))));
        }
      }
    }
    return blocks;
  }

  private static String address(int service, int instance) {
    return "10.%d.%d.%d:8080".formatted(service / 250 % 250, service % 250, instance + 1);
  }

  private static String name(int service) {
    return "svc%05d".formatted(service);
  }

  /**
   * Writes a rules folder: the shipped standard pack, and one with the services and objectives and
   * so many rules more that 30 judge each service.
   */
  void writeRules(Path folder) throws IOException {
    RulesFolder.copyTo(folder);
    Path pack = Files.createDirectories(folder.resolve("fleet").resolve("catalogue"));
    for (int from = 0; from < services; from += DOCUMENTS_A_FILE) {
      StringBuilder text = new StringBuilder();
      for (int s = from; s < Math.min(services, from + DOCUMENTS_A_FILE); s++) {
        describe(text, name(s));
      }
      Files.writeString(pack.resolve("services-%05d.yaml".formatted(from)), text);
    }
    StringBuilder rules = new StringBuilder();
    for (int i = shippedRules(); i < 30; i++) {
      rules.append(
          """
          rule "Fleet burns %d"
              @owner("service level manager") @clause("8.3.3") @severity("ticket")
          when
              $b : BudgetBurn( pair == "1h/5m", budgetSpentPercent > 3.%d )
          then
              judge.atRisk( $b, "{objective} spent {budgetSpentPercent} %% in one hour" );
          end
          """
              .formatted(i, i));
    }
    Files.writeString(folder.resolve("fleet").resolve("fleet.drl"), rules);
  }

  private static int shippedRules() throws IOException {
    return Check.of(RulesFolder.shipped()).summary().orElseThrow().rules();
  }

  private void describe(StringBuilder text, String name) {
    text.append(
        """
        ---
        apiVersion: openslo/v1
        kind: Service
        metadata: {name: %s, displayName: %s, labels: {tier: gold}}
        spec: {description: One of many}
        """
            .formatted(name, name));
    for (int o = 0; o < objectives; o++) {
      text.append(
          """
          ---
          apiVersion: openslo/v1
          kind: SLO
          metadata: {name: %1$s-%2$d}
          spec:
            service: %1$s
            budgetingMethod: Occurrences
            timeWindow: [{duration: 30d, isRolling: true}]
            indicator:
              metadata: {name: %1$s-errors-%2$d}
              spec:
                ratioMetric:
                  counter: true
                  bad:   {metricSource: {spec: {selector: 'http_requests_total{job="%1$s",code=~"5.."}'}}}
                  total: {metricSource: {spec: {selector: 'http_requests_total{job="%1$s"}'}}}
            objectives: [{target: 0.99%2$d}]
          """
              .formatted(name, o + 1));
    }
  }
}
