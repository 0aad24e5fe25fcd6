package io.plumbline.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/**
 * One call of the contract.
 *
 * @param id its {@code operationId}
 * @param listener where it is served
 * @param path its path, with parameters as {@code :id}
 * @param open whether it needs no token anywhere
 * @param query the parameters that its query may have
 */
record Operation(
    String id,
    Listener listener,
    HttpMethod method,
    String path,
    boolean open,
    List<QueryParameter> query) {

  /** Copies the list. */
  Operation {
    query = List.copyOf(query);
  }

  /** What is wrong with a query and what to write instead; empty when nothing is. */
  Optional<String> wrong(MultiMap given) {
    for (String name : given.names()) {
      Optional<QueryParameter> known =
          query.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
      if (known.isEmpty()) {
        return Optional.of(
            "there is no parameter \"%s\" here; %s".formatted(QueryParameter.clip(name), usable()));
      }
      List<String> values = given.getAll(name);
      if (values.size() > 1) {
        return Optional.of("the parameter %s is given twice; write it once".formatted(name));
      }
      Optional<String> wrong = known.get().wrong(values.get(0));
      // What a form leaves empty is not given.
      if (wrong.isPresent() && !values.get(0).isEmpty()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private String usable() {
    List<String> names = query.stream().map(QueryParameter::name).toList();
    if (names.isEmpty()) {
      return "leave the query out";
    }
    int last = names.size() - 1;
    String others = String.join(", ", names.subList(0, last));
    return "use " + others + (last == 0 ? "" : " or ") + names.get(last);
  }
}
