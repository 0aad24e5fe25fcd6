package io.plumbline.engine;

import io.plumbline.engine.sli.Taken;
import java.time.Instant;
import java.util.SortedMap;

/**
 * One judgement of a service that data caused.
 *
 * @param service its name
 * @param asOf the instant of which it was judged
 * @param taken what its objectives and resources took before, by the keys of their kept parts
 */
public record Step(String service, Instant asOf, SortedMap<String, Taken> taken) {

  /** The key of an objective's kept part. */
  public static String objective(String name) {
    return Parts.slo(name);
  }

  /** The key of a resource's kept part. */
  public static String resource(String name) {
    return Parts.capacity(name);
  }
}
