package io.plumbline.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The files that the pages need beside their HTML, read once and kept in memory. Their paths hold
 * their hash, so that a browser may keep them for ever.
 */
public final class Assets {

  private static final String TURBO =
      "/META-INF/resources/webjars/hotwired__turbo/8.0.21/dist/turbo.es2017-esm.js";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final int HASH_BYTES = 8;

  private record Asset(String path, String type, Buffer plain, Buffer gzip) {}

  private final Map<String, Asset> byName = new HashMap<>();
  private final Map<String, Asset> byPath = new HashMap<>();

  /** Reads all files. */
  public Assets() {
    add("console.css", "console.css", "text/css; charset=utf-8");
    add("theme.js", "theme.js", SCRIPT);
    add("live.js", "live.js", SCRIPT);
    add("icon.svg", "icon.svg", "image/svg+xml");
    add("turbo.js", TURBO, SCRIPT);
  }

  /**
   * The path of a file for a page.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public String path(String name) {
    Asset asset = byName.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("no asset " + name + "; known are " + byName.keySet());
    }
    return asset.path();
  }

  void serve(RoutingContext context) {
    Asset asset = byPath.get(context.request().path());
    if (asset == null) {
      context.next();
      return;
    }
    String accepted = context.request().getHeader("accept-encoding");
    boolean gzip = accepted != null && accepted.contains("gzip");
    HttpServerResponse response = context.response();
    response
        .putHeader("content-type", asset.type())
        .putHeader("content-encoding", gzip ? "gzip" : "identity")
        .putHeader("vary", "accept-encoding")
        .putHeader("cache-control", "public, max-age=31536000, immutable")
        .putHeader("x-content-type-options", "nosniff")
        .end(gzip ? asset.gzip() : asset.plain());
  }

  private void add(String name, String resource, String type) {
    byte[] bytes = read(resource);
    String path = "/assets/" + hash(bytes) + "/" + name;
    Asset asset = new Asset(path, type, Buffer.buffer(bytes), Buffer.buffer(zip(bytes)));
    byName.put(name, asset);
    byPath.put(path, asset);
  }

  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing in the jar: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compress in memory", e);
    }
    return zipped.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
