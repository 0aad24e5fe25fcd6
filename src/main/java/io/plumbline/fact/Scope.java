package io.plumbline.fact;

import io.plumbline.catalogue.Service;

/** What a rule judges; the package of its file says so. */
public enum Scope {
  /** Each service by itself, {@code package service}. */
  SERVICE,
  /** All services together, {@code package portfolio}. */
  PORTFOLIO;

  /** The scope of a service, which is the pseudo-service's alone where it stands for all. */
  public static Scope of(String service) {
    return service.equals(Service.PORTFOLIO) ? PORTFOLIO : SERVICE;
  }
}
