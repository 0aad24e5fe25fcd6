package io.plumbline.app.fuzz;

import io.plumbline.ingest.RemoteWriteEncoder;
import io.plumbline.signal.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.Snappy;

/** What is sent to one endpoint: mostly hostile, now and then valid. */
public enum Attack {
  WRITE_1("remoteWrite") {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      return write(mutator, "application/x-protobuf", message1(mutator.random(), at));
    }
  },
  WRITE_2("remoteWrite") {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      return write(
          mutator,
          "application/x-protobuf;proto=io.prometheus.write.v2.Request",
          message2(mutator.random(), at));
    }
  },
  METRICS("metrics") {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      return json(mutator, "/api/v1/metrics", "[" + sample(mutator.random(), at) + "]");
    }
  },
  INCIDENTS("incidents") {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      return json(mutator, "/api/v1/incidents", "[" + event(mutator.random(), at) + "]");
    }
  },
  BACKUPS("backup") {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      // A body that names a folder would be obeyed.
      byte[] body;
      do {
        body = mutator.json("{\"to\":\"relative\",\"x\":[1,\"y\"]}");
      } while (new String(body, StandardCharsets.ISO_8859_1).contains("/"));
      return RawClient.post("/backups", Map.of("content-type", "application/json"), body);
    }
  },
  REPLAYS("replayDelivery", 3) {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      String path =
          List.of("deliveries/%s/replay", "channels/%s/replay", "channels/%s/enable")
              .get(mutator.random().nextInt(3));
      return RawClient.post(
          "/api/v1/" + path.formatted(segment(mutator)),
          Map.of("content-type", "application/json"),
          mutator.random(mutator.random().nextInt(50)));
    }
  },
  READS("services", 12) {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      List<String> paths =
          List.of(
              "services",
              "objectives",
              "clocks",
              "capacity",
              "findings",
              "improvements",
              "rules",
              "problems",
              "deliveries",
              "channels",
              "openapi.yaml",
              "stream");
      String path = "/api/v1/" + paths.get(mutator.random().nextInt(paths.size()));
      // A stream without a wrong query would never end.
      String wrong = path.endsWith("stream") ? "?since=1" : query(mutator);
      return RawClient.get(path + wrong);
    }
  },
  PATHS("service", 7) {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      List<String> paths =
          List.of(
              "/api/v1/services/",
              "/api/v1/findings/",
              "/api/v1/improvements/",
              "/findings/",
              "/assets/",
              "/api/",
              "/");
      int pick = mutator.random().nextInt(paths.size());
      return RawClient.get(paths.get(pick) + segment(mutator));
    }
  },
  PAGES("service", 3) {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      List<String> paths = List.of("/", "/services", "/findings");
      return RawClient.get(paths.get(mutator.random().nextInt(paths.size())) + query(mutator));
    }
  },
  MANAGEMENT("health", 4) {
    @Override
    public byte[] request(Mutator mutator, Instant at) {
      List<String> paths = List.of("/metrics", "/health", "/health/live", "/health/ready");
      int pick = mutator.random().nextInt(40);
      return RawClient.get(
          paths.get(pick % 4) + (pick < 4 ? "" : "?" + mutator.random().nextInt()));
    }
  };

  private final String operation;
  private final int endpoints;

  Attack(String operation) {
    this(operation, 1);
  }

  Attack(String operation, int endpoints) {
    this.operation = operation;
    this.endpoints = endpoints;
  }

  /** How many endpoints share its requests evenly. */
  public int endpoints() {
    return endpoints;
  }

  /** The operation of the contract that answers, or one like it. */
  public String operation() {
    return operation;
  }

  /** One request. */
  public abstract byte[] request(Mutator mutator, Instant at);

  /** Whether it is for the management listener. */
  public boolean isManaged() {
    return this == BACKUPS || this == MANAGEMENT;
  }

  private static byte[] write(Mutator mutator, String type, byte[] message) {
    Random random = mutator.random();
    int kind = random.nextInt(20);
    byte[] plain = kind < 12 ? mutator.bytes(message) : message;
    byte[] body = kind == 12 ? gzip(plain) : snappy(plain);
    if (kind > 12 && kind < 18) {
      body = mutator.bytes(body);
    } else if (kind == 18) {
      body = bomb(random);
    }
    return RawClient.post(
        "/api/v1/write",
        Map.of(
            "content-type", random.nextInt(50) > 0 ? type : "text/plain; proto=" + random.nextInt(),
            "content-encoding", random.nextInt(50) > 0 ? "snappy" : "gzip"),
        body);
  }

  /** A few bytes that claim to be anything up to 4 GB, and copies of one byte that nearly are. */
  private static byte[] bomb(Random random) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    long claim = 1L << (20 + random.nextInt(12));
    for (long rest = claim; rest > 0; rest >>>= 7) {
      body.write((int) (rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    }
    body.write(0);
    body.write('a');
    for (int i = random.nextInt(1000); i > 0; i--) {
      body.writeBytes(new byte[] {(byte) 0xfe, 1, 0});
    }
    return body.toByteArray();
  }

  private static byte[] json(Mutator mutator, String path, String valid) {
    Random random = mutator.random();
    boolean lines = random.nextInt(4) == 0;
    String one = lines ? valid.substring(1, valid.length() - 1) + "\n" : valid;
    byte[] body = random.nextInt(10) > 0 ? mutator.json(one) : one.getBytes(StandardCharsets.UTF_8);
    String type = lines ? "application/x-ndjson" : "application/json";
    boolean compressed = random.nextInt(5) == 0;
    byte[] packed = gzip(body);
    return compressed
        ? RawClient.post(
            path,
            Map.of("content-type", type, "content-encoding", "gzip"),
            random.nextBoolean() ? packed : mutator.bytes(packed))
        : RawClient.post(
            path,
            Map.of("content-type", random.nextInt(50) == 0 ? type + "; charset=utf-16" : type),
            body);
  }

  private static Labels labels(Random random) {
    return Labels.of(
        List.of(
            new Labels.Label(Labels.METRIC_NAME, "http_requests_total"),
            new Labels.Label("service", "search"),
            new Labels.Label("code", random.nextBoolean() ? "200" : "500"),
            new Labels.Label("instance", "i" + random.nextInt(20))));
  }

  private static byte[] message1(Random random, Instant at) {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      encoder.add(labels(random), at.toEpochMilli() - random.nextInt(60_000), random.nextInt(1000));
    }
    return encoder.message();
  }

  private static byte[] message2(Random random, Instant at) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    List<Labels.Label> pairs = labels(random).pairs();
    field(message, 0x22, new byte[0]);
    ByteArrayOutputStream series = new ByteArrayOutputStream();
    ByteArrayOutputStream references = new ByteArrayOutputStream();
    int symbol = 1;
    for (Labels.Label pair : pairs) {
      field(message, 0x22, pair.name().getBytes(StandardCharsets.UTF_8));
      field(message, 0x22, pair.value().getBytes(StandardCharsets.UTF_8));
      references.write(symbol++);
      references.write(symbol++);
    }
    field(series, 0x0a, references.toByteArray());
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    sample.write(0x09);
    long bits = Double.doubleToRawLongBits(random.nextInt(1000));
    for (int shift = 0; shift < 64; shift += 8) {
      sample.write((int) (bits >>> shift));
    }
    sample.write(0x10);
    varint(sample, at.toEpochMilli() - random.nextInt(60_000));
    field(series, 0x12, sample.toByteArray());
    field(message, 0x2a, series.toByteArray());
    return message.toByteArray();
  }

  private static void field(ByteArrayOutputStream into, int tag, byte[] bytes) {
    into.write(tag);
    varint(into, bytes.length);
    into.writeBytes(bytes);
  }

  private static void varint(ByteArrayOutputStream into, long value) {
    long rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      into.write((int) (rest & 0x7f) | 0x80);
    }
    into.write((int) rest);
  }

  private static String sample(Random random, Instant at) {
    return "{\"name\":\"http_requests_total\",\"labels\":{\"service\":\"search\",\"code\":\"%s\"},\"at\":%d,\"value\":%d}"
        .formatted(
            random.nextBoolean() ? "200" : "500",
            at.toEpochMilli() - random.nextInt(60_000),
            random.nextInt(1000));
  }

  private static String event(Random random, Instant at) {
    int ticket = random.nextInt(40);
    int id = random.nextInt(6);
    return "{\"id\":\"%d-%d\",\"incident\":\"F%d\",\"service\":\"search\",\"at\":\"%s\",\"type\":\"%s\",\"state\":\"New\",\"priority\":\"2\"}"
        .formatted(ticket, id, ticket, at.minusSeconds(id), id == 0 ? "opened" : "state");
  }

  private static String query(Mutator mutator) {
    Random random = mutator.random();
    if (random.nextBoolean()) {
      return "?limit="
          + random.nextInt(1, 1001)
          + (random.nextBoolean() ? "&cursor=" + cursor(mutator) : "");
    }
    List<String> names =
        List.of(
            "limit", "cursor", "service", "state", "kind", "severity", "after", "page", "%00", "x");
    StringBuilder query = new StringBuilder("?");
    for (int i = random.nextInt(3); i >= 0; i--) {
      query.append(names.get(random.nextInt(names.size()))).append('=').append(value(mutator));
      query.append(random.nextInt(20) > 0 ? "&" : ";");
    }
    return query.toString();
  }

  /** Base64 of anything, or of what looks like the place of a finding. */
  private static String cursor(Mutator mutator) {
    Random random = mutator.random();
    byte[] key =
        random.nextBoolean()
            ? mutator.random(random.nextInt(30))
            : ("2026-11-02T09:00:0" + random.nextInt(12) + "Z f").getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  private static String value(Mutator mutator) {
    Random random = mutator.random();
    return switch (random.nextInt(8)) {
      case 0 -> "" + random.nextInt(1200);
      case 1 -> "open";
      case 2 -> "breach";
      case 3, 4 -> cursor(mutator);
      case 5 -> "9".repeat(random.nextInt(300));
      default -> segment(mutator);
    };
  }

  /** Bytes that may stand in a request's target, percent-encoded or raw, rightly or not. */
  private static String segment(Mutator mutator) {
    StringBuilder made = new StringBuilder();
    for (byte b : mutator.random(1 + mutator.random().nextInt(24))) {
      int c = b & 0xff;
      switch (mutator.random().nextInt(6)) {
        case 0 -> made.append("%%%02x".formatted(c));
        case 1 -> made.append(c < 8 ? "%" : "").append((char) (33 + c % 90));
        case 2 -> made.append("../.;:@!$&'()*+,=%2f".charAt(c % 20));
        case 3 -> made.append((char) (0xa1 + c % 90));
        default -> made.append((char) ('a' + c % 26));
      }
    }
    return made.toString();
  }

  private static byte[] snappy(byte[] plain) {
    try {
      return Snappy.compress(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
