package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  private final Lifecycle lifecycle = new Lifecycle();
  private final List<String> stopped = new ArrayList<>();

  private void start(String name) {
    lifecycle.started(name, name, () -> stopped.add(name));
  }

  @Test
  void lastStartedFirstStoppedAndOnce() {
    start("loops");
    lifecycle.ground("store", () -> stopped.add("store"));
    start("engine");
    lifecycle.close();
    lifecycle.close();
    assertThat(stopped).containsExactly("engine", "store", "loops");
  }

  @Test
  void theStoreStaysOpenUnderAPartThatDoesNotStop() {
    start("loops");
    lifecycle.ground("store", () -> stopped.add("store"));
    lifecycle.started(
        "engine",
        "engine",
        () -> {
          throw new TimeoutException("still judging");
        });
    start("ticks");
    lifecycle.close();
    assertThat(stopped).containsExactly("ticks", "loops");
  }

  @Test
  void whatUsesNothingDoesNotHoldTheStoreOpen() {
    lifecycle.ground("store", () -> stopped.add("store"));
    lifecycle.aside(
        "mark",
        () -> {
          throw new IOException("Read-only file system");
        });
    lifecycle.close();
    assertThat(stopped).containsExactly("store");
  }
}
