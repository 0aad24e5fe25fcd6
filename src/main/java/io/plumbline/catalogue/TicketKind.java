package io.plumbline.catalogue;

import java.util.Locale;

/** What a ticket is: what its source calls it when it is opened. */
public enum TicketKind {
  /** Something does not work (ISO/IEC 20000-1, 8.6.1). */
  INCIDENT,
  /** Somebody wants something that is agreed to be given (8.6.2). */
  REQUEST,
  /** The cause of incidents is looked for (8.6.3). */
  PROBLEM,
  /** Something is to be changed (8.5.1). */
  CHANGE;

  /** The name in catalogue, facts, metrics and the API, such as {@code request}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
