package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.PriorityMatrix;
import io.plumbline.catalogue.Service;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads OpenSLO services: the label {@code tier} is the tier, {@code owner} the owner, the
 * annotation {@code plumbline.io/priority-matrix} names what makes a priority of impact and
 * urgency, {@code plumbline.io/depends-on} the services it needs.
 */
final class ServiceReader {

  private static final String PRIORITY_MATRIX = "plumbline.io/priority-matrix";

  private ServiceReader() {}

  static Service read(Document document, Map<String, PriorityMatrix> matrices, Names names) {
    Document.Metadata metadata = document.metadata();
    if (Service.isPseudo(metadata.name())) {
      document
          .page()
          .problem(
              document.nameLine(),
              metadata.name().equals(Service.UNASSIGNED)
                  ? "the name unassigned is kept for incidents of unknown services"
                  : "the name portfolio is kept for all services together",
              "give the service another name");
    }
    String description = document.spec().optionalText("description").orElse("");
    String owner =
        metadata
            .annotations()
            .flatMap(fields -> fields.optionalText("plumbline.io/owner"))
            .or(() -> Optional.ofNullable(metadata.labels().get("owner")))
            .orElse("");
    Optional<String> matrix =
        metadata.annotations().flatMap(fields -> fields.optionalText(PRIORITY_MATRIX));
    matrix.ifPresent(
        name ->
            names.refer(
                document.page(),
                metadata.annotations().orElseThrow().line(PRIORITY_MATRIX),
                DocumentKind.PRIORITY_MATRIX,
                name));
    Set<String> dependsOn = Dependencies.read(document, names);
    document.spec().done();
    metadata.done();
    return new Service(
        metadata.name(),
        metadata.displayName(),
        description,
        metadata.labels().getOrDefault("tier", ""),
        owner,
        metadata.labels(),
        matrix.map(matrices::get),
        new TreeSet<>(dependsOn));
  }
}
