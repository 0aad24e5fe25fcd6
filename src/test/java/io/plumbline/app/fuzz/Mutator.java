package io.plumbline.app.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes hostile bodies out of valid ones; the same seed makes the same. */
public final class Mutator {

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "\"x\"",
          "-1",
          "0",
          "-0.0",
          "1e400",
          "-1e400",
          "1e-400",
          "NaN",
          "Infinity",
          "9223372036854775808",
          "1".repeat(400),
          "0." + "3".repeat(900),
          "\"2026-13-40T99:00:00Z\"",
          "\"+999999999-01-01T00:00:00Z\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"" + "a".repeat(70_000) + "\"");

  private final Random random;

  /** Begins a sequence. */
  public Mutator(long seed) {
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** Flips, cuts, doubles, shortens and inserts bytes. */
  byte[] bytes(byte[] valid) {
    byte[] made = valid;
    for (int i = random.nextInt(3); i >= 0; i--) {
      made = once(made);
    }
    return made;
  }

  private byte[] once(byte[] from) {
    int at = from.length == 0 ? 0 : random.nextInt(from.length);
    int to = Math.min(from.length, at + random.nextInt(40));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(from);
      case 1 -> Arrays.copyOf(from, at);
      case 2 -> joined(from, at, new byte[0], to);
      case 3 -> joined(from, to, Arrays.copyOfRange(from, at, to), to);
      case 4 -> joined(from, at, random(random.nextInt(20)), at);
      case 5 -> joined(from, at, new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff}, at);
      default -> random(random.nextInt(200));
    };
  }

  private byte[] flipped(byte[] from) {
    byte[] made = from.clone();
    for (int i = random.nextInt(8); i >= 0 && made.length > 0; i--) {
      made[random.nextInt(made.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return made;
  }

  private static byte[] joined(byte[] from, int head, byte[] middle, int tail) {
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    made.write(from, 0, head);
    made.writeBytes(middle);
    made.write(from, tail, from.length - tail);
    return made.toByteArray();
  }

  byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** As bytes, or by what is special to JSON. */
  byte[] json(String valid) {
    String made =
        switch (random.nextInt(8)) {
          case 0 -> nested("[", "]", valid);
          case 1 -> nested("{\"a\":", "}", valid);
          case 2, 3 -> valid.replaceFirst(":(\"[^\"]*\"|[0-9.]+)", ":" + quoted(value()));
          case 4 -> valid.replaceFirst("\"[a-z]+\":", "\"" + word() + "\":");
          case 5 -> valid.replaceFirst("\\{", "{\"at\":1,\"name\":\"a\",\"id\":\"a\",");
          case 6 ->
              random.nextInt(50) > 0
                  ? value()
                  : "[" + "{},".repeat(random.nextInt(5000)) + valid + "]";
          default -> "";
        };
    return made.isEmpty()
        ? bytes(valid.getBytes(StandardCharsets.UTF_8))
        : made.getBytes(StandardCharsets.UTF_8);
  }

  private String nested(String open, String close, String valid) {
    int depth = random.nextInt(20) > 0 ? 1 + random.nextInt(20) : 900 + random.nextInt(20_000);
    return open.repeat(depth) + valid + (random.nextBoolean() ? close.repeat(depth) : "");
  }

  private static String quoted(String replacement) {
    return replacement.replace("\\", "\\\\");
  }

  private String value() {
    int pick = random.nextInt(VALUES.size());
    // The huge ones seldom, so that the rest is fast.
    return VALUES.get(pick == VALUES.size() - 1 && random.nextInt(20) > 0 ? 0 : pick);
  }

  private String word() {
    return List.of("id", "incident", "at", "type", "name", "labels", "value", "seq", "\\u0000", "x")
        .get(random.nextInt(10));
  }
}
