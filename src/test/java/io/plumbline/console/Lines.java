package io.plumbline.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lines of an answer that goes on, as they arrive. */
public final class Lines implements AutoCloseable {

  private final HttpResponse<InputStream> response;
  private final List<String> read = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  Lines(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::pump, "lines");
    reader.setDaemon(true);
    reader.start();
  }

  private void pump() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read.add(line);
      }
    } catch (IOException | UncheckedIOException e) {
      read.add("broken: " + e.getMessage());
    } finally {
      ended = true;
    }
  }

  public HttpResponse<InputStream> response() {
    return response;
  }

  public List<String> read() {
    return read;
  }

  public boolean ended() {
    return ended;
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
