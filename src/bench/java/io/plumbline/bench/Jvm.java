package io.plumbline.bench;

import java.util.List;
import java.util.stream.Stream;

/** How a measured daemon's virtual machine is started. */
final class Jvm {

  private Jvm() {}

  /** Options for so much heap, and further ones as they were typed. */
  static List<String> options(String heap, List<String> further) {
    return Stream.concat(Stream.of("-Xmx" + heap), further.stream().filter(o -> !o.isBlank()))
        .toList();
  }
}
