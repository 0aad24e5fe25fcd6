package io.plumbline.ingest;

import io.plumbline.signal.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a label block when it is seen for the first time, and holds its labels to the rules of its
 * protocol. Remote write 1.0 wants unique names of {@code [a-zA-Z_][a-zA-Z0-9_]*}, and a metric
 * name in which colons may stand too; 2.0 takes any unique names. An empty value is an absent
 * label. Not safe for use by several threads.
 */
final class LabelDecoder {

  private static final int SHOWN = 200;

  private final SeriesLimits limits;
  private final Proto proto = new Proto();
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

  LabelDecoder(SeriesLimits limits) {
    this.limits = limits;
  }

  /**
   * The canonical labels of a block by the rules of remote write 1.0.
   *
   * @throws RefusedItemException when they break a rule; the message says which label and how
   */
  Labels decode(byte[] block, int from, int to) throws RefusedItemException {
    List<Labels.Label> labels = read(block, from, to);
    for (Labels.Label label : labels) {
      checkName(labels, label);
    }
    Labels canonical = checked(labels);
    if (!isName(canonical.metric(), true)) {
      throw refused(
          labels,
          "the metric name "
              + clip(canonical.metric())
              + " is not of the form [a-zA-Z_:][a-zA-Z0-9_:]*");
    }
    return canonical;
  }

  /**
   * The canonical labels of a block by the rules of remote write 2.0.
   *
   * @throws RefusedItemException when they break a rule; the message says which label and how
   */
  Labels decodeAny(byte[] block, int from, int to) throws RefusedItemException {
    return checked(read(block, from, to));
  }

  /** Says that labels are in no order that remote write 2.0 allows. */
  RefusedItemException notCanonical(byte[] block, int from, int to) {
    return new RefusedItemException(
        Refusal.LABELS,
        show(block, from, to) + ": labels must be sorted by name, without empty values");
  }

  private List<Labels.Label> read(byte[] block, int from, int to) throws RefusedItemException {
    List<Labels.Label> labels = new ArrayList<>();
    try {
      proto.reset(block, from);
      while (proto.at() < to) {
        proto.moveTo(proto.at() + 1);
        labels.add(label(block, proto.end(to)));
      }
    } catch (MalformedBodyException | CharacterCodingException e) {
      throw refused(labels, "a label cannot be read: " + reason(e));
    }
    return labels;
  }

  /** The labels of a block as text for people, as far as they can be read. */
  String show(byte[] block, int from, int to) {
    try {
      return show(decodeAny(block, from, to).pairs());
    } catch (RefusedItemException e) {
      return "a series with broken labels";
    }
  }

  private Labels.Label label(byte[] block, int end)
      throws MalformedBodyException, CharacterCodingException {
    String name = "";
    String value = "";
    while (proto.at() < end) {
      long tag = proto.varint(end);
      if (tag == LabelBlock.NAME) {
        name = text(block, end);
      } else if (tag == LabelBlock.VALUE) {
        value = text(block, end);
      } else {
        proto.skip(tag, end);
      }
    }
    return new Labels.Label(name, value);
  }

  private String text(byte[] block, int limit)
      throws MalformedBodyException, CharacterCodingException {
    int to = proto.end(limit);
    int from = proto.at();
    proto.moveTo(to);
    return utf8.decode(ByteBuffer.wrap(block, from, to - from)).toString();
  }

  private Labels checked(List<Labels.Label> labels) throws RefusedItemException {
    if (labels.size() > limits.labels()) {
      throw refused(
          labels, labels.size() + " labels; at most " + limits.labels() + " are accepted");
    }
    List<String> names = labels.stream().map(Labels.Label::name).sorted().toList();
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i).equals(names.get(i - 1))) {
        throw refused(labels, "the label " + clip(names.get(i)) + " occurs twice; keep one");
      }
    }
    for (Labels.Label label : labels) {
      check(labels, label);
    }
    Labels canonical = Labels.of(labels);
    if (canonical.metric().isEmpty()) {
      throw refused(labels, "no metric name; send it as the label __name__");
    }
    return canonical;
  }

  private static void checkName(List<Labels.Label> labels, Labels.Label label)
      throws RefusedItemException {
    if (!isName(label.name(), false)) {
      throw refused(
          labels,
          "the label name '" + clip(label.name()) + "' is not of the form [a-zA-Z_][a-zA-Z0-9_]*");
    }
  }

  private void check(List<Labels.Label> labels, Labels.Label label) throws RefusedItemException {
    if (label.name().isEmpty()) {
      throw refused(labels, "a label without a name");
    }
    if (label.name().getBytes(StandardCharsets.UTF_8).length > limits.nameBytes()) {
      throw refused(
          labels,
          "the label name "
              + clip(label.name())
              + " is longer than "
              + limits.nameBytes()
              + " bytes");
    }
    if (label.value().getBytes(StandardCharsets.UTF_8).length > limits.valueBytes()) {
      throw refused(
          labels,
          "the value of "
              + clip(label.name())
              + " is longer than "
              + limits.valueBytes()
              + " bytes");
    }
  }

  private static boolean isName(String name, boolean colons) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9' && i > 0;
      if (!letter && !digit && !(colons && c == ':')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static RefusedItemException refused(List<Labels.Label> labels, String why) {
    return new RefusedItemException(Refusal.LABELS, show(labels) + ": " + why);
  }

  private static String reason(Exception e) {
    return e instanceof CharacterCodingException ? "it is not UTF-8" : e.getMessage();
  }

  /** Labels as text for people, cut off when they are long. */
  static String show(List<Labels.Label> labels) {
    StringBuilder text = new StringBuilder();
    String separator = "{";
    for (Labels.Label label : labels) {
      if (label.name().equals(Labels.METRIC_NAME)) {
        text.insert(0, label.value());
      } else if (text.length() < SHOWN) {
        text.append(separator).append(label.name()).append("=\"").append(label.value()).append('"');
        separator = ", ";
      }
    }
    return clip(text.append(separator.equals("{") ? "" : "}").toString());
  }

  private static String clip(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
