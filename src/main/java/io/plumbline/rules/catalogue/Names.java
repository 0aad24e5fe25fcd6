package io.plumbline.rules.catalogue;

import io.plumbline.rules.NearestName;
import io.plumbline.rules.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which names were declared where, and who refers to them. */
final class Names {

  private final Map<DocumentKind, Map<String, String>> places = new EnumMap<>(DocumentKind.class);
  private final List<Reference> references = new ArrayList<>();

  private record Reference(Page page, int line, DocumentKind kind, String name) {}

  /** Declares a name; a second declaration of the same kind is a problem. */
  void declare(Page page, int line, DocumentKind kind, String name) {
    String place = page.path() + ":" + line;
    String first = declared(kind).putIfAbsent(name, place);
    if (first != null) {
      page.problem(
          line,
          kind.word() + " " + name + " is already declared at " + first,
          "give it a new name");
    }
  }

  /** Notes a reference, to be checked when all is declared. An empty name was told of already. */
  void refer(Page page, int line, DocumentKind kind, String name) {
    if (!name.isEmpty()) {
      references.add(new Reference(page, line, kind, name));
    }
  }

  /** Tells of every reference to what nobody declared. */
  void check() {
    for (Reference reference : references) {
      Map<String, String> known = declared(reference.kind());
      if (!known.containsKey(reference.name())) {
        reference
            .page()
            .problem(
                reference.line(),
                "there is no " + reference.kind().word() + " " + reference.name(),
                known.isEmpty()
                    ? "declare it with kind: " + reference.kind().kind()
                    : NearestName.remedy(reference.name(), known.keySet()));
      }
    }
  }

  /** Where a declared name was declared first, as {@code path:line}. */
  String place(DocumentKind kind, String name) {
    return declared(kind).get(name);
  }

  /** Something about a declared name, at its place. */
  Problem problem(DocumentKind kind, String name, String what, String instead) {
    String place = place(kind, name);
    int colon = place.lastIndexOf(':');
    return new Problem(
        place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)), what, instead);
  }

  /** Where each name of a kind was declared first. */
  Map<String, String> places(DocumentKind kind) {
    return declared(kind);
  }

  private Map<String, String> declared(DocumentKind kind) {
    return places.computeIfAbsent(kind, k -> new TreeMap<>());
  }
}
