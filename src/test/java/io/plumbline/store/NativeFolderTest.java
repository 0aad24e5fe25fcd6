package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where native libraries go when the temporary folder will not do. */
class NativeFolderTest {

  @TempDir Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  @Test
  void isTheTemporaryFolderAsLongAsThatWillDo() {
    assertThat(NativeFolder.of(folder, data())).isEqualTo(folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isBelowTheDataFolderWhereTheTemporaryOneIsAbsent() {
    assertThat(NativeFolder.of(folder.resolve("absent"), data())).isEqualTo(data().resolve("lib"));
    assertThat(data().resolve("lib")).isEmptyDirectory();
  }

  @Test
  void isBelowTheDataFolderWhereNothingMayBeExecuted() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=1m,noexec")) {
      assertThat(NativeFolder.of(disk.path(), data())).isEqualTo(data().resolve("lib"));
      disk.remount("ro");
      assertThat(NativeFolder.of(disk.path(), data())).isEqualTo(data().resolve("lib"));
    }
  }

  @Test
  void namesBothFoldersAndTheSettingWhereNeitherWillDo() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=1m,noexec")) {
      Path file = Files.createFile(folder.resolve("file"));
      assertThatThrownBy(() -> NativeFolder.of(file, disk.path()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining(disk.path().resolve("lib") + " (IOException: its files may not be")
          .hasMessageContaining("-Djava.io.tmpdir=DIR");
    }
  }
}
