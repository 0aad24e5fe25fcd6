package io.plumbline.ingest;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ids of the newest incident events, each with its incident, so that a sender learns of its
 * duplicates. It forgets the oldest and knows nothing after a restart; the engine never counts an
 * event twice anyway. Belongs to the journal's thread.
 */
final class KnownEvents {

  private final int limit;
  private final Map<String, String> incidents = new LinkedHashMap<>();

  KnownEvents(int limit) {
    this.limit = limit;
  }

  /** The incident of an event, or null when the id is not known. */
  String incidentOf(String id) {
    return incidents.get(id);
  }

  void add(String id, String incident) {
    incidents.put(id, incident);
    Iterator<String> oldest = incidents.keySet().iterator();
    while (incidents.size() > limit) {
      oldest.next();
      oldest.remove();
    }
  }
}
