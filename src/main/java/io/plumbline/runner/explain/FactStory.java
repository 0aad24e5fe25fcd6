package io.plumbline.runner.explain;

import io.plumbline.fact.FieldWords;
import io.plumbline.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures that were kept with a finding, where nothing need be counted again. */
record FactStory(Finding finding, String kind) {

  private static final Set<String> NAMES =
      Set.of("service", "tier", "objective", "incident", "agreement", "resource");

  List<String> sentences() {
    Map<String, Object> facts = finding.facts();
    if (kind.equals("CapacityUse")) {
      return List.of(
          "%s of %s was in use; no more than %s was to be."
              .formatted(
                  percent(facts.get("utilisation")),
                  facts.get("resource"),
                  percent(facts.get("threshold"))));
    }
    if (kind.equals("CapacityForecast")) {
      return List.of(
          "The use of %s grows: the trend of its daily peaks (95 of 100 samples of a day lie below) reaches %s in %s days. Notice is to be given %s days before."
              .formatted(
                  facts.get("resource"),
                  percent(facts.get("threshold")),
                  value("days", facts.get("days")),
                  facts.get("noticeDays")));
    }
    if (kind.equals("Recurrence")) {
      return List.of(
          "The promise “%s” was broken %s times within %s days for the same cause, “%s”. Breaches that proved wrong are not among them."
              .formatted(
                  facts.get("measure"),
                  facts.get("count"),
                  facts.get("periodDays"),
                  facts.get("cause")),
          "They are the findings %s."
              .formatted(String.valueOf(facts.get("evidence")).replaceAll("[\\[\\]]", "")));
    }
    List<String> sentences = new ArrayList<>();
    facts.forEach(
        (field, value) -> {
          if (!NAMES.contains(field) && !String.valueOf(value).isEmpty()) {
            sentences.add(sentence(field, value));
          }
        });
    return sentences;
  }

  private static String sentence(String field, Object value) {
    String sentence =
        FieldWords.name(field) + " was " + value(field, value) + FieldWords.unit(field) + ".";
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private static String value(String field, Object value) {
    if (FieldWords.isShare(field) && value instanceof Double ratio) {
      return Wording.percent(ratio);
    }
    if (value instanceof Boolean yes) {
      return yes ? "so" : "not so";
    }
    return value instanceof Double number ? Wording.number(number, 2) : String.valueOf(value);
  }

  private static String percent(Object ratio) {
    return ratio instanceof Double share ? Wording.percent(share) : "an unknown share";
  }
}
