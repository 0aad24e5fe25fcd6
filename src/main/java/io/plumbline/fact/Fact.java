package io.plumbline.fact;

/**
 * What a rule may see of one service. Facts hold finished figures: a rule compares, it never
 * computes. What is not known has no fact, so no field is ever NaN or infinite.
 */
public sealed interface Fact
    permits ServiceFact,
        AgreementFact,
        Attainment,
        BudgetBurn,
        ErrorBudget,
        ClosedPeriod,
        FeedSilence,
        TargetProgress,
        OpenIncident,
        IncidentHold,
        IncidentReopening,
        MajorIncident,
        ChangedPriority,
        SupplierStanding,
        IncidentAvailability,
        ServiceOutages,
        AvailabilityGap,
        Dependency,
        ServiceSummary,
        TierSummary,
        PortfolioSummary,
        CapacityUse,
        CapacityForecast,
        Recurrence,
        UnassignedTickets,
        RuleFailure {

  /** Name of the service. */
  String service();

  /** Tier of the service, empty when it has none. */
  String tier();

  /** What within the service the fact is about: an objective, a ticket's target, a resource. */
  String subject();

  /** The promise or resource measured; equal for all tickets under one target. */
  default String measure() {
    return subject();
  }

  /** Tells apart judgements of one rule about one subject, such as two at-risk percentages. */
  default String discriminator() {
    return "";
  }
}
