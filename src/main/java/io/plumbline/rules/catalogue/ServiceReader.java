package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Service;
import java.util.Optional;

/** Reads OpenSLO services: the label {@code tier} is the tier, {@code owner} the owner. */
final class ServiceReader {

  private ServiceReader() {}

  static Service read(Document document) {
    Document.Metadata metadata = document.metadata();
    if (metadata.name().equals(Service.UNASSIGNED)) {
      document
          .page()
          .problem(
              document.nameLine(),
              "the name unassigned is kept for incidents of unknown services",
              "give the service another name");
    }
    String description = document.spec().optionalText("description").orElse("");
    String owner =
        metadata
            .annotations()
            .flatMap(fields -> fields.optionalText("plumbline.io/owner"))
            .or(() -> Optional.ofNullable(metadata.labels().get("owner")))
            .orElse("");
    document.spec().done();
    metadata.done();
    return new Service(
        metadata.name(),
        metadata.displayName(),
        description,
        metadata.labels().getOrDefault("tier", ""),
        owner,
        metadata.labels());
  }
}
