package io.plumbline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.app.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

  @TempDir private Path place;

  @Test
  void rulesAreKeptAndDataAreNot() throws Exception {
    Path rule = place.resolve("rules/standard/availability.drl");
    Path daemons = Files.createDirectories(place.resolve("data")).resolve("CURRENT");
    Files.writeString(daemons, "a real daemon's");
    try (DemoFolder first = new DemoFolder(place)) {
      assertThat(first.rulesKept()).isFalse();
      assertThat(rule).exists();
      Files.writeString(rule, "// mine");
      Files.createDirectories(first.data().resolve("deep"));
      Files.writeString(first.data().resolve("deep/file"), "old");
    }

    try (DemoFolder second = new DemoFolder(place)) {
      assertThat(second.rulesKept()).isTrue();
      assertThat(rule).hasContent("// mine");
      assertThat(second.data()).doesNotExist();
      assertThat(daemons).exists();
    }
  }

  @Test
  void twoDemosDoNotShareAFolder() throws Exception {
    try (DemoFolder first = new DemoFolder(place)) {
      Path data = Files.createDirectories(first.data());

      assertThatThrownBy(() -> new DemoFolder(place))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("--dir");
      assertThat(data).exists();
    }
  }
}
