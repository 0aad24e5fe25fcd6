package io.plumbline.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is said about items of one request that are kept: so many are named, the others counted. */
final class Remarks {

  private final int named;
  private final List<Refusals.Item> items = new ArrayList<>();
  private int total;

  /** No remarks yet, of which so many will be named. */
  Remarks(int named) {
    this.named = named;
  }

  /** Adds one. The text is made only if it will be said. */
  void add(int index, Supplier<String> text) {
    if (items.size() < named) {
      items.add(new Refusals.Item(index, text.get()));
    }
    total++;
  }

  int total() {
    return total;
  }

  /** Puts them into an answer under a name, and how many more there are if not all are named. */
  void putInto(ObjectNode answer, String name) {
    ProblemAnswers.items(answer.putArray(name), items);
    if (total > items.size()) {
      answer.put(name + "NotNamed", total - items.size());
    }
  }
}
