package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.Indicator;
import io.plumbline.catalogue.PriorityMatrix;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the YAML of the rules folder, and the holidays beside it: OpenSLO v1 services, SLIs and
 * objectives, and Plumbline's agreements, calendars, priority matrices, capacity thresholds and
 * exclusions. Every problem of every file is noted in one go.
 */
public final class CatalogueReader {

  private final Names names = new Names();
  private final Map<String, Indicator> indicators = new HashMap<>();
  private final Map<String, ServiceHours> calendars = new HashMap<>();
  private final Map<String, PriorityMatrix> matrices = new HashMap<>();
  private final TreeMap<String, Service> services = new TreeMap<>();
  private final TreeMap<String, Slo> slos = new TreeMap<>();
  private final TreeMap<String, Agreement> agreements = new TreeMap<>();
  private final TreeMap<String, CapacityTarget> capacityTargets = new TreeMap<>();
  private final TreeMap<String, Exclusion> exclusions = new TreeMap<>();
  private final TreeMap<String, String> packOf = new TreeMap<>();

  private final HolidayFiles holidays;

  private CatalogueReader(HolidayFiles holidays) {
    this.holidays = holidays;
  }

  /** Reads catalogue files; what is wrong with them is added to {@code problems}. */
  public static CatalogueReading read(List<SourceFile> files, List<Problem> problems) {
    CatalogueReader reader = new CatalogueReader(new HolidayFiles(files, problems));
    List<Document> documents = new ArrayList<>();
    for (SourceFile file : files.stream().filter(f -> !HolidayFiles.isOne(f)).toList()) {
      Page page = new Page(file.path(), problems);
      String pack = file.path().substring(0, file.path().indexOf('/'));
      for (Node node : YamlFile.documents(file, page)) {
        Document.open(pack, page, node, reader.names).ifPresent(documents::add);
      }
    }
    // Stable, so that within a kind the order of the files decides which duplicate is the second.
    documents.sort(Comparator.comparing(Document::kind));
    documents.forEach(reader::take);
    reader.names.check();
    problems.addAll(Dependencies.circles(reader.services, reader.names));
    return new CatalogueReading(
        new Catalogue(
            reader.services,
            reader.slos,
            reader.agreements,
            reader.capacityTargets,
            reader.exclusions),
        reader.packOf,
        new CatalogueReading.Places(
            reader.names.places(DocumentKind.SLO), reader.names.places(DocumentKind.CAPACITY)),
        SameObjectives.among(reader.slos.values(), reader.names));
  }

  private void take(Document document) {
    String name = document.name();
    if (document.spec().names().isEmpty() && document.kind() != DocumentKind.SERVICE) {
      return;
    }
    switch (document.kind()) {
      case PRIORITY_MATRIX -> matrices.put(name, PriorityMatrixReader.read(document));
      case SERVICE -> {
        services.put(name, ServiceReader.read(document, matrices, names));
        packOf.put(name, document.pack());
      }
      case SLI -> {
        indicators.put(name, IndicatorReader.read(name, document.spec()));
        document.metadata().done();
      }
      case CALENDAR -> calendars.put(name, CalendarReader.read(document, holidays));
      case SLO -> slos.put(name, SloReader.read(document, indicators, names));
      case AGREEMENT -> agreements.put(name, AgreementReader.read(document, calendars, names));
      case EXCLUSION -> exclusions.put(name, ExclusionReader.read(document, names));
      case CAPACITY -> capacityTargets.put(name, CapacityReader.read(document, names));
    }
  }
}
