package io.plumbline.rules.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Kinds of catalogue documents. Those that others are made of stand first: they are read first. */
enum DocumentKind {
  PRIORITY_MATRIX(DocumentKind.PLUMBLINE, "PriorityMatrix", "priority matrix"),
  SERVICE(DocumentKind.OPENSLO, "Service", "service"),
  SLI(DocumentKind.OPENSLO, "SLI", "SLI"),
  CALENDAR(DocumentKind.PLUMBLINE, "Calendar", "calendar"),
  SLO(DocumentKind.OPENSLO, "SLO", "objective"),
  AGREEMENT(DocumentKind.PLUMBLINE, "Agreement", "agreement"),
  CAPACITY(DocumentKind.PLUMBLINE, "Capacity", "capacity threshold"),
  EXCLUSION(DocumentKind.PLUMBLINE, "Exclusion", "exclusion");

  static final String OPENSLO = "openslo/v1";
  static final String PLUMBLINE = "plumbline/v1";

  /**
   * Valid OpenSLO that is left unread: where the data lie is the daemon's configuration, and whom
   * to tell of what is the rules'.
   */
  static final List<String> UNREAD =
      List.of("DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget");

  private final String apiVersion;
  private final String kind;
  private final String word;

  DocumentKind(String apiVersion, String kind, String word) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.word = word;
  }

  /** The value of {@code apiVersion} of its documents. */
  String apiVersion() {
    return apiVersion;
  }

  /** The value of {@code kind} of its documents. */
  String kind() {
    return kind;
  }

  /** What people call it. */
  String word() {
    return word;
  }

  static Optional<DocumentKind> of(String kind) {
    return Arrays.stream(values()).filter(k -> k.kind.equals(kind)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(DocumentKind::kind).toList();
  }
}
