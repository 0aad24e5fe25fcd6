package io.plumbline.app;

import java.util.Locale;

/** The keys of the configuration, their defaults and what they are for. */
enum Setting {
  RULES_DIR("rules.dir", "rules", "folder of agreements and rules"),
  RULES_PUBLISH("rules.publish", "on-save", "when an edit goes live: on-save or approved"),
  RULES_DRAFTS("rules.drafts", "", "folder whose edits are drafts; empty is rules.dir"),
  RULES_REVIEW_WITHIN("rules.review-within", "2 business days", "until an emergency is reviewed"),
  DATA_DIR("data.dir", "data", "folder of the store"),
  DATA_RESERVE("data.reserve", "256MB", "room left on its disk, below which nothing is accepted"),
  HTTP_HOST("http.host", "127.0.0.1", "address for metrics, incidents, console and read API"),
  HTTP_PORT("http.port", "8080", "its port; 0 picks a free one"),
  HTTP_SITE("http.site", "", "address of the console as receivers of webhooks reach it"),
  MANAGEMENT_HOST("management.host", "127.0.0.1", "address for /metrics and /health"),
  MANAGEMENT_PORT("management.port", "8081", "its port; 0 picks a free one"),
  TOKEN_REQUIRED("token.required", "beyond-loopback", "who shows a token: that, or always"),
  TOKEN_FILE("token.file", "", "file of a token, beside those that plumbline token makes"),
  LOG_FORMAT("log.format", "text", "form of the log: text or json"),
  ENGINE_TICK("engine.tick", "500ms", "how often what changed is judged, 100ms to 1m"),
  ENGINE_SHARDS("engine.shards", "1", "how many threads judge side by side, 1 to 64"),
  INGEST_REPLICA_LABELS("ingest.replica-labels", "", "labels that tell twin senders apart"),
  INGEST_CLUSTER_LABELS("ingest.cluster-labels", "cluster", "labels that say which are twins"),
  JOURNAL_KEEP("journal.keep", "2d", "how long accepted samples are kept, 1h to 35d"),
  HISTORY_EXACT("history.exact", "35d", "how long the past can be judged again, 1d to 400d"),
  WEBHOOK_URL("webhook.url", "", "address of a single webhook, beside the list webhooks"),
  WEBHOOK_SECRET("webhook.secret", "", "its secret: whsec_ and base64; empty sends unsigned"),
  WEBHOOK_FORMAT("webhook.format", "plumbline", "its body: plumbline or alertmanager"),
  INFLUXDB_URL("influxdb.url", "", "address of an InfluxDB with the v2 write API; empty is off"),
  INFLUXDB_TOKEN("influxdb.token", "", "its token"),
  INFLUXDB_ORG("influxdb.org", "", "its organisation"),
  INFLUXDB_BUCKET("influxdb.bucket", "plumbline", "its bucket");

  private final String key;
  private final String standard;
  private final String purpose;

  Setting(String key, String standard, String purpose) {
    this.key = key;
    this.standard = standard;
    this.purpose = purpose;
  }

  /** The key in the file, such as {@code http.port}. */
  String key() {
    return key;
  }

  /** The environment variable that overrides it, such as {@code PLUMBLINE_HTTP_PORT}. */
  String variable() {
    return "PLUMBLINE_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Its value when nobody sets it. */
  String standard() {
    return standard;
  }

  /** A value as others may see it: no secret, and of an address no more than its host. */
  String shown(String value) {
    if (value.isEmpty()) {
      return "";
    }
    if (key.endsWith(".secret") || key.endsWith(".token")) {
      return "(set, not shown)";
    }
    return key.endsWith(".url")
        ? value.replaceAll("^(\\w+://)([^/@]*@)?([^/]*)/.+$", "$1$3/…")
        : value;
  }

  /** What it is for. */
  String purpose() {
    return purpose;
  }
}
