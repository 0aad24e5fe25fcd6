package io.plumbline.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A disk with ext4 in a file, which hangs and fails when told to, as real ones do by themselves;
 * tests that need one are skipped without root, loop devices and e2fsprogs.
 */
public final class LoopDisk implements AutoCloseable {

  private static final int SECONDS = 30;

  private final Path path;
  private final Path image;
  private String device = "";

  private LoopDisk(Path path, Path image) {
    this.path = path;
    this.image = image;
  }

  /**
   * Makes and mounts one.
   *
   * @param path where to mount it; the image is made beside it
   * @param bytes its size
   */
  public static LoopDisk mount(Path path, long bytes) throws IOException {
    Files.createDirectories(path);
    Path image = path.resolveSibling(path.getFileName() + ".img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes);
    }
    LoopDisk disk = new LoopDisk(path, image);
    boolean made = succeeds("mkfs.ext4", "-q", "-F", image.toString()) && disk.mount();
    Assumptions.assumeTrue(made, "a disk that fails needs root, loop devices and e2fsprogs");
    return disk;
  }

  private boolean mount() throws IOException {
    boolean mounted =
        succeeds(
            "mount", "-o", "loop,errors=remount-ro", image.toString(), path.toAbsolutePath() + "");
    if (mounted) {
      device = Path.of(Files.getFileStore(path).name()).getFileName().toString();
    }
    return mounted;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Every write waits until {@link #thaw}. */
  public void freeze() throws IOException {
    run("fsfreeze", "-f", path.toString());
  }

  /** Writes go on. */
  public void thaw() throws IOException {
    run("fsfreeze", "-u", path.toString());
  }

  /** The kernel finds an error and lets nobody write any more, under whoever writes just now. */
  public void fail() throws IOException {
    Files.writeString(
        Path.of("/sys/fs/ext4", device, "trigger_fs_error"), "1", StandardCharsets.US_ASCII);
  }

  /** Takes it out, checks it, and mounts it again. */
  public void repair() throws IOException {
    run("umount", path.toString());
    // Its exit code is 1 when something was mended.
    int code = code("e2fsck", "-f", "-y", image.toString());
    if (code > 1 || !mount()) {
      throw new IOException("the disk is beyond repair: " + code);
    }
  }

  private static void run(String... command) throws IOException {
    int code = code(command);
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }

  private static boolean succeeds(String... command) {
    try {
      return code(command) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int code(String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    // Whatever a failed test left frozen would hold up every later sync of the machine.
    var unused = succeeds("fsfreeze", "-u", path.toString());
    run("umount", "-l", path.toString());
  }
}
