package io.plumbline.app.demo;

/** The services of the shop and how busy and how faulty they are when nothing happens. */
enum DemoService {
  CHECKOUT("checkout", 40, 12, 0.0002),
  PAYMENTS("payments", 30, 12, 0.0001),
  SEARCH("search", 120, 3, 0.0002),
  LEDGER("ledger", 10, 1, 0.00005),
  CATALOGUE("catalogue", 200, 3, 0.0001),
  ACCOUNTS("accounts", 25, 1, 0.0001);

  private final String id;
  private final double requestsPerSecond;
  private final double saleFactor;
  private final double errorShare;

  DemoService(String id, double requestsPerSecond, double saleFactor, double errorShare) {
    this.id = id;
    this.requestsPerSecond = requestsPerSecond;
    this.saleFactor = saleFactor;
    this.errorShare = errorShare;
  }

  /** Name of the service in the catalogue and in labels. */
  String id() {
    return id;
  }

  /** Mean rate over an ordinary week. */
  double requestsPerSecond() {
    return requestsPerSecond;
  }

  /** How many times the mean the sale brings that begins with the live part. */
  double saleFactor() {
    return saleFactor;
  }

  /** Share of requests that fail while nothing is wrong. */
  double errorShare() {
    return errorShare;
  }
}
