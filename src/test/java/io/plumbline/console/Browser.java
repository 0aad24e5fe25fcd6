package io.plumbline.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium with one page, driven over its DevTools. */
final class Browser implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final Process process;
  // Kept, because Vert.x closes the connections of a client that has been collected.
  private final WebSocketClient client =
      vertx.createWebSocketClient(
          new WebSocketClientOptions().setMaxFrameSize(1 << 26).setMaxMessageSize(1 << 26));
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private volatile String session;

  /** The path of Chromium, empty when it is not installed. */
  static Optional<String> program() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(dir -> Stream.of("chromium", "chromium-browser").map(Path.of(dir)::resolve))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  Browser(String program, Path profile) throws IOException {
    process =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    URI devTools = devTools(process);
    socket =
        join(
            client
                .connect(
                    new WebSocketConnectOptions()
                        .setHost(devTools.getHost())
                        .setPort(devTools.getPort())
                        .setURI(devTools.getPath()))
                .toCompletionStage()
                .toCompletableFuture());
    socket.textMessageHandler(text -> hear(new JsonObject(text)));
    String target =
        send("Target.createTarget", new JsonObject().put("url", "about:blank"))
            .getString("targetId");
    session =
        send("Target.attachToTarget", new JsonObject().put("targetId", target).put("flatten", true))
            .getString("sessionId");
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", new JsonObject());
    }
  }

  private static URI devTools(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int at = line.indexOf("ws://");
      if (at >= 0) {
        Thread rest = new Thread(() -> lines.lines().forEach(ignored -> {}), "chromium");
        rest.setDaemon(true);
        rest.start();
        return URI.create(line.substring(at).trim());
      }
    }
    throw new IOException("Chromium ended before its DevTools listened");
  }

  private void hear(JsonObject message) {
    CompletableFuture<JsonObject> answer =
        message.containsKey("id") ? answers.remove(message.getInteger("id")) : null;
    if (answer == null) {
      events.add(message);
    } else if (message.containsKey("error")) {
      answer.completeExceptionally(new IllegalStateException(message.encode()));
    } else {
      answer.complete(message.getJsonObject("result"));
    }
  }

  /** Sends a command and returns its result. */
  JsonObject send(String method, JsonObject parameters) {
    int id = ids.incrementAndGet();
    JsonObject command =
        new JsonObject().put("id", id).put("method", method).put("params", parameters);
    if (session != null) {
      command.put("sessionId", session);
    }
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.writeTextMessage(command.encode());
    return join(answer);
  }

  void open(URI page, int width, int height, double scale, boolean dark) {
    send(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", scale)
            .put("mobile", false));
    send(
        "Emulation.setEmulatedMedia",
        new JsonObject()
            .put(
                "features",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("name", "prefers-color-scheme")
                            .put("value", dark ? "dark" : "light"))));
    events.clear();
    send("Page.navigate", new JsonObject().put("url", page.toString()));
  }

  /** The value of an expression in the page. */
  Object evaluate(String expression) {
    JsonObject result =
        send(
            "Runtime.evaluate",
            new JsonObject()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    if (result.containsKey("exceptionDetails")) {
      throw new IllegalStateException(result.encode());
    }
    return result.getJsonObject("result").getValue("value");
  }

  /** What the browser's console and log say of the page since it was opened. */
  List<String> messages() {
    return events.stream()
        .filter(
            e ->
                List.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
                    .contains(e.getString("method")))
        .map(JsonObject::encode)
        .toList();
  }

  /** The hosts that the page asked since it was opened. */
  List<String> hosts() {
    return events.stream()
        .filter(e -> "Network.requestWillBeSent".equals(e.getString("method")))
        .map(e -> e.getJsonObject("params").getJsonObject("request").getString("url"))
        .map(url -> URI.create(url).getAuthority())
        .distinct()
        .toList();
  }

  /** Saves the whole page, beyond the window too, as a picture. */
  void picture(Path file) throws IOException {
    String data =
        send(
                "Page.captureScreenshot",
                new JsonObject().put("format", "png").put("captureBeyondViewport", true))
            .getString("data");
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  private static <T> T join(CompletableFuture<T> future) {
    return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    join(client.close().toCompletionStage().toCompletableFuture());
    // Its children write to the profile to the last; whoever deletes that must wait for them.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    join(process.onExit());
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> join(child.onExit()));
    join(vertx.close().toCompletionStage().toCompletableFuture());
  }
}
