package io.plumbline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process has used so far, as the operating system and the virtual machine say. */
final class Footprint {

  private Footprint() {}

  /** Processor time of all its threads. */
  static double cpuSeconds(ProcessHandle process) {
    Duration cpu =
        process
            .info()
            .totalCpuDuration()
            .orElseThrow(() -> new IllegalStateException("this system tells no processor time"));
    return cpu.toNanos() / 1e9;
  }

  /** Resident memory in bytes; Linux only. */
  static long residentBytes(ProcessHandle process) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElseThrow();
    }
  }

  /** What is left on the heap of a Java process after a full collection, in bytes. */
  static long liveHeapBytes(ProcessHandle process) throws IOException {
    String text = jcmd(process, "GC.class_histogram");
    return text.lines()
        .filter(line -> line.startsWith("Total"))
        .mapToLong(line -> Long.parseLong(line.strip().split(" +")[2]))
        .findFirst()
        .orElseThrow(() -> new IOException("jcmd said: " + text));
  }

  /** What the classes of a Java process take, in bytes. */
  static long metaspaceBytes(ProcessHandle process) throws IOException {
    String text = jcmd(process, "GC.heap_info");
    return text.lines()
        .filter(line -> line.strip().startsWith("Metaspace"))
        .mapToLong(line -> Long.parseLong(line.strip().split(" +")[2].replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow(() -> new IOException("jcmd said: " + text));
  }

  private static String jcmd(ProcessHandle process, String command) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Size of a folder in bytes. */
  static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(Footprint::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (java.nio.file.NoSuchFileException e) {
      // The store drops files while they are counted.
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
