package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Service;
import io.plumbline.rules.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads which services a service needs. */
final class Dependencies {

  private static final String DEPENDS_ON = "plumbline.io/depends-on";

  private Dependencies() {}

  /** The names in the annotation of a service: a list, or one text with commas. */
  static Set<String> read(Document document, Names names) {
    Optional<Fields> annotations = document.metadata().annotations();
    Set<String> needed = new TreeSet<>();
    annotations.stream()
        .flatMap(fields -> fields.textOrTexts(DEPENDS_ON).stream())
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(needed::add);
    needed.forEach(
        name ->
            names.refer(
                document.page(),
                annotations.orElseThrow().line(DEPENDS_ON),
                DocumentKind.SERVICE,
                name));
    return needed;
  }

  /** A problem for each service that needs itself; a risk that went in a circle would never end. */
  static List<Problem> circles(Map<String, Service> services, Names names) {
    List<Problem> problems = new ArrayList<>();
    Set<String> done = new TreeSet<>();
    for (String name : services.keySet()) {
      circle(name, services, new ArrayList<>(), done)
          .ifPresent(
              circle ->
                  problems.add(
                      names.problem(
                          DocumentKind.SERVICE,
                          circle.get(0),
                          "services depend on each other in a circle: "
                              + String.join(" → ", circle),
                          "take one out of " + DEPENDS_ON)));
    }
    return problems;
  }

  private static Optional<List<String>> circle(
      String name, Map<String, Service> services, List<String> way, Set<String> done) {
    int before = way.indexOf(name);
    if (before >= 0) {
      List<String> circle = new ArrayList<>(way.subList(before, way.size()));
      circle.add(name);
      return Optional.of(circle);
    }
    if (!services.containsKey(name) || !done.add(name)) {
      return Optional.empty();
    }
    way.add(name);
    Optional<List<String>> found =
        services.get(name).dependsOn().stream()
            .flatMap(needed -> circle(needed, services, way, done).stream())
            .findFirst();
    way.remove(way.size() - 1);
    return found;
  }
}
