package io.plumbline.app.publishing;

import java.util.List;

/**
 * Who showed a token.
 *
 * @param name the token's name, under which acts are kept
 * @param roles what this person may do
 */
public record Caller(String name, List<Role> roles) {

  /** Copies the list. */
  public Caller {
    roles = List.copyOf(roles);
  }

  /** Whether a name is this person's; accounts and tokens spell one name in several ways. */
  boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }

  boolean may(Role.Kind kind, String pack) {
    return roles.stream().anyMatch(role -> role.covers(kind, pack));
  }
}
