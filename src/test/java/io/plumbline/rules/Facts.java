package io.plumbline.rules;

import io.plumbline.fact.Attainment;
import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.CapacityForecast;
import io.plumbline.fact.CapacityUse;
import io.plumbline.fact.ChangedPriority;
import io.plumbline.fact.ErrorBudget;
import io.plumbline.fact.FeedSilence;
import io.plumbline.fact.IncidentReopening;
import io.plumbline.fact.MajorIncident;
import io.plumbline.fact.Recurrence;
import io.plumbline.fact.SupplierStanding;
import io.plumbline.fact.TargetProgress;
import io.plumbline.fact.UnassignedTickets;
import java.util.List;

/** Facts about the service {@code checkout}, each with the one figure that a test is about. */
final class Facts {

  private Facts() {}

  static BudgetBurn burn(String pair, double spentPercent) {
    return new BudgetBurn("checkout", "gold", "checkout-availability", pair, 1, spentPercent);
  }

  static ErrorBudget budget(double remaining) {
    return new ErrorBudget("checkout", "gold", "checkout-availability", remaining);
  }

  static Attainment attainment(String window, double ratio) {
    return new Attainment("checkout", "gold", "checkout-availability", window, ratio, 0.999, 0);
  }

  static TargetProgress progress(double usedPercent, int reachedPercent, String status) {
    return progress("INC042", usedPercent, reachedPercent, status);
  }

  static TargetProgress ticket(String incident, double usedPercent) {
    return progress(incident, usedPercent, 0, "RUNNING");
  }

  private static TargetProgress progress(
      String incident, double usedPercent, int reachedPercent, String status) {
    return new TargetProgress(
        "checkout",
        "gold",
        incident,
        "resolution",
        "acme-checkout",
        "ACME",
        "2",
        status,
        usedPercent,
        reachedPercent,
        480,
        "2026-11-20 17:00 UTC",
        1);
  }

  static TargetProgress progress(double usedPercent, int reachedPercent) {
    return progress(usedPercent, reachedPercent, "RUNNING");
  }

  /** The clock of a group (OLA) or a supplier (UC). */
  static TargetProgress ofType(String type, double usedPercent, int reachedPercent) {
    return new TargetProgress(
        "checkout",
        "gold",
        "INC042",
        "repair",
        "circuits",
        "Circuits Ltd",
        "2",
        "RUNNING",
        usedPercent,
        reachedPercent,
        480,
        "Fri 20 Nov 17:00",
        1,
        type,
        360,
        120,
        "Fri 20 Nov 17:00",
        "network",
        "network 360 min",
        "incident");
  }

  /** The clock of a customer's request, problem or change. */
  static TargetProgress ofKind(String kind, double usedPercent, int reachedPercent) {
    return new TargetProgress(
        "checkout",
        "gold",
        "REQ042",
        "fulfilment",
        "acme-checkout",
        "ACME",
        "3",
        "RUNNING",
        usedPercent,
        reachedPercent,
        480,
        "Fri 20 Nov 17:00",
        1,
        "SLA",
        360,
        120,
        "Fri 20 Nov 17:00",
        "network",
        "network 360 min",
        kind);
  }

  static IncidentReopening reopening(int number) {
    return new IncidentReopening("checkout", "gold", "INC042", "2", "network", number, "incident");
  }

  static MajorIncident major(boolean acknowledged) {
    return new MajorIncident("checkout", "gold", "INC042", "1", "network", acknowledged);
  }

  static ChangedPriority changedPriority(double usedPercent) {
    return new ChangedPriority(
        "checkout",
        "gold",
        "INC042",
        "acme-checkout",
        "resolution",
        "ACME",
        "1",
        "3",
        usedPercent,
        1,
        "incident");
  }

  static SupplierStanding fit(long worstMinutes) {
    return new SupplierStanding(
        "checkout",
        "gold",
        "acme-checkout",
        "resolution",
        "ACME",
        "1",
        "circuits",
        "Circuits Ltd",
        "network 1h + Circuits Ltd 3h",
        240,
        worstMinutes,
        "Mon 8 Jun 2026 00:00");
  }

  static CapacityUse use(double utilisation) {
    return new CapacityUse("checkout", "gold", "cpu", utilisation, 0.8);
  }

  static CapacityForecast forecast(double days) {
    return new CapacityForecast("checkout", "gold", "cpu", days, 30, 0.8);
  }

  static FeedSilence silence() {
    return new FeedSilence("checkout", "gold", "checkout-availability", 5);
  }

  static Recurrence recurrence(int count) {
    return new Recurrence(
        "checkout", "gold", "resolution", "Target broken", count, 30, List.of("a", "b"));
  }

  static UnassignedTickets unassigned(long tickets) {
    return new UnassignedTickets("unassigned", "", tickets, "till");
  }
}
