package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.AvailabilityTerms;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.ServiceHours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads agreements. */
final class AgreementReader {

  private AgreementReader() {}

  /** Reads an agreement; {@code calendars} are the calendars by name. */
  static Agreement read(Document document, Map<String, ServiceHours> calendars, Names names) {
    Fields spec = document.spec();
    Page page = document.page();
    spec.pass("description");
    Agreement.Type type =
        Choices.needed(spec, "type", Agreement.Type.class, Enum::name).orElse(Agreement.Type.SLA);
    String service = spec.text("service", "checkout");
    names.refer(page, spec.line("service"), DocumentKind.SERVICE, service);
    String counterparty = spec.text("counterparty", "the customer's or supplier's name");
    String day = "write a day as 2026-01-01";
    Optional<LocalDate> from =
        spec.neededValue("validFrom", CalendarReader::date, day, "2026-01-01");
    Optional<LocalDate> to = spec.value("validTo", CalendarReader::date, day);
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      spec.wrong("validTo", "it ends before it begins", "write a day after validFrom");
    }
    List<String> objectives = new ArrayList<>();
    for (Fields.Placed<String> objective : spec.texts("objectives")) {
      names.refer(page, objective.line(), DocumentKind.SLO, objective.value());
      objectives.add(objective.value());
    }
    List<IncidentTarget> targets = new ArrayList<>();
    Set<String> targetNames = new HashSet<>();
    for (Fields fields : spec.objects("incidentTargets", "the incident target")) {
      IncidentTarget target =
          new IncidentTargetReader(fields, type, counterparty).read(calendars, names);
      if (!target.name().isEmpty() && !targetNames.add(target.name())) {
        fields.wrong(
            "name", "the agreement has two targets " + target.name(), "give it a new name");
      }
      targets.add(target);
    }
    Set<String> major = new HashSet<>();
    spec.texts("majorPriorities").forEach(priority -> major.add(priority.value()));
    Optional<AvailabilityTerms> availability =
        spec.optionalObject("availability", "availability")
            .map(fields -> AvailabilityReader.read(fields, calendars, names));
    spec.done();
    document.metadata().done();
    return new Agreement(
        document.name(),
        type,
        service,
        counterparty,
        from.orElse(LocalDate.EPOCH),
        to,
        objectives,
        targets,
        major,
        availability);
  }
}
